"""tie(), new() and singleton(): finding or making the namespace of a key."""

from __future__ import annotations

import contextlib
import errno
import os
import threading
from typing import Any, Literal, overload

from mmfshare import _mmf
from mmfshare._namespace import Namespace
from mmfshare._namespace import open as open_namespace
from mmfshare.ipc_shareable import _glue, _knot, _options, _process, _registry
from mmfshare.ipc_shareable._knot import GRACE, KnotArray, KnotHash, KnotScalar, open_probe

_KINDS: dict[str, tuple[type[KnotHash | KnotArray | KnotScalar], Any]] = {
    "hash": (KnotHash, {}),
    "array": (KnotArray, []),
    "scalar": (KnotScalar, None),
}
_SIGILS = {"%": "hash", "@": "array", "$": "scalar"}
_OF_THE_VARIABLE = ("protected", "testing")

_singletons: dict[int | str, tuple[int, Namespace]] = {}
# One thread asks for a singleton at a time: to the lock of its namespace each thread is another. A signal handler may
# ask while its own thread does.
_one_thread = threading.RLock()


def _forget_other_threads() -> None:
    global _one_thread
    _one_thread = threading.RLock()


# A child's other threads are gone, and what one of them had taken would stay so.
if hasattr(os, "register_at_fork"):
    os.register_at_fork(after_in_child=_forget_other_threads)


@overload
def tie(kind: Literal["hash", "%"], /, *arguments: Any, **options: Any) -> KnotHash: ...
@overload
def tie(kind: Literal["array", "@"], /, *arguments: Any, **options: Any) -> KnotArray: ...
@overload
def tie(kind: Literal["scalar", "$"], /, *arguments: Any, **options: Any) -> KnotScalar: ...
def tie(kind: str, /, *arguments: Any, **options: Any) -> KnotHash | KnotArray | KnotScalar:
    """Tie a variable to shared memory: `tie %h, 'IPC::Shareable', {key => 'GLUE', create => 1}` in Perl.

    kind: "hash", "array" or "scalar"; or as Perl marks them, "%", "@" or "$".
    arguments: the key, then options in a mapping; or the options alone. All options go by name too.

    key: a text, or a number from 1 to 0xffffffff, as an int or in text ("1234", "0x4D2"). The same key is the
        same data. None or 0 is private: shared only with children that are forked.
    create: make it if it is not there. Otherwise NamespaceNotFound.
    exclusive: NamespaceExists if it is there already.
    graceful: with exclusive, end this process with status 0 (SystemExit) instead; warn: and issue a LockWarning.
    mode: permission bits when it is made, by default 0o600.
    size: bytes, 65536 at least; more than fits is NamespaceFull. By default it grows as needed.
    limit: refuse a size above 1 GiB (ValueError); without it, above the machine's memory.
    protected: a number; clean_up() and clean_up_all() leave the variable, clean_up_protected(number) removes it.
    testing: a brand for clean_up_testing().
    destroy: remove it when the process that made it ends, unless it is protected; also if it is untied by then.
    serializer: for values that are not plain data: "json" refuses them, "storable" (or "pickle") pickles them.
    enforced_write_locking, enforced_read_locking, violated_write_lock_warn, violated_read_lock_warn: a use
        without a lock always waits while another has one that excludes it. When both options of its kind are
        on, as by default, a LockWarning tells of it.
    timeout: seconds that such a use waits before LockTimeout; 10 by default, None or 0 for ever. lock() itself
        waits for ever.
    trust: accept a variable or folder that another user could have prepared: what is shared with other users is
        in a folder that MMFSHARE_DIR names, and has a mode that lets them in.

    What belongs to the variable (mode, size, protected, testing) is settled when it is made. Errors: TypeError
    or ValueError for options, and for a variable of another kind; those named above and others of
    mmfshare.open().
    """
    cls, empty = _KINDS.get(_SIGILS.get(kind, kind.lower()) if isinstance(kind, str) else "", (None, None))
    if cls is None:
        raise ValueError(f"kind={kind!r} cannot be tied; use 'hash', 'array' or 'scalar', or '%', '@' or '$'")
    given = _options.parse(arguments, options)
    try:
        ns, probe, made = _attach(given, _SIGILS.get(kind, kind.lower()), empty)
    except _mmf.NamespaceExists:
        if not (given["exclusive"] and given["graceful"]):
            raise
        raise _leave(given["key"], given["warn"]) from None
    knot = cls(ns, probe, given, made)
    try:
        knot._create()
    except BaseException:
        knot.close()
        raise
    _registry.add(knot)
    return knot


def new(*, var: str = "HASH", **options: Any) -> KnotHash | KnotArray | KnotScalar:
    """tie() with the kind as an option: var is "HASH", "ARRAY" or "SCALAR"."""
    return tie(var.lower(), **options)  # type: ignore[call-overload, no-any-return]


def singleton(glue: int | str, warn: bool = False, *, trust: bool = False) -> int:
    """Let one process at a time run this program: the process id, or the end of this process with status 0.

    glue: a key as for tie(). warn: issue a LockWarning before the end (SystemExit). trust: as for tie().

    The right ends with the process, however it ends. A second call of this process is the same as the first.
    """
    key = _glue.parse(glue)
    if key is None:
        raise ValueError("singleton() needs a key that others can give too")
    with _one_thread:
        return _become_singleton(key, glue, warn, trust)


def _become_singleton(key: int | str, glue: int | str, warn: bool, trust: bool) -> int:
    while _singletons.get(key, (0,))[0] != os.getpid():
        # The lock is the right, not that a namespace is there: what is killed leaves its namespace, but no lock.
        name = _glue.namespace_name(key, _glue.SINGLETON)
        try:
            ns = open_namespace(name, timeout=GRACE, trust=trust)
            got = ns.acquire()
        except _mmf.LockTimeout:
            raise _leave(glue, warn) from None
        if not got:
            ns.close()
            raise _leave(glue, warn)
        # Who had it may have removed it after it was opened here, and another may have made a new one.
        with (
            contextlib.suppress(_mmf.NamespaceNotFound),
            open_namespace(name, reuse=True, trust=trust) as again,
        ):
            if again.uuid == ns.uuid:
                _singletons[key] = os.getpid(), ns
                _registry.at_end(_end_singleton, key)
                continue
        ns.release()
        ns.close()
    return os.getpid()


def _end_singleton(key: int | str) -> None:
    pid, ns = _singletons.pop(key, (0, None))
    if ns is not None and pid == os.getpid():
        ns.destroy()  # while the lock is held: who waits for it finds that it is gone


def _leave(key: int | str | None, warn: bool) -> SystemExit:
    if warn:
        _knot.warn(f"process {os.getpid()} ends: another has {key!r}, and only one may")
    return SystemExit(0)


def _attach(options: dict[str, Any], kind: str, empty: Any) -> tuple[Namespace, Namespace, dict[str, Any]]:
    """The namespace of a key, another handle on it that does not wait for long, and the facts of who made it."""
    glue = _glue.parse(options["key"])
    name = _glue.namespace_name(glue)
    facts = {"kind": kind, **_process.facts(), "key": options["key"]}
    facts.update((option, options[option]) for option in _OF_THE_VARIABLE)
    while True:
        with contextlib.ExitStack() as undo:
            ns = undo.enter_context(_open(name, options))
            mine = (options["create"] or glue is None) and _make(ns, facts, empty)
            made = ns.get(_registry.MADE)
            if made is None:
                raise _mmf.NamespaceNotFound(
                    errno.ENOENT, "no variable was made there, and create=True was not asked for", ns.path
                )
            if options["exclusive"] and not mine:
                raise _mmf.NamespaceExists(
                    errno.EEXIST, "it is there already, and exclusive=True was asked for", ns.path
                )
            if made["kind"] != kind:
                raise TypeError(
                    f"key {options['key']!r} is tied as {made['kind']!r}, so it cannot be tied as {kind!r}, too; "
                    "use another key"
                )
            # Opened by name again, it must be the same: somebody may have removed it since.
            with contextlib.suppress(_mmf.NamespaceNotFound):
                probe = undo.enter_context(open_probe(name, options["trust"]))
                if probe.uuid == ns.uuid:
                    if glue is None:
                        ns.destroy()  # nobody else could find it, so nothing is left of it in the end
                    undo.pop_all()
                    return ns, probe, made.snapshot()


def _open(name: str, options: dict[str, Any]) -> Namespace:
    """mmfshare.open(), whose advice would speak of its own options."""
    try:
        return open_namespace(name, **_options.of_open(options))
    except _mmf.NamespaceNotFound as error:
        text = f"no variable has the key {options['key']!r}; pass create=True to make it"
        raise _mmf.NamespaceNotFound(error.errno, text, error.filename) from None
    except _mmf.NamespaceExists as error:
        text = f"{str(error.strerror).partition(';')[0]}; leave size and mode out to tie it as it is"
        raise _mmf.NamespaceExists(error.errno, text, error.filename) from None


def _make(ns: Namespace, facts: dict[str, Any], empty: Any) -> bool:
    """Whether it was this call that made the variable."""
    if _registry.MADE in ns:
        return False
    with ns.transaction():
        if _registry.MADE in ns:
            return False
        ns[_registry.DATA] = empty
        ns[_registry.MADE] = facts
    return True
