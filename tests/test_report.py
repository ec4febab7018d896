"""ns.stats() and ns.debug(): what lies in a namespace and where, also while others change it."""

from __future__ import annotations

import re

import pytest

import mmfshare

VALUES = {
    "none": (None, "None", 16, None),
    "bool": (True, "bool", 16, None),
    "int": (1, "int", 16, None),
    "long": (1 << 200, "int", 26, None),
    "float": (0.5, "float", 16, None),
    "short": ("text", "str", 16, 4),
    "text": ("x" * 100, "str", 100, 100),
    "wide": ("ü€" * 50, "str", 200, 100),
    "bytes": (b"x" * 5000, "bytes", 5000, 5000),
    "complex": (1j, "complex", 16, None),
    "list": ([1, 2, 3], "list", 128 + 3 * 16, 3),
    "dict": ({"a": {}}, "dict", 128 + 48, 1),
}


def test_the_table_tells_kind_size_and_length(ns):
    ns.update({name: value for name, (value, *_) in VALUES.items()})
    table = {variable.name: variable for variable in ns.stats(rows=100).table}
    assert list(table) == list(VALUES)
    for name, (_, kind, size, length) in VALUES.items():
        found = table[name]
        assert (found.kind, found.size, found.length) == (kind, size, length), name


def test_an_address_is_where_the_bytes_are(ns):
    ns.update(text="found here " * 20, short="inline", data=b"\x01\x02" * 300)
    with open(ns.path, "rb") as file:
        content = file.read()
    table = {variable.name: variable for variable in ns.stats(rows=9).table}
    at = {name: content[variable.address :][: variable.size] for name, variable in table.items()}
    assert at["text"] == b"found here " * 20 and at["data"] == b"\x01\x02" * 300
    assert at["short"][2:8] == b"inline"


def test_other_objects_are_told_without_reading_them(ns):
    ns["set"] = {1, 2}
    with mmfshare.open("test", serializer="none") as wary:
        assert [variable.kind for variable in wary.stats(rows=1).table] == ["pickle"]
    with mmfshare.open("other", serializer="json") as other:
        other["list in a tuple"] = ({"a": 1},)
        assert other.stats(rows=1).table[0].kind in ("json", "tuple")


def test_blocks_tile_the_heap(ns):
    ns.update({str(number): "x" * 2000 for number in range(50)})
    full = ns.stats(rows=0).blocks
    for number in range(0, 50, 2):
        del ns[str(number)]
    stats = ns.stats(rows=0)
    blocks = stats.blocks
    # All but the mark at the heap's end.
    assert blocks.used_bytes + blocks.free_bytes == stats.heap_bytes - 16
    assert blocks.used_count == full.used_count - 25 and blocks.free_count > full.free_count
    assert (
        full.used_bytes - blocks.used_bytes >= 25 * 2000 and 2000 <= blocks.largest_free <= blocks.free_bytes
    )


def test_kinds_sum_up_all_variables(ns):
    ns.update({str(number): number for number in range(1000)})
    ns.update({f"text {number}": "x" * 100 for number in range(10)}, d={})
    stats = ns.stats(rows=3)
    assert stats.kinds == {"int": (1000, 16_000), "str": (10, 1000), "dict": (1, 128)}
    assert list(stats.kinds) == ["int", "str", "dict"] and len(stats.table) == 3 and stats.variables == 1011


def test_without_rows_nothing_is_walked(ns):
    ns["a"] = 1
    stats = ns.stats()
    assert (stats.blocks, stats.table, dict(stats.kinds)) == (None, (), {})
    with pytest.raises(ValueError, match="rows"):
        ns.stats(rows=-1)
    with pytest.raises(TypeError):
        ns.stats(rows="many")


def test_debug_shows_descriptor_heap_blocks_and_variables(ns):
    ns.update(number=7, things=["a", "b"], text="x" * 300)
    text = ns.debug()
    assert f"namespace 'test' in {ns.path}" in text and ns.uuid.hex() in text
    assert re.search(r"heap +\d+ bytes: \d+ used, \d+ free", text)
    assert re.search(r"^used +\d+ +\d+ +-$", text, re.M) and re.search(r"^free +\d+ +\d+ +\d+$", text, re.M)
    assert re.search(r"^'number' +int +- +16 +0x[0-9a-f]+$", text, re.M)
    assert re.search(r"^'things' +list +2 +160 +0x[0-9a-f]+$", text, re.M)
    assert re.search(r"^'text' +str +300 +300 +0x[0-9a-f]+$", text, re.M)


def test_debug_of_a_million_entries_is_short(ns):
    for start in range(0, 1_000_000, 100_000):
        ns.update(dict.fromkeys(range(start, start + 100_000), 0))
    ns["deep"] = dict.fromkeys(map(str, range(1000)), [])
    text = ns.debug()
    assert len(text.splitlines()) < 100 and "... and 999951 more" in text
    assert re.search(r"^int +1000000 +16000000$", text, re.M) and re.search(r"^dict +1 ", text, re.M)
    assert len(ns.debug(rows=0).splitlines()) < 50


def test_without_rows_debug_sums_all_up(ns):
    ns.update(a=1, b=2, c="x")
    shown = [line.split() for line in ns.debug(rows=0).splitlines()]
    assert ["int", "2", "32"] in shown and ["str", "1", "16"] in shown
    assert not any(line[:1] == ["'a'"] for line in shown)


def test_long_names_are_cut(ns):
    ns["n" * 500] = 1
    line = next(line for line in ns.debug().splitlines() if line.startswith("'n"))
    assert len(line) < 100 and "..." in line


def test_facts_while_others_write(ns, child):
    def write(link):
        with mmfshare.open("test") as mine:
            link.say()
            turn = 0
            while not link.asked_to_stop():
                turn += 1
                mine[str(turn % 100)] = "x" * (turn * 37 % 5000)
                mine.deletevar(str((turn + 50) % 100))

    writer = child(write)
    writer.hear()
    for _ in range(50):
        stats = ns.stats(rows=1000)
        assert stats.blocks.used_bytes + stats.blocks.free_bytes > 100_000
        assert all(variable.kind == "str" for variable in stats.table)
        assert sum(count for count, _ in stats.kinds.values()) == len(stats.table)
    writer.say()
    writer.result()


def test_facts_for_a_reader_and_for_the_locks_holder(ns):
    ns.update(a=1)
    with mmfshare.open("test", readonly=True) as reader:
        assert reader.stats(rows=1).blocks == ns.stats(rows=1).blocks
    with ns.lock():
        assert ns.stats(rows=1).blocks.used_count > 0
    with ns.transaction():
        ns["b"] = "x" * 3000
        assert [variable.name for variable in ns.stats(rows=9).table] == ["a", "b"]
