"""How the extension pickles what no cell can hold: the standard pickle, but handles go in as copies."""

from __future__ import annotations

import io
import pickle
from collections.abc import Callable
from typing import Any

from mmfshare import _mmf
from mmfshare._tie_base import Tied, TiedContainer
from mmfshare._views import SharedItems, SharedKeys, SharedValues

# Looked for by identity among a class's bases: isinstance() asks the views' metaclass, for each object there is.
_NOT_PICKLED = frozenset({_mmf.Dict, _mmf.List, _mmf.Scalar, Tied, SharedKeys, SharedItems, SharedValues})


class _StoringPickler(pickle.Pickler):
    """Stores the content of a handle or tied variable instead of a reference: assigning one anywhere copies.

    A reference would outlive what it names, and make the value that holds it unreadable.
    """

    def reducer_override(self, value: Any) -> Any:
        if _NOT_PICKLED.isdisjoint(type(value).__mro__):
            return NotImplemented
        if isinstance(value, (_mmf.Dict, _mmf.List, TiedContainer)):
            plain = value.snapshot()
            return type(plain), (plain,)
        if isinstance(value, (_mmf.Scalar, Tied)):
            raise TypeError(
                f"a {type(value).__name__} cannot be stored inside another value; store its .value"
            )
        raise TypeError(f"a {type(value).__name__} cannot be stored, as it is a view; store list() of it")


def dumps(value: Any, protocol: int, buffer_callback: Callable[[pickle.PickleBuffer], Any]) -> bytes:
    """The pickle of value; buffers that buffer_callback returns false for are left out of it, for it to keep."""
    file = io.BytesIO()
    _StoringPickler(file, protocol, buffer_callback=buffer_callback).dump(value)
    return file.getvalue()
