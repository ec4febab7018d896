"""System V shared memory and semaphores, as far as reading what IPC::Shareable keeps in them needs it.

Everything here only looks: segments are attached read-only, and nothing is made or removed. The one thing that
changes is a semaphore, by the shared lock that IPC::Shareable's own readers take: it carries SEM_UNDO, so that the
kernel gives it back when this process dies.
"""

from __future__ import annotations

import ctypes
import errno
import math
import os
import sys
import time
from dataclasses import dataclass

from mmfshare._mmf import LockTimeout

_IPC_STAT = 2
_SHM_RDONLY = 0o10000
_SEM_UNDO = 0x1000
_IPC_NOWAIT = 0o4000

# Positions in IPC::Shareable's semaphore sets, the same in all its versions.
_READERS = 1
_WRITERS = 2

# Seconds that one call sleeps at most, so that Python's signal handlers run in between.
_SLICE = 0.25


class _Sembuf(ctypes.Structure):
    _fields_ = [("number", ctypes.c_ushort), ("op", ctypes.c_short), ("flags", ctypes.c_short)]


class _Timespec(ctypes.Structure):
    _fields_ = [("seconds", ctypes.c_long), ("nanoseconds", ctypes.c_long)]


class _ShmidDs(ctypes.Structure):
    """struct shmid_ds of 64-bit Linux, see shmctl(2); what follows nattch is left to the kernel."""

    _fields_ = [
        ("key", ctypes.c_int),
        ("uid", ctypes.c_uint),
        ("gid", ctypes.c_uint),
        ("cuid", ctypes.c_uint),
        ("cgid", ctypes.c_uint),
        ("mode", ctypes.c_uint),
        ("reserved", ctypes.c_ulong * 3),
        ("segsz", ctypes.c_size_t),
        ("atime", ctypes.c_long),
        ("dtime", ctypes.c_long),
        ("ctime", ctypes.c_long),
        ("cpid", ctypes.c_int),
        ("lpid", ctypes.c_int),
        ("nattch", ctypes.c_ulong),
        ("spare", ctypes.c_ulong * 8),
    ]


@dataclass(frozen=True)
class Segment:
    """A segment that exists: its id, its key as an unsigned number (0: private), and its size in bytes."""

    id: int
    key: int
    size: int

    def __str__(self) -> str:
        return f"segment {self.id} (key {self.key:#010x})"


def _libc() -> ctypes.CDLL:
    if not sys.platform.startswith("linux") or ctypes.sizeof(ctypes.c_void_p) != 8:
        raise OSError(errno.ENOSYS, "reading System V segments is supported on 64-bit Linux only")
    libc = ctypes.CDLL(None, use_errno=True)
    libc.shmat.restype = ctypes.c_void_p
    libc.shmat.argtypes = [ctypes.c_int, ctypes.c_void_p, ctypes.c_int]
    libc.shmdt.argtypes = [ctypes.c_void_p]
    libc.shmget.argtypes = [ctypes.c_int, ctypes.c_size_t, ctypes.c_int]
    libc.shmctl.argtypes = [ctypes.c_int, ctypes.c_int, ctypes.c_void_p]
    libc.semget.argtypes = [ctypes.c_int, ctypes.c_int, ctypes.c_int]
    libc.semtimedop.argtypes = [ctypes.c_int, ctypes.c_void_p, ctypes.c_size_t, ctypes.c_void_p]
    return libc


def _failed(doing: str) -> OSError:
    number = ctypes.get_errno()
    return OSError(number, f"{doing}: {os.strerror(number)}")


def _signed(key: int) -> int:
    return ctypes.c_int(key & 0xFFFFFFFF).value


def find_segment(key: int) -> Segment | None:
    """The segment with that key (unsigned, not 0), or None. PermissionError if it may not be read."""
    identifier = _libc().shmget(_signed(key), 0, 0)
    if identifier < 0:
        if ctypes.get_errno() == errno.ENOENT:
            return None
        raise _failed(f"shmget of key {key:#010x}")
    return stat_segment(identifier)


def stat_segment(identifier: int) -> Segment:
    """The segment with that id. OSError if there is none, or it may not be read."""
    facts = _ShmidDs()
    if not 0 <= identifier <= 0x7FFFFFFF or _libc().shmctl(identifier, _IPC_STAT, ctypes.byref(facts)) < 0:
        raise _failed(f"there is no readable shared memory segment {identifier}")
    return Segment(identifier, facts.key & 0xFFFFFFFF, facts.segsz)


def read_segment(segment: Segment) -> bytes:
    """All bytes of it, of one instant unless somebody writes meanwhile."""
    libc = _libc()
    address = libc.shmat(segment.id, None, _SHM_RDONLY)
    if address in (None, ctypes.c_void_p(-1).value):
        raise _failed(f"{segment} cannot be attached for reading")
    try:
        return ctypes.string_at(address, segment.size)
    finally:
        libc.shmdt(address)


class SharedLock:
    """IPC::Shareable's LOCK_SH on one segment, taken. Give it back by release()."""

    def __init__(self, segment: Segment, deadline: float) -> None:
        """Wait for writers to finish until the deadline (of time.monotonic()); LockTimeout then."""
        self._held = False
        self._libc = _libc()
        # Without a key there is no way to the semaphores, nor for others to share the segment.
        self._set = self._libc.semget(_signed(segment.key), 0, 0) if segment.key else -1
        if self._set < 0:
            if segment.key and ctypes.get_errno() != errno.ENOENT:
                raise _failed(f"the semaphores of {segment} cannot be used; pass lock=False to read without")
            return
        while not self._held:
            left = deadline - time.monotonic()
            nap = max(0.0, min(left, _SLICE))
            self._held = self._operate(nap, (_WRITERS, 0, 0), (_READERS, 1, _SEM_UNDO))
            if not self._held and left <= 0:
                raise LockTimeout(
                    f"{segment} is locked by a writer; wait longer by timeout=, or pass lock=False to read it anyhow"
                )

    def release(self) -> None:
        """Let writers in again. A set that was removed meanwhile is no error: nobody waits for it."""
        if self._held:
            self._held = False
            try:
                self._operate(0.0, (_READERS, -1, _SEM_UNDO | _IPC_NOWAIT))
            except OSError as error:
                if error.errno not in (errno.EINVAL, errno.EIDRM):
                    raise

    def _operate(self, seconds: float, *operations: tuple[int, int, int]) -> bool:
        buffer = (_Sembuf * len(operations))(*(_Sembuf(*operation) for operation in operations))
        fraction, whole = math.modf(seconds)
        nap = _Timespec(int(whole), int(fraction * 1e9))
        if self._libc.semtimedop(self._set, buffer, len(operations), ctypes.byref(nap)) == 0:
            return True
        if ctypes.get_errno() in (errno.EAGAIN, errno.EINTR):
            return False
        raise _failed(f"semaphore set {self._set} cannot be used; pass lock=False to read without")
