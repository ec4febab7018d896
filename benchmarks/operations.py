"""What is measured: each operation with its data and the bound that mmfshare is to keep."""

from dataclasses import dataclass
from typing import Any

from .loops import WIDTH, Groups, grouped
from .values import items, keys, shuffled, value


@dataclass(frozen=True)
class Operation:
    """One row of the comparison.

    `target` bounds mmfshare's ratio to the baseline, which is what the "builtin" adapter does for the action.
    """

    name: str
    action: str
    kind: str = "int"
    count: int = 10_000
    target: float | None = None
    baseline: str = "dict"
    #: Keys in random order; else as they were inserted.
    random: bool = False
    #: One statement does this many items; figures are for one.
    per: int = 1
    #: The list is emptied before every round.
    grows: bool = False
    #: The operation that does one item at a time, and how many times faster than it this one should be.
    single: str | None = None

    def variants(self) -> list[Groups]:
        """The work, twice over with different values."""
        return [grouped(list(zip(self._keys(), self._values(shift), strict=True))) for shift in (1, 2)]

    def dict_items(self) -> dict[str, Any]:
        """What the dict holds beforehand."""
        return items(self.kind, self.count)

    def list_items(self) -> list[Any]:
        """What the list holds beforehand."""
        return [] if self.grows else [value(self.kind, i) for i in range(self.count)]

    @property
    def on_list(self) -> bool:
        return self.action.startswith("list_") or self.action == "extend"

    @property
    def one_by_one(self) -> bool:
        return self.per == 1

    def _keys(self) -> list[Any]:
        if not self.one_by_one:
            return [None] * WIDTH
        made = list(range(self.count)) if self.on_list else keys(self.count)
        return shuffled(made) if self.random else made

    def _values(self, shift: int) -> list[Any]:
        if self.action.startswith("get_many"):
            return [list(self.dict_items())] * WIDTH
        if self.action.startswith("update"):
            return [{k: value(self.kind, i + shift) for i, k in enumerate(self.dict_items())}] * WIDTH
        if self.action == "extend":
            return [[value(self.kind, i + shift) for i in range(self.per)]] * WIDTH
        if not self.one_by_one:
            return [None] * WIDTH
        return [value(self.kind, i + shift) for i in range(self.count)]


OPERATIONS = [
    Operation("get int", "get", target=2.2),
    Operation("get int, random order", "get", random=True),
    Operation("get int, 1,000,000 keys, random order", "get", count=1_000_000, random=True, target=0.75),
    Operation("get str of 20", "get", "str20", target=3.5),
    Operation("get bytes of 100", "get", "bytes100", target=3.4),
    Operation("set int", "set", target=1.9),
    Operation("set str of 20", "set", "str20", target=2.6),
    Operation("set str of 100", "set", "str100", target=3.0),
    Operation("increment", "increment", target=0.8, baseline="d[k] += 1"),
    Operation("increment under lock", "increment_locked", baseline="d[k] += 1"),
    Operation("list index", "list_get", target=3.2, baseline="list"),
    Operation("list assign", "list_set", target=5.5, baseline="list"),
    Operation("list append", "list_append", target=2.0, baseline="list", grows=True),
    Operation("store 1 MiB of bytes", "store", "bytes1M", 2, target=1.6, baseline="memcpy"),
    Operation("set record", "record_set", "record", 1000, baseline="pickle.dumps"),
    Operation("read record", "record_read", "record", 1000, target=1.0, baseline="pickle.loads"),
    Operation("read field of record", "record_field", "record", 1000, target=1.0, baseline="pickle.loads"),
    Operation("update(dict)", "update", count=1000, per=1000, single="update by a loop"),
    Operation("update by a loop", "update_loop", count=1000, per=1000),
    Operation("extend(list)", "extend", per=1000, single="list append", baseline="list", grows=True),
    Operation("get_many(keys)", "get_many", count=1000, per=1000, single="get_many by a loop"),
    Operation("get_many by a loop", "get_many_loop", count=1000, per=1000),
    Operation("snapshot of a dict", "snapshot", count=1000, per=1000, single="snapshot by a loop"),
    Operation("snapshot by a loop", "snapshot_loop", count=1000, per=1000),
]
