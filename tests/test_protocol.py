"""CPython's own tests for mappings and lists, run on the proxies. deviations.py lists what differs."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import deviations
import pytest
import support

import mmfshare

# Some distributors leave CPython's tests out.
mapping_tests = pytest.importorskip("test.mapping_tests", reason="this Python came without its own tests")
list_tests = pytest.importorskip("test.list_tests", reason="this Python came without its own tests")

scratch: mmfshare.Namespace


@pytest.fixture(scope="module", autouse=True)
def scratch_namespace(tmp_path_factory):
    global scratch
    path = tmp_path_factory.mktemp("protocol") / "file"
    with mmfshare.open("scratch", swapfile=path) as scratch:
        yield
        assert len(scratch) == 0
        scratch.verify()


def as_object(value: Any) -> Any:
    """A proxy that lives as long as its handle, as the tests expect of a dict or a list."""
    name = support.unique_name()
    scratch[name] = value
    try:
        return scratch[name]
    finally:
        del scratch[name]


def make_dict(*args: Any, **kwargs: Any) -> mmfshare.SharedDict:
    return as_object(dict(*args, **kwargs))


def make_list(*args: Any, **kwargs: Any) -> mmfshare.SharedList:
    return as_object(list(*args, **kwargs))


def with_deviations(suite: str) -> Any:
    """Mark the tests that are listed; if one passes all the same, xfail_strict makes that an error."""

    def mark(cls: type) -> type:
        for deviation in deviations.DEVIATIONS:
            if deviation.suite == suite:
                original = getattr(cls, deviation.test)

                def run(self: Any, original: Any = original) -> None:
                    original(self)

                run.__name__ = deviation.test
                setattr(cls, deviation.test, pytest.mark.xfail(reason=deviation.reason, strict=True)(run))
        return cls

    return mark


@with_deviations("dict")
class TestSharedDict(mapping_tests.TestHashMappingProtocol):
    type2test = staticmethod(make_dict)


@with_deviations("list")
class TestSharedList(list_tests.CommonTest):
    type2test = staticmethod(make_list)


def test_the_docs_list_every_deviation():
    page = Path(__file__).parent.parent / "docs" / "deviations.md"
    assert deviations.table() in page.read_text(encoding="utf-8"), "make it anew: python tests/deviations.py"
