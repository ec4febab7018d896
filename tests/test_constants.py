"""Numbers and names that Python has from the C sources say there what they say here."""

from __future__ import annotations

import re
from pathlib import Path

from mmfshare import _place, _report

SOURCE = Path(__file__).parent.parent / "src" / "_mmf"


def read(name: str) -> str:
    return (SOURCE / name).read_text(encoding="utf-8")


def members(name: str, enum: str) -> dict[str, int]:
    """The members of an enum of a C file and their values, MMF_ and the enum's own word taken off."""
    found = re.search(rf"enum {enum} \{{(.*?)\}};", read(name), re.S)
    assert found, enum
    text = re.sub(r"/\*.*?\*/", "", found[1], flags=re.S)
    values: dict[str, int] = {}
    for item in filter(None, (part.strip() for part in text.split(","))):
        word, _, value = item.partition(" = ")
        values[word.removeprefix("MMF_").split("_", 1)[1]] = int(value, 0) if value else len(values)
    return values


def test_a_recovery_names_each_operation():
    operations = members("core/ns.h", "mmf_operation")
    assert len(_report._OPERATIONS) == len(operations)
    died = _report.Recovery(when_ns=0, undone=3, pid=7, by_pid=8, operation=0, held=0, thread=0)
    for number in list(operations.values())[1:]:
        told = str(_report.Recovery(**{**vars(died), "operation": number}))
        assert f"died in an operation ({_report._OPERATIONS[number]})" in told


def test_a_recovery_names_each_way_to_hold_the_lock():
    assert members("core/layout.h", "mmf_held") == {
        "OPERATION": 0,
        "LOCK": _report._IN_LOCK,
        "TRANSACTION": 2,
    }
    assert _report._HELD.keys() == {0, 1, 2}


def test_each_tag_that_lies_in_a_file_has_a_kind():
    tags = members("core/cell.h", "mmf_tag")
    assert _report._KINDS.keys() == set(tags.values()) - {tags["EMPTY"], tags["KEY"], tags["REF"]}


def test_a_namespace_is_known_by_its_magic_number():
    found = re.search(r"#define MMF_MAGIC UINT64_C\((\w+)\)", read("core/layout.h"))
    assert found and int(found[1], 16) == _place._MAGIC


def test_the_bounds_of_a_size():
    least = re.search(r"#define MMF_SIZE_MIN UINT64_C\((\d+)\)", read("core/mmf.h"))
    most = re.search(r"#define MMF_SIZE_MAX \(UINT64_C\(1\) << (\d+)\)", read("core/cell.h"))
    assert (_place.SIZE_LEAST, _place.SIZE_MOST) == (int(least[1]), 1 << int(most[1]))


def test_files_that_are_being_made_are_known_by_their_names():
    assert re.search(r'#define HIDDEN_PREFIX "(.*)"', read("os/os_linux.c"))[1] == _place._UNREADY
