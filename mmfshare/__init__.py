"""Live dicts, lists and scalars in a memory-mapped file, shared by any number of processes.

    import mmfshare

    with mmfshare.open("MyApp.State") as ns:
        ns["cfg"] = {"tags": ["a"]}
        ns["cfg"]["tags"].append("b")       # every process that opens MyApp.State sees it at once
        ns.add("hits")                      # atomic: returns the new count
        with ns.transaction():              # all or nothing, also when the process is killed
            ns["from"] = 1
            ns["to"] = 2

Start at open() and Namespace. Every error of the package is an MmfError, and also the builtin exception that
its name suggests.
"""

from mmfshare import _mmf
from mmfshare._dict import SharedDict
from mmfshare._list import SharedList
from mmfshare._lock import NotLocked, Transaction
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
)
from mmfshare._namespace import Namespace, load, namespaces, open
from mmfshare._report import Blocks, Compacted, NamespaceStats, Recovery, Variable
from mmfshare._scalar import SharedScalar
from mmfshare._system import SystemInfo, system_info
from mmfshare._tie import configure, tie
from mmfshare._tie_array import TiedArray
from mmfshare._tie_hash import TiedHash
from mmfshare._tie_scalar import TiedScalar

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
