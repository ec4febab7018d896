"""The tables of the pages for Perl users: each test that a row names is there, and no parity test lacks a row."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

TESTS = Path(__file__).parent
PAGES = sorted((TESTS.parent / "docs").glob("*perl*.md")) + sorted((TESTS.parent / "docs").glob("ipc*.md"))
ROW = re.compile(r"^\|.*\|$", re.M)
NAMED = re.compile(r"`(test_\w+)`")


def defined_tests():
    return {
        name
        for path in TESTS.glob("test_*.py")
        for name in re.findall(r"^def (test_\w+)", path.read_text(encoding="utf-8"), re.M)
    }


@pytest.mark.parametrize("page", PAGES, ids=[page.name for page in PAGES])
def test_each_named_test_exists(page):
    named = set(NAMED.findall(page.read_text(encoding="utf-8")))
    assert named and not named - defined_tests()


def test_each_row_names_a_test():
    text = (TESTS.parent / "docs" / "perl.md").read_text(encoding="utf-8")
    tables = text[text.index("## Every row, and its test") :]
    questions = tables.index("| question")
    tables = tables[:questions] + tables[tables.index("### Win32::MMF's functional layer") :]
    rows = [row for row in ROW.findall(tables) if not row.startswith(("| there", "| in Perl", "| ---"))]
    assert len(rows) > 60
    for row in rows:
        assert NAMED.search(row.split("|")[-2]), row


def test_each_parity_test_is_in_a_row():
    source = (TESTS / "test_perl_parity.py").read_text(encoding="utf-8")
    tests = set(re.findall(r"^def (test_\w+)", source, re.M))
    elsewhere = {
        "test_processes_without_a_common_ancestor_of_the_tie",
        "test_threads_open_one_default_namespace",
    }
    named = set(NAMED.findall((TESTS.parent / "docs" / "perl.md").read_text(encoding="utf-8")))
    assert tests - elsewhere <= named
