"""What an adapter is: how a peer is set up, and the statement that its user would write for an operation."""

import importlib
import importlib.metadata
import multiprocessing
import pickle
import re
from collections.abc import Sequence
from pathlib import Path
from typing import Any, ClassVar

from ..loops import Groups, Runner, unrolled
from ..values import DUMP, LOAD

SPAWN = multiprocessing.get_context("spawn")

#: Statements of a peer that is used as a dict `d` or a list `l`; {k} and {v} are key and value.
PLAIN = {
    "get": "d[{k}]",
    "set": "d[{k}] = {v}",
    "record_set": "d[{k}] = {v}",
    "record_read": "d[{k}]",
    "record_field": "d[{k}]['name']",
    "store": "d[{k}] = {v}",
}
#: What some have one call for, item by item.
LOOPS = {
    "update_loop": "for x, y in {v}.items(): d[x] = y",
    "get_many_loop": "[d[x] for x in {v}]",
    "snapshot_loop": "{{x: d[x] for x in d}}",
}
LIST = {"list_get": "l[{k}]", "list_set": "l[{k}] = {v}", "list_append": "l.append({v})"}


class Peer:
    """One peer, attached to its data.

    A statement may hold <dump>, the value as bytes, and <load EXPRESSION>, the value from bytes: those
    become the cheapest conversion for the kind of value that is measured (see values.py).
    """

    name: ClassVar[str]
    #: What is imported, and the distribution that it comes from, for its version.
    module: ClassVar[str] = ""
    distribution: ClassVar[str] = ""
    #: Larger tables are left out: filling takes minutes, or an operation takes longer the larger they are.
    most_keys: ClassVar[int] = 10_000_000
    #: Each process has its own: nothing is shared.
    private: ClassVar[bool] = False
    #: Unrelated processes can attach.
    attachable: ClassVar[bool] = True
    statements: ClassVar[dict[str, str]] = PLAIN

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.names: dict[str, Any] = {"loads": pickle.loads, "dumps": pickle.dumps}
        self.start()

    @classmethod
    def missing(cls) -> str | None:
        """Why it can't be measured here, or None."""
        try:
            importlib.import_module(cls.module or "sys")
        except Exception as error:
            return f"{type(error).__name__}: {error}"
        return None

    @classmethod
    def version(cls) -> str:
        """The version of the distribution; empty for what comes with Python."""
        if not cls.module:
            return ""
        try:
            return importlib.metadata.version(cls.distribution or cls.module)
        except importlib.metadata.PackageNotFoundError:
            return "of this folder"

    def start(self) -> None:
        """Make the store or attach to it; put what the statements name into self.names."""

    def stop(self) -> None:
        """Let go of what start() took."""

    def statement(self, action: str, kind: str) -> str | None:
        """The statement for an action on values of a kind; None: it has none."""
        text = self.statements.get(action)
        if text is None:
            return None
        text = text.replace("<dump>", DUMP[kind].format("{v}"))
        return re.sub("<load ([^>]*)>", lambda match: LOAD[kind].replace("{}", match[1]), text)

    def runner(self, actions: Sequence[str], kind: str, variants: Sequence[Groups]) -> Runner | None:
        """A timed loop over groups of keys and values; None when an action has no statement.

        The actions are used in turn, the variants (the same keys with other values) pass by pass.
        """
        statements = [self.statement(action, kind) for action in actions]
        if None in statements:
            return None
        return Runner(unrolled([s for s in statements if s], self.names), variants)

    def fill(self, items: dict[str, Any], kind: str) -> None:
        """Make `items` all that the dict holds. Comes before runner(): it may start anew."""
        self.names["d"].clear()
        self.names["d"].update(items)

    def fill_list(self, items: list[Any]) -> None:
        """Make `items` all that the list holds."""
        self.names["l"][:] = items

    def read(self, key: str) -> Any:
        """One int, to check a result."""
        scope = dict(self.names, k=key)
        return eval((self.statement("get", "int") or "").format(k="k"), scope)

    def handle(self) -> Any:
        """What another process needs to attach()."""
        return self.folder

    @classmethod
    def attach(cls, handle: Any) -> "Peer":
        """The same store, in another process."""
        return cls(handle)
