"""What there is: the variables of this module on this machine, who made them, who has them locked, what they hold."""

from __future__ import annotations

import contextlib
import time
from collections.abc import Iterable
from dataclasses import asdict, dataclass
from typing import Any

from mmfshare import _mmf
from mmfshare._namespace import Namespace
from mmfshare._system import system_info
from mmfshare.ipc_shareable import _glue, _process, _registry

_SUMMARY_ITEMS = 100


@dataclass(frozen=True)
class Segment:
    """A namespace that holds one variable, as of the moment when it was looked at.

    key: "0x000004d2" for a number, the text for a text, "private" without a key.
    id: hexadecimal, tells it from all others, also from earlier ones with its key.
    path, size, mode: its file; bytes now; permission bits.
    kind: "hash", "array" or "scalar".
    owner: process that made it. protected, testing: its group, its brand.
    known: whether this process has it tied. local_process: whether this process made it.
    content: a plain deep copy of the data; None when another process kept it locked, it is damaged, or it holds
        pickled objects and is not looked at by its own knot.
    child_keys: always empty, since nested data are in the same segment.
    """

    key: str
    id: str
    path: str
    size: int
    mode: int
    kind: str
    owner: int
    protected: int
    testing: str
    known: bool
    local_process: bool
    content: Any
    child_keys: tuple[str, ...] = ()

    @classmethod
    def of(cls, ns: Namespace, made: dict[str, Any]) -> Segment:
        """The facts of an open namespace and of its maker."""
        content, size = None, ns.size
        # A TypeError is for pickled objects: who only looks at what there is runs nobody's code.
        with contextlib.suppress(_mmf.LockTimeout, _mmf.CorruptNamespace, TypeError):
            size = ns.stats().file_bytes
            content = ns.snapshot().get(_registry.DATA)
        return cls(
            key=_key_text(made["key"]),
            id=ns.uuid.hex(),
            path=ns.path,
            size=size,
            mode=ns.mode,
            kind=made["kind"],
            owner=made["owner"],
            protected=made["protected"],
            testing=made["testing"],
            known=ns.uuid.hex() in _registry.global_register(),
            local_process=_process.is_this(made),
            content=content,
        )


@dataclass(frozen=True)
class Semaphores:
    """The lock of a variable at the moment when it was looked at.

    readers: whether somebody has LOCK_SH. writers: whether somebody has LOCK_EX. Both may be this thread.
    """

    readers: bool
    writers: bool

    @classmethod
    def of(cls, probe: Namespace) -> Semaphores:
        """Found out by trying to read, and to lock. (A shared lock would also wait for who waits for LOCK_EX.)"""
        if probe.held:
            return cls(readers=False, writers=True)
        try:
            probe.findvar(_registry.DATA)
        except _mmf.LockTimeout:
            return cls(readers=False, writers=True)
        return cls(readers=_is_shared(probe), writers=False)


def _is_shared(probe: Namespace) -> bool:
    """Found out by trying, for as long as others may just be changing something: who waits keeps sharers out."""
    end = time.monotonic() + (probe.timeout or 0)
    while True:
        try:
            with probe.lock(0):
                return False
        except RuntimeError:  # this thread has it shared
            return True
        except _mmf.LockTimeout:
            if time.monotonic() > end:
                return True


def shm_segments(key: int | str | None = None, *, trust: bool = False) -> dict[str, Segment]:
    """The variables of this module on this machine by their key; with a key that one alone.

    Private ones are not among them. One that another process keeps locked is left out. trust: as for tie(); what
    another user keeps to himself is left out then.
    """
    wanted = None if key is None else _key_text(key)
    found = ((_key_text(made["key"]), ns, made) for ns, made in _registry.existing(trust))
    return {name: Segment.of(ns, made) for name, ns, made in found if wanted in (None, name)}


def unknown_segments(*, trust: bool = False) -> list[str]:
    """Keys of the variables that this process has not tied: left behind by others, or in use. trust: as for tie()."""
    known = _registry.global_register()
    found = _registry.existing(trust)
    return [_key_text(made["key"]) for ns, made in found if ns.uuid.hex() not in known]


def seg_count(*, trust: bool = False) -> int:
    """The number of variables of this module on this machine. trust: as for tie()."""
    return sum(1 for _ in _registry.existing(trust))


def sem_count(*, trust: bool = False) -> int:
    """The number of their locks: each has one. trust: as for tie()."""
    return seg_count(trust=trust)


def seg_map(segments: Iterable[Segment] | None = None, *, trust: bool = False) -> str:
    """A text to print: what exists, who made it, what it holds. Long content is cut. trust: as for tie()."""
    lines = ["Segments of mmfshare.ipc_shareable"]
    for segment in shm_segments(trust=trust).values() if segments is None else segments:
        tags = ["known" if segment.known else "unknown", *(["owner"] if segment.local_process else [])]
        lines += [
            "",
            f"[{', '.join(tags)}]  key: {segment.key}  id: {segment.id}",
            f"    kind {segment.kind}, {segment.size} bytes in {segment.path}",
            f"    made by process {segment.owner}, protected {segment.protected}, testing {segment.testing!r}",
            f"    content: {_summary(segment.content)}",
        ]
    return "\n".join(lines if len(lines) > 1 else [*lines, "", "(none)"])


def sysv_info() -> dict[str, Any]:
    """mmfshare.system_info() as a dict: space, limits and page size. There are no System V limits here."""
    return asdict(system_info())


def _summary(content: Any) -> str:
    if isinstance(content, (dict, list)) and len(content) > _SUMMARY_ITEMS:
        return f"{type(content).__name__} of {len(content)} items"
    text = repr(content)
    return text if len(text) <= 1000 else text[:1000] + "..."


def _key_text(key: int | str | None) -> str:
    glue = _glue.parse(key)
    return "private" if glue is None else f"{glue:#010x}" if isinstance(glue, int) else glue
