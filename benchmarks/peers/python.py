"""dict and list themselves, mmfshare, and what the standard library has for sharing data."""

import os
import pickle
from itertools import islice
from multiprocessing.managers import SyncManager
from typing import Any

from ..values import MIB, RECORD_LIKE
from .base import LIST, LOOPS, PLAIN, SPAWN, Peer


class Builtin(Peer):
    """dict and list; memcpy and pickle where they can't do the like. Each process has its own."""

    name = "builtin"
    private = True
    statements = {
        **PLAIN,
        **LIST,
        **LOOPS,
        "increment": "d[{k}] += 1",
        "increment_locked": "d[{k}] += 1",
        "record_set": "dumps({v}, 5)",
        "record_read": "loads(blob)",
        "record_field": "loads(blob)['name']",
        "store": "memory[:] = {v}",
        "update": "d.update({v})",
        "get_many": "[*map(d.__getitem__, {v})]",
        "snapshot": "d.copy()",
        "extend": "l.extend({v})",
    }

    def start(self) -> None:
        memory = memoryview(bytearray(os.urandom(MIB)))
        self.names |= {"d": {}, "l": [], "blob": pickle.dumps(RECORD_LIKE, 5), "memory": memory}
        self.dicts = {"d": self.names["d"]}

    def use(self, container: str) -> None:
        """Work on another dict."""
        self.names["d"] = self.dicts.setdefault(container, {})


class Mmfshare(Peer):
    """One namespace with a dict and a list in it, made at the smallest size: growing is part of the work."""

    name = "mmfshare"
    module = "mmfshare"
    statements = {
        **PLAIN,
        **LIST,
        **LOOPS,
        "increment": "d.add({k})",
        "increment_locked": "with lock(): d[{k}] += 1",
        "record_read": "d[{k}].snapshot()",
        "update": "d.update({v})",
        "get_many": "d.get_many({v})",
        "snapshot": "d.snapshot()",
        "extend": "l.extend({v})",
    }

    def start(self) -> None:
        import mmfshare

        self.path = self.folder / "mmfshare.mmf"
        self.namespace = mmfshare.open(swapfile=self.path, timeout=60)
        self.names |= {"d": self.namespace.dict("d"), "l": self.namespace.list("l")}
        self.names["lock"] = self.namespace.lock

    def stop(self) -> None:
        self.names.clear()
        self.namespace.close()
        self.path.unlink(missing_ok=True)

    def fill(self, items: dict[str, Any], kind: str) -> None:
        # In steps: update() is one commit, whose undo log would make the file much larger than the data.
        super().fill({}, kind)
        rest = iter(items.items())
        while step := list(islice(rest, 10_000)):
            self.names["d"].update(step)

    def use(self, container: str) -> None:
        """Work on another dict of the same namespace."""
        self.names["d"] = self.namespace.dict(container)


class Manager(Peer):
    """A server process and proxies, as multiprocessing has them."""

    name = "multiprocessing.Manager"
    most_keys = 100_000
    statements = {
        **PLAIN,
        **LIST,
        "increment": "with lock: d[{k}] += 1",
        "update": "d.update({v})",
        "snapshot": "d.copy()",
        "extend": "l.extend({v})",
    }

    def start(self) -> None:
        self.manager = SyncManager(ctx=SPAWN)
        self.manager.start()
        self.names |= {"d": self.manager.dict(), "l": self.manager.list(), "lock": self.manager.Lock()}

    def stop(self) -> None:
        self.names.clear()
        self.manager.shutdown()

    def handle(self) -> Any:
        return {name: self.names[name] for name in ("d", "l", "lock")}

    @classmethod
    def attach(cls, handle: Any) -> Peer:
        peer = cls.__new__(cls)
        peer.names = dict(handle)
        return peer


class Value(Peer):
    """multiprocessing.Value with its own lock: one number and nothing else."""

    name = "multiprocessing.Value"
    statements = {"increment": "with lock: value.value += 1"}

    def start(self) -> None:
        self._take(SPAWN.Value("q", 0))

    def _take(self, value: Any) -> None:
        self.value = value
        self.names = {"value": value, "lock": value.get_lock()}

    def fill(self, items: dict[str, Any], kind: str) -> None:
        self.value.value = next(iter(items.values()))

    def read(self, key: str) -> Any:
        return self.value.value

    def handle(self) -> Any:
        return self.value

    @classmethod
    def attach(cls, handle: Any) -> Peer:
        peer = cls.__new__(cls)
        peer._take(handle)
        return peer


class ShareableList(Peer):
    """A list of fixed length."""

    name = "ShareableList"
    attachable = False
    statements = {"list_get": LIST["list_get"], "list_set": LIST["list_set"]}

    def start(self) -> None:
        self.names["l"] = None

    def fill_list(self, items: list[Any]) -> None:
        from multiprocessing.shared_memory import ShareableList as SharedMemoryList

        self.stop()
        self.names["l"] = SharedMemoryList(items)

    def stop(self) -> None:
        if self.names["l"] is not None:
            self.names["l"].shm.close()
            self.names["l"].shm.unlink()
            self.names["l"] = None
