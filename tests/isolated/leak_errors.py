"""Every way that an operation can fail gives back what it took."""

import sys

import growth

import mmfshare

ns = mmfshare.open("leak", size="1M", max_size="1M", swapfile=sys.argv[1])
reader = mmfshare.open("leak", swapfile=sys.argv[1], readonly=True)
strict = mmfshare.open("leak", swapfile=sys.argv[1], serializer="none")
items = ns.list("items")
items.append(1)
ns["text"], ns["most"], ns["set"] = "x" * 1000, 2**63 - 1, {1}

cycle: list = []
cycle.append(cycle)
BIG = "x" * 50_000


class Unpicklable:
    def __reduce__(self) -> str:
        raise ZeroDivisionError


class Ordered(dict):
    pass


def broken_items():
    yield "a", [BIG, {"x": BIG}]
    raise ZeroDivisionError


FAILURES = [
    lambda: ns["absent " + BIG],
    lambda: ns[("absent", (1.0, True))],
    lambda: ns.pop("absent"),
    lambda: ns.__delitem__("absent"),
    lambda: ns[[]],
    lambda: ns[1, float("nan")],
    lambda: ns.__setitem__({}, BIG),
    lambda: ns.__setitem__("x", cycle),
    lambda: ns.__setitem__("x", [BIG, {BIG: cycle}]),
    lambda: ns.__setitem__("x", [BIG, Unpicklable()]),
    lambda: ns.__setitem__("x", (BIG, [Unpicklable()])),
    lambda: ns.__setitem__("x", Ordered(a=BIG)),
    lambda: ns.__setitem__("x", {"a": BIG, 1j: 1}),
    lambda: ns.__setitem__("x", mmfshare.ABSENT),
    lambda: ns.__setitem__("x", [BIG] * 40),
    lambda: ns.__setitem__("x", BIG * 40),
    lambda: ns.update(broken_items()),
    lambda: ns.update([("a", BIG), ("b",)]),
    lambda: ns.update({"a": [BIG] * 40}),
    lambda: ns.compare_exchange("text", [BIG], [BIG, cycle]),
    lambda: ns.add("text"),
    lambda: ns.add("most"),
    lambda: ns.add("most", "x"),
    lambda: ns.add("most", m=1),
    lambda: ns.get(),
    lambda: strict["set"],
    lambda: strict.__setitem__("x", {BIG}),
    lambda: reader.__setitem__("x", [BIG]),
    lambda: reader["items"].append({"x": BIG}),
    lambda: items[5],
    lambda: items["x"],
    lambda: items.pop(5),
    lambda: items.insert("x", BIG),
    lambda: items.extend(item for item, _ in broken_items()),
    lambda: items.extend([BIG] * 40),
    lambda: items.__setitem__(slice(0, 5, 2), [BIG, BIG]),
    lambda: items.__setitem__(slice(0, 1), 5),
    lambda: items.append(cycle),
    lambda: ns._attach("dict", 5, 5)["x"],
    lambda: ns._attach("tree", 5, 5),
    lambda: ns._move(items, items, 0),
    lambda: ns._release(),
    lambda: type(items)(),
    lambda: mmfshare.open("leak", swapfile=sys.argv[1] + ".absent", reuse=True),
    lambda: mmfshare.open("leak", swapfile=sys.argv[1], size="2M"),
    lambda: mmfshare.open("leak", swapfile=sys.argv[1], serializer="yaml"),
]


def failures() -> None:
    for number, failure in enumerate(FAILURES):
        try:
            failure()
        except Exception:
            continue
        sys.exit(f"failure {number} went through")


growth.check(failures)
