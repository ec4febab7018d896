"""IPC::Shareable's options and methods, for programs that come from Perl; and their data, for as long as they live.

    from mmfshare import ipc_shareable
    from mmfshare.ipc_shareable import LOCK_EX, LOCK_SH, LOCK_NB

    config = ipc_shareable.tie("hash", key="my app", create=True, destroy=True)
    config["hosts"] = ["db1"]
    config.lock(lambda: config["hosts"].append("db2"))

Each variable has a namespace of its own, called "ipc." and its key. tie() says what each option does here;
import_ipc_shareable() copies what a running Perl program has.
"""

from mmfshare._mmf import KnotLock
from mmfshare.ipc_shareable._facts import (
    Segment,
    Semaphores,
    seg_count,
    seg_map,
    sem_count,
    shm_segments,
    sysv_info,
    unknown_segments,
)
from mmfshare.ipc_shareable._import import import_ipc_shareable, read_ipc_shareable
from mmfshare.ipc_shareable._knot import (
    LOCK_EX,
    LOCK_NB,
    LOCK_SH,
    LOCK_UN,
    Knot,
    KnotArray,
    KnotHash,
    KnotScalar,
    LockWarning,
)
from mmfshare.ipc_shareable._options import SHM_BUFSIZ, testing_set
from mmfshare.ipc_shareable._registry import (
    clean_up,
    clean_up_all,
    clean_up_protected,
    clean_up_testing,
    global_register,
    process_register,
    remove,
)
from mmfshare.ipc_shareable._tying import new, singleton, tie

__all__ = [
    "LOCK_EX",
    "LOCK_NB",
    "LOCK_SH",
    "LOCK_UN",
    "SHM_BUFSIZ",
    "Knot",
    "KnotArray",
    "KnotHash",
    "KnotLock",
    "KnotScalar",
    "LockWarning",
    "Segment",
    "Semaphores",
    "clean_up",
    "clean_up_all",
    "clean_up_protected",
    "clean_up_testing",
    "global_register",
    "import_ipc_shareable",
    "new",
    "process_register",
    "read_ipc_shareable",
    "remove",
    "seg_count",
    "seg_map",
    "sem_count",
    "shm_segments",
    "singleton",
    "sysv_info",
    "testing_set",
    "tie",
    "unknown_segments",
]
