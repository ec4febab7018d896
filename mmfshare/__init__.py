"""Live dicts, lists and scalars in a memory-mapped file, shared by any number of processes.

    import mmfshare

    with mmfshare.open("MyApp.State") as ns:
        ns["cfg"] = {"tags": ["a"]}
        ns["cfg"]["tags"].append("b")       # every process that opens MyApp.State sees it at once
        ns.add("hits")                      # atomic: returns the new count
        with ns.transaction():              # all or nothing, also when the process is killed
            ns["from"] = 1
            ns["to"] = 2

Start at open() and Namespace. The package's own errors are MmfError, and also the builtin exception that their
name suggests; the others are Python's own.
"""

from mmfshare import _mmf
from mmfshare._dict import SharedDict
from mmfshare._list import SharedList
from mmfshare._lock import NotLocked
from mmfshare._mmf import (
    ABSENT,
    CorruptNamespace,
    LockGuard,
    LockTimeout,
    MmfError,
    NamespaceExists,
    NamespaceFull,
    NamespaceNotFound,
    StaleHandle,
    Transaction,
)
from mmfshare._namespace import Namespace, load, namespaces, open
from mmfshare._scalar import SharedScalar

TYPE_CHECKING = False  # see _dict
if TYPE_CHECKING:
    from typing import Any

    from mmfshare._report import Blocks, Compacted, NamespaceStats, Recovery, Variable
    from mmfshare._system import SystemInfo, system_info
    from mmfshare._tie import configure, tie
    from mmfshare._tie_array import TiedArray
    from mmfshare._tie_hash import TiedHash
    from mmfshare._tie_scalar import TiedScalar
del TYPE_CHECKING

__all__ = [
    "ABSENT",
    "Blocks",
    "Compacted",
    "CorruptNamespace",
    "LockGuard",
    "LockTimeout",
    "MmfError",
    "Namespace",
    "NamespaceExists",
    "NamespaceFull",
    "NamespaceNotFound",
    "NamespaceStats",
    "NotLocked",
    "Recovery",
    "SharedDict",
    "SharedList",
    "SharedScalar",
    "StaleHandle",
    "SystemInfo",
    "TiedArray",
    "TiedHash",
    "TiedScalar",
    "Transaction",
    "Variable",
    "configure",
    "load",
    "namespaces",
    "open",
    "system_info",
    "tie",
]

_mmf.register(namespace=Namespace, dict=SharedDict, list=SharedList, scalar=SharedScalar)

# What not every program needs is imported when it is asked for: opening a namespace is to cost little.
_LATER = {
    "Blocks": "_report",
    "Compacted": "_report",
    "NamespaceStats": "_report",
    "Recovery": "_report",
    "SystemInfo": "_system",
    "TiedArray": "_tie_array",
    "TiedHash": "_tie_hash",
    "TiedScalar": "_tie_scalar",
    "Variable": "_report",
    "configure": "_tie",
    "system_info": "_system",
    "tie": "_tie",
}


def __getattr__(name: str) -> "Any":
    if name == "__version__":
        from importlib import metadata

        return metadata.version(__name__)
    if name not in _LATER:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    import importlib

    value = globals()[name] = getattr(importlib.import_module(f"{__name__}.{_LATER[name]}"), name)
    return value


def __dir__() -> list[str]:
    return sorted({*globals(), *_LATER})
