"""What is measured with several processes: one counter, readers, readers beside a writer, mixes by number."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from statistics import median
from typing import Any

from .peers import Mmfshare, Peer
from .processes import Crew, Role, WorkerFailed

KEYS = 10_000
READ, WRITE = ("get",), ("set",)
MIXES = {"read": READ, "write": WRITE, "mixed 95/5": READ * 19 + WRITE, "mixed 50/50": READ + WRITE}


@dataclass(frozen=True)
class Contest:
    """What each of the workers does, and whose rate counts (all, or only the first)."""

    name: str
    roles: tuple[Role, ...]
    first_only: bool = False
    only: str = ""

    def applies(self, peer: Peer) -> bool:
        return not self.only or self.only == peer.name


def counter() -> list[Contest]:
    """Two processes add to one number."""
    one = Role(("increment",), count=1)
    locked = Role(("increment_locked",), count=1)
    return [
        Contest("one counter, 2 processes", (one, one)),
        Contest("one counter under lock, 2 processes", (locked, locked)),
    ]


def readers() -> list[Contest]:
    """Two readers against one, and a reader beside a writer of other keys."""
    reader, writer = Role(READ, 0, KEYS // 2), Role(WRITE, KEYS // 2, KEYS // 2)
    one, two = Role(WRITE, 0, 1000, "one"), Role(WRITE, 0, 1000, "two")
    return [
        Contest("1 reader", (reader,)),
        Contest("2 readers", (reader, reader)),
        Contest("1 reader beside a writer", (reader, writer), first_only=True),
        Contest("1 writer", (one,), only=Mmfshare.name),
        Contest("2 writers on two dicts", (one, two), only=Mmfshare.name),
    ]


def scaling(most: int) -> list[Contest]:
    """The mixes with 1, 2, 4 ... processes."""
    return [
        Contest(f"{mix}, {n}", (Role(actions),) * n)
        for mix, actions in MIXES.items()
        for n in (1, 2, 4, 8)
        if n <= most
    ]


def hold(
    peers: Sequence[Peer], contests: Sequence[Contest], rounds: int, seconds: float
) -> list[dict[str, Any]]:
    """All contests of all peers, interleaved round by round. Peers that can't be attached to are left out.

    A peer that raises in a worker is left out from there on; its row says why.
    """
    crews = []
    size = max(len(contest.roles) for contest in contests)
    try:
        for peer in peers:
            if peer.attachable and peer.most_keys >= KEYS:
                peer.fill({f"k{i}": 1000 + i for i in range(KEYS)}, "int")
                crews.append(Crew(peer, size, KEYS))
        entries = list(_entries(crews, contests))
        for _ in range(rounds):
            for entry in entries:
                if not entry.crew.failed:
                    _turn(entry, seconds)
    finally:
        for crew in crews:
            crew.dismiss()
    return [entry.row() for entry in entries]


@dataclass
class Entry:
    """One peer in one contest."""

    crew: Crew
    contest: Contest
    rates: list[float] = field(default_factory=list)
    slowest: list[float] = field(default_factory=list)
    lost: int | None = None
    failed: str = ""

    def row(self) -> dict[str, Any]:
        """The figures; `slowest_share` is the slowest worker's part of a fair share."""
        row: dict[str, Any] = {
            "contest": self.contest.name,
            "processes": len(self.contest.roles),
            "peer": self.crew.peer.name,
        }
        if self.failed or not self.rates:
            return row | {"failed": self.failed or "its workers had failed before"}
        return row | {
            "rate_min": min(self.rates),
            "rate_median": median(self.rates),
            "rate_max": max(self.rates),
            "slowest_share": median(self.slowest),
            "lost": self.lost,
        }


def _entries(crews: Sequence[Crew], contests: Sequence[Contest]) -> Iterator[Entry]:
    for contest in contests:
        for crew in crews:
            if not contest.applies(crew.peer) or crew.failed:
                continue
            try:
                able = crew.prepare(contest.roles)
            except WorkerFailed as failure:
                yield Entry(crew, contest, failed=str(failure).splitlines()[-1])
            else:
                if able:
                    yield Entry(crew, contest)


def _turn(entry: Entry, seconds: float) -> None:
    crew, contest = entry.crew, entry.contest
    counted = contest.name.startswith("one counter") and not crew.peer.private
    try:
        before = crew.peer.read("k0") if counted else 0
        crew.begin(contest.roles, seconds)
        shares = crew.finish(contest.roles)
    except WorkerFailed as failure:
        entry.failed = str(failure).strip().splitlines()[-1]
        return
    if counted:
        added = crew.peer.read("k0") - before
        entry.lost = (entry.lost or 0) + sum(share.ops for share in shares) - added
    rates = [share.rate for share in shares]
    entry.rates.append(rates[0] if contest.first_only else sum(rates))
    entry.slowest.append(min(rates) * len(rates) / sum(rates))
