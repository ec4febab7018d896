"""Embedded databases and a local server, set up for speed: nothing waits for a disk."""

import os
import pickle
import shutil
import subprocess
from typing import Any

from ..values import DUMP
from .base import PLAIN, Peer


def dumped(items: dict[str, Any], kind: str) -> list[tuple[str, Any]]:
    """The items with values as a store of bytes keeps them."""
    dump = eval("lambda v: " + DUMP[kind].format("v"), {"dumps": pickle.dumps})
    return [(k, dump(v)) for k, v in items.items()]


class Lmdb(Peer):
    """Writes through the map, never syncs; one transaction an operation, as others must see each."""

    name = "LMDB"
    module = "lmdb"
    statements = {
        "get": "with begin() as t: <load t.get({k}.encode())>",
        "set": "with begin(write=True) as t: t.put({k}.encode(), <dump>)",
        "increment": (
            "with begin(write=True) as t: t.put({k}.encode(), b'%d' % (int(t.get({k}.encode())) + 1))"
        ),
    }
    statements |= {"record_set": statements["set"], "store": statements["set"]}
    statements |= {"record_read": statements["get"], "record_field": statements["get"] + "['name']"}

    def start(self) -> None:
        import lmdb

        self.env = lmdb.open(
            str(self.folder / "lmdb"),
            map_size=1 << 33,
            writemap=True,
            map_async=True,
            sync=False,
            metasync=False,
        )
        self.names["begin"] = self.env.begin

    def stop(self) -> None:
        self.env.close()
        shutil.rmtree(self.folder / "lmdb", ignore_errors=True)

    def fill(self, items: dict[str, Any], kind: str) -> None:
        with self.env.begin(write=True) as transaction:
            transaction.drop(self.env.open_db(None, transaction), delete=False)
            for key, value in dumped(items, kind):
                transaction.put(key.encode(), value)

    def read(self, key: str) -> Any:
        with self.env.begin() as transaction:
            return int(transaction.get(key.encode()) or 0)


class Diskcache(Peer):
    """Its defaults, without eviction."""

    name = "diskcache"
    module = "diskcache"
    most_keys = 100_000
    statements = {**PLAIN, "increment": "d.incr({k})"}

    def start(self) -> None:
        import diskcache

        self.names["d"] = diskcache.Cache(str(self.folder / "diskcache"), eviction_policy="none", timeout=60)

    def stop(self) -> None:
        self.names.pop("d").close()
        shutil.rmtree(self.folder / "diskcache", ignore_errors=True)

    def fill(self, items: dict[str, Any], kind: str) -> None:
        cache = self.names["d"]
        cache.clear()
        with cache.transact():
            for key, value in items.items():
                cache[key] = value


class Sqlite(Peer):
    """Write-ahead log, no syncing, its own types for int, text and bytes, pickle for the rest."""

    name = "sqlite3"
    module = "sqlite3"
    SELECT = "execute('SELECT v FROM t WHERE k = ?', ({k},)).fetchone()[0]"
    UPSERT = "execute('INSERT INTO t VALUES (?, ?) ON CONFLICT (k) DO UPDATE SET v = excluded.v', ({k}, %s))"
    statements = {
        "get": SELECT,
        "set": UPSERT % "{v}",
        "increment": "execute('UPDATE t SET v = v + 1 WHERE k = ?', ({k},))",
        "record_set": UPSERT % "dumps({v}, 5)",
        "record_read": f"loads({SELECT})",
        "record_field": f"loads({SELECT})['name']",
        "store": UPSERT % "{v}",
    }

    @classmethod
    def version(cls) -> str:
        import sqlite3

        return sqlite3.sqlite_version

    def start(self) -> None:
        import sqlite3

        self.connection = sqlite3.connect(self.folder / "sqlite.db", timeout=60, isolation_level=None)
        self.connection.execute("PRAGMA journal_mode = WAL")
        self.connection.execute("PRAGMA synchronous = OFF")
        self.connection.execute("CREATE TABLE IF NOT EXISTS t (k TEXT PRIMARY KEY, v) WITHOUT ROWID")
        self.names["execute"] = self.connection.execute

    def stop(self) -> None:
        self.names.clear()
        self.connection.close()
        for path in self.folder.glob("sqlite.db*"):
            path.unlink()

    def fill(self, items: dict[str, Any], kind: str) -> None:
        rows = dumped(items, kind) if kind == "record" else items.items()
        self.connection.execute("BEGIN IMMEDIATE")
        self.connection.execute("DELETE FROM t")
        self.connection.executemany("INSERT INTO t VALUES (?, ?)", rows)
        self.connection.execute("COMMIT")


class Redis(Peer):
    """A server of the benchmark's own on a unix socket, with persistence off."""

    name = "Redis, unix socket"
    module = "redis"
    most_keys = 100_000
    statements = {
        "get": "<load get({k})>",
        "set": "set({k}, <dump>)",
        "increment": "incr({k})",
        "record_set": "set({k}, <dump>)",
        "record_read": "<load get({k})>",
        "record_field": "<load get({k})>['name']",
        "store": "set({k}, <dump>)",
    }
    server: subprocess.Popen[bytes] | None = None

    @classmethod
    def missing(cls) -> str | None:
        return super().missing() or (None if shutil.which("redis-server") else "no redis-server on the path")

    @classmethod
    def version(cls) -> str:
        told = subprocess.run(
            ["redis-server", "--version"], capture_output=True, text=True, check=True
        ).stdout
        server = next(word[2:] for word in told.split() if word.startswith("v="))
        return f"{server}, client {super().version()}"

    def start(self) -> None:
        socket = self.folder / "redis.sock"
        options = {
            "port": "0",
            "unixsocket": str(socket),
            "save": "",
            "appendonly": "no",
            "dir": str(self.folder),
        }
        command = ["redis-server", *(word for key, text in options.items() for word in ("--" + key, text))]
        self.server = subprocess.Popen(command, stdout=subprocess.PIPE)
        assert self.server.stdout is not None
        for line in self.server.stdout:
            if b"eady to accept connections" in line:
                break
        self._connect(str(socket))

    def _connect(self, socket: str) -> None:
        import redis

        self.socket = socket
        self.client = redis.Redis(unix_socket_path=socket)
        self.names = {"get": self.client.get, "set": self.client.set, "incr": self.client.incr}
        self.names |= {"loads": pickle.loads, "dumps": pickle.dumps}

    def stop(self) -> None:
        self.client.close()
        if self.server is not None:
            self.server.terminate()
            self.server.communicate()
            if os.path.exists(self.socket):
                os.unlink(self.socket)

    def fill(self, items: dict[str, Any], kind: str) -> None:
        rows = dumped(items, kind)
        self.client.flushall()
        for start in range(0, len(rows), 10_000):
            self.client.mset(dict(rows[start : start + 10_000]))

    def handle(self) -> Any:
        return self.socket

    @classmethod
    def attach(cls, handle: Any) -> Peer:
        peer = cls.__new__(cls)
        peer._connect(handle)
        return peer
