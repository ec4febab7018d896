"""The knots that this process has, and their removal: by themselves, by group, by brand, at the end."""

from __future__ import annotations

import atexit
import contextlib
import os
import sys
import weakref
from collections.abc import Callable, Iterator
from typing import TYPE_CHECKING, Any

from mmfshare import _mmf, _namespace, _place
from mmfshare._dict import SharedDict
from mmfshare.ipc_shareable import _glue, _options, _process

if TYPE_CHECKING:
    from mmfshare._namespace import Namespace
    from mmfshare.ipc_shareable._knot import Knot

DATA = "data"
MADE = "made"  # who made it and how, as a dict

# In the order in which they were tied, by identity: knots are compared by what they hold. For threads, each change of a
# dict is one step, and so is copying it, before it is walked through.
_knots: dict[int, Knot] = {}
# Those of private data, as long as somebody has them: nobody could tie these again, and nothing is left of them.
_private: weakref.WeakValueDictionary[int, Knot] = weakref.WeakValueDictionary()

# What this process destroys at its end, tied or not by then, by process and id: the path, and whether it is trusted.
_doomed: dict[tuple[int, str], tuple[str, bool]] = {}
_arranged_in = 0  # the process that has arranged for that


def add(knot: Knot) -> None:
    """Remember a knot until it is closed or removed; what is to be destroyed is so at the end of this process."""
    global _arranged_in
    if knot.glue is None:
        _private[id(knot)] = knot
        return
    _knots[id(knot)] = knot
    options, pid = knot.attributes(), os.getpid()
    if options["destroy"] and not options["protected"] and _process.is_this(options):
        if _arranged_in != pid:
            _arranged_in = pid
            at_end(_destroy_doomed)
        _doomed[pid, knot.id] = knot.namespace().path, options["trust"]


def at_end(function: Callable[..., object], *arguments: object) -> None:
    """Have a function called at the end of this process. It may be called twice, and in forked children too."""
    atexit.register(function, *arguments)
    # This ends its children without what atexit has; and as in the parent, after the end of a process's own children.
    if util := sys.modules.get("multiprocessing.util"):
        util.Finalize(None, function, arguments, exitpriority=-1)


def forget(knot: Knot) -> None:
    """Let go of a knot that closes."""
    _knots.pop(id(knot), None)
    _private.pop(id(knot), None)


def global_register() -> dict[str, Knot]:
    """The variables that this process has tied, made by whomever: a knot of each by the id of its segment.

    A knot stays until it is untied or removed, also if the program has forgotten it; a private one goes with the
    last reference to it.
    """
    private = [knot for reference in _private.valuerefs() if (knot := reference()) is not None]
    return {knot.id: knot for knot in reversed([*_knots.copy().values(), *private])}


def process_register() -> dict[str, Knot]:
    """The variables that this process made and has tied: a knot of each by the id of its segment."""
    return {name: knot for name, knot in global_register().items() if _process.is_this(knot.attributes())}


def clean_up() -> None:
    """Remove every variable that this process made, except those that are protected."""
    for knot in process_register().values():
        if not knot.attributes("protected"):
            remove_knot(knot)


def clean_up_all() -> None:
    """Remove every variable that this process has tied, made by whomever, except those that are protected."""
    for knot in global_register().values():
        if not knot.attributes("protected"):
            remove_knot(knot)


def clean_up_protected(number: int) -> None:
    """Remove every variable that this process has tied and that is protected by this number.

    TypeError or ValueError if it is no number above 0.
    """
    if not _options.check_protected(number):
        raise ValueError("clean_up_protected() needs the number that the variables are protected by, not 0")
    for knot in global_register().values():
        if knot.attributes("protected") == number:
            remove_knot(knot)


def clean_up_testing(name: str, *, trust: bool = False) -> int:
    """Remove every variable on this machine with that brand, except those whose maker lives; how many.

    ValueError for an empty name. What this process made counts as left behind. That of a process in another pid
    namespace stays, since nobody here can tell whether it lives. trust: as for tie().
    """
    _options.check_testing(name)
    count = 0
    for ns, made in existing(trust):
        if made.get("testing") == name and (_process.is_this(made) or _process.is_gone(made)):
            ns.destroy()
            count += 1
    return count


def remove_knot(knot: Knot) -> bool:
    """Remove the variable of a knot, and close it."""
    if id(knot) not in _knots and id(knot) not in _private:
        return False
    ns = knot.namespace()
    if ns.closed:  # by the program, in place of the knot
        _destroy_file(knot.id, ns.path, knot.attributes("trust"))
    else:
        ns.destroy()
    _doomed.pop((os.getpid(), knot.id), None)
    knot.close()
    return True


def remove(key: int | str, *, trust: bool = False) -> bool:
    """Remove the variable with that key; False if there is none. Whoever has it tied keeps the data.

    trust: as for tie().
    """
    glue = _glue.parse(key)
    if glue is None:
        raise ValueError("a private variable has no key to remove it by; use its own remove()")
    with contextlib.suppress(_mmf.NamespaceNotFound):
        name = _glue.namespace_name(glue)
        with _namespace.open(name, reuse=True, serializer="none", trust=trust) as ns:
            ns.destroy()
            return True
    return False


def existing(trust: bool) -> Iterator[tuple[Namespace, dict[str, Any]]]:
    """Each variable of this module on this machine: its namespace, open meanwhile, and who made it how.

    One that is locked by another is waited for, a second at most, and then left out. So is, with trust, what another
    user keeps to himself.
    """
    left_out: list[type[Exception]] = [_mmf.NamespaceNotFound, _mmf.LockTimeout, _mmf.CorruptNamespace]
    if trust:
        left_out.append(PermissionError)
    for name in _place.list_names():
        if name.startswith(_glue.PREFIX):
            with contextlib.suppress(*left_out):
                with _namespace.open(name, reuse=True, timeout=1, serializer="none", trust=trust) as ns:
                    made = ns.get(MADE)
                    if isinstance(made, SharedDict):
                        yield ns, made.snapshot()


def _destroy_doomed() -> None:
    while _doomed:
        (pid, segment), (path, trust) = _doomed.popitem()
        try:
            if pid == os.getpid():
                _destroy(segment, path, trust)
        except Exception as error:  # one that fails keeps none of the others
            sys.excepthook(type(error), error, error.__traceback__)


def _destroy(segment: str, path: str, trust: bool) -> None:
    # By a knot if there is one: a process that has very many has no room for another look at the file.
    for knot in _knots.copy().values():
        if knot.id == segment:
            remove_knot(knot)
            return
    _destroy_file(segment, path, trust)


def _destroy_file(segment: str, path: str, trust: bool) -> None:
    with contextlib.suppress(_mmf.NamespaceNotFound):
        name = os.path.basename(path)
        with _namespace.open(name, swapfile=path, reuse=True, serializer="none", trust=trust) as ns:
            if ns.uuid.hex() == segment:  # it may have been removed, and another made since
                ns.destroy()
