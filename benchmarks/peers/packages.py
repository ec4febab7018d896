"""Packages that share a dict by pickling it, or its changes, into shared memory."""

import importlib
import pickle
import uuid
from typing import Any

from ..values import MIB
from .base import PLAIN, SPAWN, Peer


class UltraDict(Peer):
    """With its lock for unrelated processes, which needs `atomics`."""

    name = "UltraDict"
    module = "UltraDict"
    shared_lock = True
    statements = {**PLAIN, "increment": "with d.lock: d[{k}] += 1", "update": "d.update({v})"}

    @classmethod
    def missing(cls) -> str | None:
        try:
            importlib.import_module("atomics")
        except ImportError as error:
            return f"ImportError: {error}"
        return super().missing()

    def start(self) -> None:
        self._open(f"bench-{uuid.uuid4().hex[:12]}", True)

    def _open(self, name: str, create: bool) -> None:
        from UltraDict import UltraDict as Dict

        shared = Dict(name=name, create=create, shared_lock=self.shared_lock, buffer_size=16 * MIB)
        self.names = {"d": shared, "loads": pickle.loads, "dumps": pickle.dumps}

    def stop(self) -> None:
        self.names.pop("d").close(unlink=True)

    def fill(self, items: dict[str, Any], kind: str) -> None:
        # Its clear() takes time in the square of its length.
        self.stop()
        self.start()
        self.names["d"].update(items)

    def handle(self) -> Any:
        return self.names["d"].name

    @classmethod
    def attach(cls, handle: Any) -> Peer:
        peer = cls.__new__(cls)
        peer._open(handle, False)
        return peer


class UltraDictForked(UltraDict):
    """With the lock that only its creator's forks share: faster, and not safe between unrelated processes."""

    name = "UltraDict, forks only"
    shared_lock = False
    attachable = False


class SharedMemoryDict(Peer):
    """Its own lock isn't shared by unrelated processes, so an increment takes one of multiprocessing's."""

    name = "shared-memory-dict"
    module = "shared_memory_dict"
    distribution = "shared-memory-dict"
    most_keys = 10_000
    statements = {**PLAIN, "increment": "with lock: d[{k}] += 1", "update": "d.update({v})"}

    def start(self) -> None:
        self._open((f"bench-{uuid.uuid4().hex[:12]}", SPAWN.Lock()))

    def _open(self, handle: Any) -> None:
        from shared_memory_dict import SharedMemoryDict as Dict

        self.shared = handle
        self.names = {"d": Dict(name=handle[0], size=8 * MIB), "lock": handle[1]}

    def stop(self) -> None:
        memory = self.names.pop("d").shm
        memory.close()
        memory.unlink()

    def handle(self) -> Any:
        return self.shared

    @classmethod
    def attach(cls, handle: Any) -> Peer:
        peer = cls.__new__(cls)
        peer._open(handle)
        return peer
