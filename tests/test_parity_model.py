"""dict and list are the reference: random programs do the same to both, and see the same at every step."""

from __future__ import annotations

import tempfile
from pathlib import Path
from typing import Any

import hypothesis
import support
from hypothesis import strategies as st
from hypothesis.stateful import Bundle, RuleBasedStateMachine, initialize, invariant, rule

import mmfshare

KEYS = st.sampled_from(
    [
        "a",
        "b",
        "c",
        "a longer key than fits inline",
        0,
        1,
        1.0,
        True,
        2.5,
        None,
        b"a",
        (1, "a"),
        (1.0, "a"),
        10**30,
    ]
)
ATOMS = (
    st.none()
    | st.booleans()
    | st.integers(-5, 5)
    | st.integers()
    | st.floats(allow_nan=False)
    | st.text(max_size=20)
    | st.integers(0, 3000).map("x".__mul__)
    | st.binary(max_size=40)
    | st.tuples(st.integers(), st.text(max_size=5))
)
VALUES = st.recursive(
    ATOMS,
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(KEYS, inner, max_size=4),
    max_leaves=8,
)
INDICES = st.integers(-8, 8)
SLICES = st.builds(
    slice, st.none() | INDICES, st.none() | INDICES, st.none() | st.sampled_from([1, 1, 2, -1, -2, 3, 0])
)


def outcome(use: Any, target: Any) -> Any:
    """What an operation answers or raises, as plain data with types, so that 1 and True differ."""
    try:
        value = use(target)
    except (LookupError, TypeError, ValueError, OverflowError) as error:
        return type(error)
    return support.as_stored(support.plain_value(value))


class Program(RuleBasedStateMachine):
    """A namespace beside a dict. Their containers are found by path, so reopening keeps the pairs."""

    paths = Bundle("paths")

    def __init__(self) -> None:
        super().__init__()
        self.folder = tempfile.TemporaryDirectory(prefix="mmfshare-model-", dir=support.memory_folder())
        self.ns = self.open()
        self.model: dict[Any, Any] = {}

    def open(self) -> mmfshare.Namespace:
        return mmfshare.open("model", swapfile=Path(self.folder.name) / "file")

    def teardown(self) -> None:
        self.ns.close()
        self.folder.cleanup()

    @initialize(target=paths)
    def root(self) -> tuple[Any, ...]:
        return ()

    @rule(target=paths, path=paths, step=KEYS | INDICES)
    def go_deeper(self, path: tuple[Any, ...], step: Any) -> tuple[Any, ...]:
        return (*path, step)

    def pair(self, path: tuple[Any, ...], kind: type) -> tuple[Any, Any]:
        """The two containers of that kind that lie deepest on the path."""
        shared: Any = self.ns
        plain: Any = self.model
        found = (shared, plain)
        for step in path:
            try:
                shared_next, plain_next = shared[step], plain[step]
            except (LookupError, TypeError):
                break
            if not isinstance(plain_next, (dict, list)):
                break
            shared, plain = shared_next, plain_next
            if isinstance(plain, kind):
                found = (shared, plain)
        if not isinstance(found[1], kind):
            # No such container yet: make one where every path begins.
            self.ns.setdefault("made", [])
            found = (self.ns["made"], self.model.setdefault("made", []))
        return found

    def both(self, path: tuple[Any, ...], kind: type, use: Any) -> None:
        shared, plain = self.pair(path, kind)
        assert outcome(use, shared) == outcome(use, plain)

    # ---- dicts

    @rule(path=paths, key=KEYS, value=VALUES)
    def dict_set(self, path, key, value):
        shared, plain = self.pair(path, dict)
        shared[key] = value
        plain[key] = deep_copy(value)

    @rule(path=paths, key=KEYS)
    def dict_read(self, path, key):
        for use in (lambda d: d[key], lambda d: d.get(key, "none"), lambda d: key in d, len, list, bool):
            self.both(path, dict, use)

    @rule(path=paths, key=KEYS)
    def dict_delete(self, path, key):
        self.both(path, dict, lambda d: d.__delitem__(key))

    @rule(path=paths, key=KEYS, default=st.none() | ATOMS)
    def dict_pop(self, path, key, default):
        self.both(path, dict, lambda d: d.pop(key) if default is None else d.pop(key, default))

    @rule(path=paths)
    def dict_popitem(self, path):
        self.both(path, dict, lambda d: d.popitem())

    @rule(path=paths, key=KEYS, value=VALUES)
    def dict_setdefault(self, path, key, value):
        self.both(path, dict, lambda d: d.setdefault(key, deep_copy(value)))

    @rule(path=paths, pairs=st.lists(st.tuples(KEYS, VALUES), max_size=6))
    def dict_update(self, path, pairs):
        self.both(path, dict, lambda d: d.update(deep_copy(pairs)))

    @rule(path=paths, keys=st.lists(st.integers(), min_size=50, max_size=300))
    def dict_fill(self, path, keys):
        self.both(path, dict, lambda d: d.update(dict.fromkeys(keys, "filler")))

    @rule(path=paths)
    def dict_clear(self, path):
        self.both(path, dict, lambda d: d.clear())

    @rule(path=paths)
    def dict_walk(self, path):
        shared, plain = self.pair(path, dict)
        for use in (list, reversed, lambda d: d.values(), lambda d: reversed(d.values())):
            seen = [support.plain_value(value) for value in use(shared)]
            assert support.as_stored(seen) == support.as_stored(list(use(plain)))
        pairs = [(key, support.plain_value(value)) for key, value in shared.items()]
        assert support.as_stored(pairs) == support.as_stored(list(plain.items()))

    @rule(path=paths, key=KEYS, delta=st.integers(-3, 3))
    def dict_add(self, path, key, delta):
        shared, plain = self.pair(path, dict)
        old = plain.get(key)
        if old is None or isinstance(old, (bool, int, float)):
            new = (0 if old is None else old) + delta
            if isinstance(new, int) and not -(2**63) <= new < 2**63:
                return
            if isinstance(old, int) and not -(2**63) <= old < 2**63:
                return
            assert support.as_stored(shared.add(key, delta)) == support.as_stored(new)
            plain[key] = new

    @rule(path=paths, key=KEYS, old=ATOMS, new=VALUES | st.just(mmfshare.ABSENT))
    def dict_compare_exchange(self, path, key, old, new):
        shared, plain = self.pair(path, dict)
        there = key in plain and support.as_stored(plain[key]) == support.as_stored(old)
        assert shared.compare_exchange(key, old, new) is there
        if there and new is mmfshare.ABSENT:
            del plain[key]
        elif there:
            plain[key] = deep_copy(new)

    # ---- lists

    @rule(path=paths, value=VALUES)
    def list_append(self, path, value):
        self.both(path, list, lambda x: x.append(deep_copy(value)))

    @rule(path=paths, value=VALUES)
    def list_appendleft(self, path, value):
        shared, plain = self.pair(path, list)
        shared.appendleft(value)
        plain.insert(0, deep_copy(value))

    @rule(path=paths, values=st.lists(VALUES, max_size=5) | st.lists(ATOMS, min_size=30, max_size=200))
    def list_extend(self, path, values):
        self.both(path, list, lambda x: x.extend(deep_copy(values)))

    @rule(path=paths, index=INDICES, value=VALUES)
    def list_set(self, path, index, value):
        self.both(path, list, lambda x: x.__setitem__(index, deep_copy(value)))

    @rule(path=paths, index=INDICES, value=VALUES)
    def list_insert(self, path, index, value):
        self.both(path, list, lambda x: x.insert(index, deep_copy(value)))

    @rule(path=paths, index=INDICES)
    def list_take(self, path, index):
        for use in (lambda x: x[index], lambda x: x.pop(index), lambda x: x.__delitem__(index)):
            self.both(path, list, use)

    @rule(path=paths)
    def list_popleft(self, path):
        shared, plain = self.pair(path, list)
        assert outcome(lambda x: x.popleft(), shared) == outcome(lambda x: x.pop(0), plain)

    @rule(path=paths, part=SLICES)
    def list_slice(self, path, part):
        self.both(path, list, lambda x: x[part])

    @rule(path=paths, part=SLICES, values=st.lists(VALUES, max_size=5))
    def list_set_slice(self, path, part, values):
        self.both(path, list, lambda x: x.__setitem__(part, deep_copy(values)))

    @rule(path=paths, part=SLICES)
    def list_delete_slice(self, path, part):
        self.both(path, list, lambda x: x.__delitem__(part))

    @rule(path=paths, reverse=st.booleans())
    def list_sort(self, path, reverse):
        self.both(path, list, lambda x: x.sort(key=repr_of_plain, reverse=reverse))

    @rule(path=paths)
    def list_reverse(self, path):
        self.both(path, list, lambda x: x.reverse())

    @rule(path=paths, one=INDICES, other=INDICES)
    def list_swap(self, path, one, other):
        def swap(x):
            x[one], x[other] = x[other], x[one]

        shared, plain = self.pair(path, list)
        assert outcome(swap, shared) == outcome(swap, plain)

    @rule(path=paths, value=VALUES)
    def list_remove(self, path, value):
        self.both(path, list, lambda x: (x.count(value), value in x))
        self.both(path, list, lambda x: x.index(value))
        self.both(path, list, lambda x: x.remove(value))

    @rule(path=paths, times=st.integers(-1, 2))
    def list_multiply(self, path, times):
        shared, plain = self.pair(path, list)
        shared *= times
        # A new copy in each place: the shared list's items are no aliases of each other.
        plain[:] = deep_copy(plain * times) if times <= 1 else plain + deep_copy(plain)

    # ---- moving, transactions, reopening

    @rule(path=paths, key=KEYS, other=KEYS)
    def move_within_a_dict(self, path, key, other):
        shared, plain = self.pair(path, dict)
        if isinstance(plain.get(key), (dict, list)) and key != other:
            self.ns.move(shared[key], (shared, other))
            moved = plain.pop(key)
            plain[other] = moved

    @rule(path=paths, key=KEYS, value=VALUES, keep=st.booleans())
    def transaction(self, path, key, value, keep):
        class Stop(Exception):
            pass

        shared, plain = self.pair(path, dict)
        try:
            with self.ns.transaction():
                shared[key] = value
                shared.pop("a", None)
                self.ns["in a transaction"] = [value]
                if not keep:
                    raise Stop
        except Stop:
            return
        plain[key] = deep_copy(value)
        plain.pop("a", None)
        self.model["in a transaction"] = [deep_copy(value)]

    @rule()
    def reopen(self):
        self.ns.close()
        self.ns = self.open()

    @invariant()
    def same(self):
        assert support.as_stored(self.ns.snapshot()) == support.as_stored(self.model)

    @invariant()
    def sound(self):
        self.ns.verify()


def deep_copy(value: Any) -> Any:
    """A copy in which no container appears twice."""
    if isinstance(value, list):
        return [deep_copy(item) for item in value]
    if isinstance(value, dict):
        return {key: deep_copy(item) for key, item in value.items()}
    return value


def repr_of_plain(value: Any) -> str:
    return repr(support.plain_value(value))


TestProgram = Program.TestCase
# Each example is a program of some dozens of steps.
TestProgram.settings = hypothesis.settings(max_examples=max(hypothesis.settings().max_examples * 4 // 10, 1))
