"""tie() and configure(): Perl's way into a namespace."""

from __future__ import annotations

from typing import Any, Literal, overload

from mmfshare import _tie_options
from mmfshare._namespace import Namespace
from mmfshare._tie_array import TiedArray
from mmfshare._tie_hash import TiedHash
from mmfshare._tie_scalar import TiedScalar

_KINDS: dict[str, type[TiedScalar | TiedArray | TiedHash]] = {
    "scalar": TiedScalar,
    "$": TiedScalar,
    "array": TiedArray,
    "@": TiedArray,
    "hash": TiedHash,
    "%": TiedHash,
}


@overload
def tie(kind: Literal["scalar", "$"], /, *arguments: Any, **options: Any) -> TiedScalar: ...
@overload
def tie(kind: Literal["array", "@"], /, *arguments: Any, **options: Any) -> TiedArray: ...
@overload
def tie(kind: Literal["hash", "%"], /, *arguments: Any, **options: Any) -> TiedHash: ...
def tie(kind: str, /, *arguments: Any, **options: Any) -> TiedScalar | TiedArray | TiedHash:
    """Tie a variable of a namespace, which is made if it is not there: `tie("array", "jobs")`.

    kind: "scalar", "array" or "hash"; or as Perl marks them, "$", "@" or "%".
    arguments: the label, then options in a mapping; or all options, key= for the label among them, in a mapping
        or as "-name", value pairs. The label is a str; an int stands for its digits.
    options: names in any case. Those of mmfshare.open() are for the default namespace, which is opened by the
        first tie() or by configure(); given later they must agree with it. namespace= may also be an open
        Namespace, to tie a variable of that one. Those of IPC::Shareable are accepted: key, size, mode and
        serializer are honoured ("storable" is "pickle"); create, exclusive, graceful, warn, protected, testing,
        limit, destroy and the four about lock enforcement are ignored.

    A namespace of which only the name is known is "shareable", of 128 KiB at first.

    Errors: ValueError without a label, for an unknown kind, and for an option that contradicts the open
    namespace (it names both values); TypeError for an unknown option (it lists those there are), and if the
    variable is of another kind; and those of open().
    """
    cls = _KINDS.get(kind.lower() if isinstance(kind, str) else "")
    if cls is None:
        raise ValueError(f"kind={kind!r} cannot be tied; use 'scalar', 'array' or 'hash', or '$', '@' or '%'")
    label, given = _tie_options.of_tie(arguments, options)
    tied = cls(_tie_options.namespace_for(given), label)
    tied._create()
    return tied


def configure(*arguments: Any, **options: Any) -> Namespace:
    """Open the default namespace of tie() with these options, and give it. Call it before the first tie().

    arguments: namespace, size, swapfile, reuse by position; or options in a mapping, or as "-name", value pairs.
    options: those of mmfshare.open(), names in any case.

    It may be called again, and tie() may be given options too, as long as they agree: ValueError, naming both
    values, if they do not. Closing the namespace ends that: the next tie() or configure() opens one anew.
    TypeError for an unknown option, and the errors of open().
    """
    return _tie_options.namespace_for(_tie_options.of_configure(arguments, options))
