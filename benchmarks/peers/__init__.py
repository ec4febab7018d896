"""All adapters, in the order of the tables."""

from .base import Peer
from .databases import Diskcache, Lmdb, Redis, Sqlite
from .packages import SharedMemoryDict, UltraDict, UltraDictForked
from .perl import HashSharedMem, IpcShareable, PerlHash
from .python import Builtin, Manager, Mmfshare, ShareableList, Value

ALL: list[type[Peer]] = [
    Builtin,
    Mmfshare,
    UltraDict,
    UltraDictForked,
    Lmdb,
    ShareableList,
    Sqlite,
    Diskcache,
    Manager,
    Redis,
    SharedMemoryDict,
    Value,
    PerlHash,
    HashSharedMem,
    IpcShareable,
]

__all__ = ["ALL", "Builtin", "Mmfshare", "Peer", "Value"]
