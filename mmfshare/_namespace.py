"""open() and Namespace: a dict that lives in a file, its lock, its transactions and its lifetime."""

from __future__ import annotations

import math
import operator
import os
from collections.abc import Mapping

from mmfshare import _mmf, _place, _saving
from mmfshare._dict import SharedDict
from mmfshare._list import SharedList
from mmfshare._scalar import SharedScalar

TYPE_CHECKING = False  # see _dict
if TYPE_CHECKING:
    from logging import Logger
    from typing import Any, Literal, Never

    from mmfshare._report import Compacted, NamespaceStats

    Serializer = Literal["pickle", "json", "none"]


def _log() -> Logger:
    import logging  # costs more than attaching

    return logging.getLogger("mmfshare")


class _DefaultSize(str):
    """A default that shows in help() and is still told from the same text given by the caller."""


class _DefaultMode(int):
    def __repr__(self) -> str:
        return oct(self)


_SIZE = _DefaultSize("128K")
_MODE = _DefaultMode(0o600)
_OWNER_BITS = 0o600


def open(
    namespace: str = "shareable",
    size: int | str = _SIZE,
    swapfile: str | bytes | os.PathLike[Any] | None = None,
    reuse: bool = False,
    *,
    max_size: int | str | None = None,
    mode: int = _MODE,
    autolock: bool = True,
    timeout: float | None = 10,
    serializer: Serializer = "pickle",
    readonly: bool = False,
    trust: bool = False,
    debug: bool = False,
    accept_reboot: bool = False,
    **unknown: Never,
) -> Namespace:
    """Attach to a namespace, which is made first if it is not there.

    namespace: its name, 1 to 200 bytes with no "/" or NUL, and not beginning with ".mmfshare-new-". Without a
        swapfile it lives in memory, as a file of that name in the folder MMFSHARE_DIR, or
        /dev/shm/mmfshare-UID.
    size: bytes of the file when it is made; an int, or text like "64K", "1M", "2G". It grows when needed.
    swapfile: path of a file to live in instead; it is kept over a restart of the machine.
    reuse: only attach; NamespaceNotFound if it is not there.
    max_size: bytes up to which it may grow, as for size; None: as far as the system lets it, 64 GiB at most.
    mode: permission bits of the file when it is made; 0o600 among them, since its owner reads and writes it.
    autolock: each operation is guarded against others' by itself; False leaves that to lock(). The data stay
        whole either way.
    timeout: seconds that an operation waits for another process before it raises LockTimeout; None or 0: for
        ever.
    serializer: for values beyond None, bool, int, float, complex, str, bytes, tuple, frozenset, dict and
        list: "pickle", "json" (only what JSON has) or "none" (a TypeError; then nothing in the file can
        run code).
    readonly: change nothing; a write is a TypeError.
    trust: accept a file or folder that another user could have prepared.
    debug: log by logging.getLogger("mmfshare") when the lock is taken and given back, also by a transaction.
        That a dead process was recovered from is logged there as a warning by whoever did it, always.
    accept_reboot: open a file that was in use when the machine went down, after verifying it.

    size, max_size and mode belong to the namespace: given here and contradicting it, they are
    NamespaceExists. The others are this handle's own.

    Errors: ValueError or TypeError for an argument that makes no sense, NamespaceNotFound, NamespaceExists,
    NamespaceFull (no room for it), CorruptNamespace (not one of our files, another version, or damaged),
    MemoryError (the process has not enough addresses left), PermissionError and other OSErrors.
    """
    if unknown:
        raise TypeError(f"open() has no option {', '.join(unknown)}; it takes {', '.join(OPTIONS)}")
    name = _place.check_name(namespace)
    create = not (reuse or readonly)
    size_bytes = _place.parse_size(size)
    max_size_bytes = 0 if max_size is None else _place.parse_size(max_size, "max_size")
    bits, wait, text = _check_mode(mode), _check_timeout(timeout), _check_serializer(serializer)
    # Last, since it may make a folder.
    if swapfile is not None:
        path = _place.file_path(swapfile)
        _place.check_folder_exists(path)
    else:
        path = os.path.join(_place.checked_folder(create, trust), name)
    ns = Namespace(
        path,
        name,
        size_bytes,
        max_size_bytes,
        bits,
        size_given=size is not _SIZE,
        max_size_given=max_size is not None,
        mode_given=mode is not _MODE,
        create=create,
        readonly=readonly,
        trust=trust,
        accept_reboot=accept_reboot,
        timeout=wait,
        serializer=text,
        autolock=autolock,
        debug=debug,
    )
    if debug:
        _log().debug("%r: opened %s", name, path)
    return ns


# Names of the parameters of open().
OPTIONS = open.__code__.co_varnames[: open.__code__.co_argcount + open.__code__.co_kwonlyargcount]


def load(
    path: _saving.Path,
    namespace: str | None = None,
    swapfile: _saving.Path | None = None,
    *,
    replace: bool = False,
    timeout: float | None = 10,
    serializer: Serializer = "pickle",
    autolock: bool = True,
    trust: bool = False,
    debug: bool = False,
) -> Namespace:
    """Make a namespace of one that Namespace.save() wrote to the file `path`, and open it.

    namespace: its name; by default the one that it had when it was saved.
    swapfile: path of a file to live in; by default it lives in memory, as open() has it.
    replace: take the place of a namespace that is there, and of nothing else. Who has that one open keeps it,
        as after destroy().
    trust: accept a saved file, or a folder, that another user could have prepared.
    The other options are those of open(). size, max_size and mode are the saved ones; the uuid is new.

    The namespace appears whole or not at all, after the checksum of all that was saved proved right.

    Errors: NamespaceExists (one is there, and replace is False; or what is there is no namespace),
    CorruptNamespace (not what was saved: cut short, changed, of another version, or no saved namespace at
    all), NamespaceNotFound (no such file), NamespaceFull (no room for it), PermissionError and other OSErrors.
    """
    wait, text = _check_timeout(timeout), _check_serializer(serializer)
    name, place = _saving.make(path, namespace, swapfile, replace, trust)
    ns = _attach(
        place,
        name,
        timeout=wait,
        serializer=text,
        autolock=autolock,
        debug=debug,
        readonly=False,
        trust=trust,
    )
    try:
        # The first change frees what the saved one's processes had, so that nobody need wonder at it.
        with ns.lock():
            pass
    except BaseException:
        ns.close()
        raise
    return ns


def namespaces() -> list[str]:
    """Names of the namespaces that exist in the folder MMFSHARE_DIR or /dev/shm/mmfshare-UID, sorted.

    Those in a swapfile are known by their file only, and are not listed. Also of a folder that another user
    could have prepared: names alone do no harm, and open() refuses it.
    """
    return _place.list_names()


class Namespace(SharedDict["Any", "Any"], _mmf.Namespace):
    """A dict that lives in a file, shared by all processes that open it. Made by mmfshare.open().

    It is a SharedDict, whose keys are the names of variables, and has besides:
        dict(), list(), scalar()                    handles by name, made when needed
        move()                                      a child dict or list to another place
        setvar(), getvar(), findvar(), deletevar()  variables, by the names of Win32::MMF
        lock(), acquire(), release(), unlock()      to keep all others out; transaction() for all or nothing
        take_recovered()                            whether another holder of the lock died, as a guard tells it
        close(), destroy(), sync(), verify()        its life; `with ns:` closes at the end
        save()                                      a copy in a file, for load()
        compact()                                   gives free space back to the system
        stats(), debug()                            facts
    Attributes: name, path, uuid, size, max_size (bytes; max_size may be None), reserved (bytes of address space
    for growth), mode, timeout (seconds or None), serializer, autolock, readonly, closed, held (whether this
    thread has the lock).

    It pickles as name, path and options: unpickling attaches again, and raises NamespaceNotFound when the
    file is gone and StaleHandle when another namespace took its place. A forked child goes on using what it
    inherited.
    """

    __slots__ = ("_trust",)

    # The option keeps this name, since debug() is a method here.
    _debug = _mmf.Namespace.debug

    def __init__(self, *arguments: Any, trust: bool, **options: Any) -> None:
        # The extension has attached by now; this is for who unpickles it.
        self._trust = trust

    # ---- variables by name

    def dict(self, name: Any) -> SharedDict[Any, Any]:
        """The SharedDict of that name, made empty if there is none. TypeError if something else is there."""
        child = self._get_or_create(name, {})
        if not isinstance(child, SharedDict):
            raise self._wrong_kind(name, child, "dict")
        return child

    def list(self, name: Any) -> SharedList[Any]:
        """The SharedList of that name, made empty if there is none. TypeError if something else is there."""
        child = self._get_or_create(name, [])
        if not isinstance(child, SharedList):
            raise self._wrong_kind(name, child, "list")
        return child

    def scalar(self, name: Any) -> SharedScalar:
        """A handle on the variable of that name, made as None if there is none. TypeError for a container."""
        value = self._get_or_create(name, None)
        if isinstance(value, (SharedDict, SharedList)):
            raise self._wrong_kind(name, value, "scalar")
        return SharedScalar(self, name)

    def setvar(self, name: Any, value: Any, /, *more: Any) -> None:
        """Set a variable; to a list for several values. None deletes it (ns[name] = None stores None)."""
        if more:
            self[name] = [value, *more]
        elif value is None:
            self.deletevar(name)
        else:
            self[name] = value

    def getvar(self, name: Any, /) -> Any:
        """The value of a variable, None if there is none: the same as get(name)."""
        return self.get(name)

    def findvar(self, name: Any, /) -> bool:
        """Whether there is a variable of that name: the same as `name in ns`."""
        return name in self

    def deletevar(self, name: Any, /) -> bool:
        """Delete a variable. False, and no error, if there was none."""
        try:
            del self[name]
        except KeyError:
            return False
        return True

    def move(self, source: Any, target: Any, /) -> None:
        """Move a child dict or list to another place, in one commit. Handles on it stay good.

        source: a SharedDict or SharedList, or a place that holds one.
        target: a place; what is there is replaced. A place is a key of this namespace, or a pair of a
            container and a key or index in it.

        ValueError when the target lies inside the source, KeyError or IndexError when a place is not there,
        TypeError when the source is no container.
        """
        if not isinstance(source, (SharedDict, SharedList)):
            container, key = self._place(source)
            source = container[key]
            if not isinstance(source, (SharedDict, SharedList)):
                raise TypeError(
                    f"only a dict or list can be moved; at {key!r} there is one of type {type(source).__name__}"
                )
        self._move(source, *self._place(target))

    # ---- facts; lock(), acquire(), release(), unlock() and transaction() are the extension's

    def stats(self, *, rows: int | None = None) -> NamespaceStats:
        """Sizes, counts and the last recoveries, each as of now.

        rows: also count the heap's blocks and the kinds of all variables, and describe so many of them. That
            takes time in proportion to the blocks and variables: about a tenth of a second for a million.

        It takes no lock, but waits, as every reading does, while another process is within lock(), a
        transaction or an operation that changes the namespace: LockTimeout after the namespace's timeout.
        (Only the blocks are counted under the lock, if others go on changing them all the time.)
        """
        if rows is not None and operator.index(rows) < 0:
            raise ValueError(f"rows={rows!r} is no number of variables; give 0 or more, or None")
        from mmfshare._report import NamespaceStats

        return NamespaceStats.of(self, rows)

    def debug(self, rows: int = 50) -> str:  # type: ignore[override]
        """The facts of stats(rows=rows) as text to print: the namespace, its heap, blocks and variables.

        rows: the number of variables shown; the others are summed up by type.
        """
        return str(self.stats(rows=rows))

    # ---- life

    def save(self, path: _saving.Path) -> None:
        """Write the namespace, as it is at one instant, to a file that load() makes a namespace of again.

        path: the file, made with mode 0o600. A regular file that is there is replaced in one step, once the new
            one is whole and on the device: whatever dies meanwhile, the machine too, there is the old one or
            the new one. Links are not followed.

        Others go on reading and writing; writers wait, while the last of it is copied, about as long as it
        takes to read the namespace's bytes once. RuntimeError inside a transaction of this thread;
        LockTimeout; NamespaceExists if a namespace in use lives at path; PermissionError for a symbolic link
        there, FileExistsError for a device, pipe or socket; OSError, such as for a full disk: the old file is
        still there then.
        """
        _saving.save(self, path)

    def compact(self, timeout: float | None = 1) -> Compacted:
        """Give the pages of free space back to the system, while others stay attached, read and write.

        timeout: seconds to wait for those who are reading at that moment, since nothing that they read may go:
            a stopped process, for example. A read-only handle of anybody delays it as long as it is open. None
            waits for ever, 0 only looks.

        The file keeps its length; what is free in it becomes holes (stats().disk_bytes), and gets real space
        again when it is used again. RuntimeError inside a transaction of this thread, or inside another
        compact() of it, by a signal handler; LockTimeout; OSError where the file system can't make holes;
        TypeError for a read-only handle.
        """
        from mmfshare._report import Compacted

        return Compacted(*self._compact(timeout))

    def __enter__(self) -> Namespace:
        return self

    def __exit__(self, *exception: object) -> None:
        self.close()

    def __repr__(self) -> str:
        if self.closed:
            return f"<mmfshare.Namespace {self.name!r}, closed>"
        return f"<mmfshare.Namespace {self.name!r} at {self.path!r}>"

    def __reduce__(self) -> tuple[Any, ...]:
        options = {
            "timeout": self.timeout,
            "serializer": self.serializer,
            "autolock": self.autolock,
            "debug": self._debug,
            "readonly": self.readonly,
            "trust": self._trust,
        }
        return _reopen, (self.path, self.name, self.uuid, options)

    # ---- helpers

    def _get_or_create(self, name: Any, value: Any) -> Any:
        # Reading first keeps a namespace that is open for reading only usable, and costs no lock.
        found = self.get(name, _mmf.ABSENT)
        return self.setdefault(name, value) if found is _mmf.ABSENT else found

    def _wrong_kind(self, name: Any, found: Any, wanted: str) -> TypeError:
        kind = type(found).__name__
        article = "an" if kind[0] in "aeiou" else "a"
        return TypeError(
            f"namespace {self.name!r}: {name!r} is {article} {kind}, not a {wanted}; use another name"
        )

    def _place(self, place: Any) -> tuple[Any, Any]:
        # No ambiguity: a container cannot be part of a key.
        if isinstance(place, tuple) and len(place) == 2 and isinstance(place[0], (SharedDict, SharedList)):
            return place
        return self, place

    def _log_debug(self, text: str) -> None:
        _log().debug("%r: %s", self.name, text)

    def _log_recovery(self, facts: Mapping[str, int]) -> None:
        # The extension calls this when this process has recovered from a death, while it holds nothing.
        from mmfshare._report import Recovery

        _log().warning("%r: %s", self.name, Recovery(**facts))


def _attach(path: str, name: str, **options: Any) -> Namespace:
    """Open what is there, whatever its size, max_size and mode."""
    return Namespace(
        path,
        name,
        _place.parse_size(_SIZE),
        0,
        _MODE,
        size_given=False,
        max_size_given=False,
        mode_given=False,
        create=False,
        accept_reboot=False,
        **options,
    )


def _reopen(path: str, name: str, uuid: bytes, options: dict[str, Any]) -> Namespace:
    ns = _attach(path, name, **options)
    if ns.uuid != uuid:
        ns.close()
        raise _mmf.StaleHandle(
            f"namespace {name!r} at {path!r} is not the one that was pickled, but a newer one; "
            "open it by mmfshare.open() and send a handle on that"
        )
    return ns


def _check_mode(mode: int) -> int:
    if not isinstance(mode, int):
        raise TypeError(f"mode must be an int of permission bits, not {type(mode).__name__}")
    if not 0 <= mode <= 0o777:
        raise ValueError(f"mode={mode!r} is out of range; give permission bits such as 0o600")
    if mode & _OWNER_BITS != _OWNER_BITS:
        raise ValueError(f"mode={mode:#o} keeps the owner out; give one with 0o600 in it, such as 0o640")
    return mode


def _check_timeout(timeout: float | None) -> float | None:
    """Seconds, or None for ever, as the extension takes it: in open() 0 means for ever too."""
    if timeout is None:
        return None
    if not isinstance(timeout, (int, float)):
        raise TypeError(f"timeout must be seconds or None, not {type(timeout).__name__}")
    if timeout == 0 or timeout == math.inf:
        return None
    if not timeout > 0:
        raise ValueError(f"timeout={timeout!r} is no waiting time; give seconds, or None to wait for ever")
    return float(timeout)


def _check_serializer(serializer: str) -> str:
    if serializer not in ("pickle", "json", "none"):
        raise ValueError(f"serializer={serializer!r} is not known; choose 'pickle', 'json' or 'none'")
    return serializer
