"""A process that may use little address space: what it cannot reach is not damaged, and it harms nobody."""

from __future__ import annotations

import resource
import sys
from collections.abc import Callable
from pathlib import Path

import pytest
import support

import mmfshare

MIB = 1 << 20
BIG = 96 * MIB

pytestmark = pytest.mark.skipif(
    not sys.platform.startswith("linux") or not support.WITH_GIL,
    reason="counts on what a process with a GIL has mapped on Linux",
)


def _allow(more: int) -> None:
    used = int(Path("/proc/self/statm").read_text().split()[0]) * resource.getpagesize()
    resource.setrlimit(resource.RLIMIT_AS, (used + more, used + more))


@pytest.fixture
def small(child) -> Callable[[str], str]:
    """Has a process that maps too little of "space" for BIG evaluate a text, and gives the answer or the error."""

    def serve(link) -> None:
        _allow(160 * MIB)
        ns = mmfshare.open("space", timeout=20)
        link.say(ns.reserved)
        while text := link.hear():
            try:
                link.say(str(eval(text, {"ns": ns})))
            except Exception as error:
                link.say(f"{type(error).__name__}: {error}")

    process = child(serve)
    assert process.hear() < BIG

    def ask(text: str) -> str:
        process.say(text)
        return process.hear()

    return ask


def test_what_it_cannot_reach_is_not_damaged(small) -> None:
    with mmfshare.open("space", reuse=True) as ns:
        ns["big"] = bytes(BIG)
        ns["after"] = ["x" * 200] * 1000
        for question in "ns.verify()", "ns['after'][0]", "ns.update(a=1)", "ns.debug()":
            answer = small(question)
            assert answer.startswith("NamespaceFull") and "address space" in answer, (question, answer)
        ns.verify()


def test_it_does_not_recover_what_it_cannot_reach(small, child) -> None:
    def dies_in_a_transaction(link) -> None:
        with ns.transaction():
            ns["texts"] = ["y" * 1000] * 5000
            link.say()
            link.hear()

    with mmfshare.open("space", reuse=True, timeout=20) as ns:
        ns["big"] = bytes(BIG)
        victim = child(dies_in_a_transaction)
        victim.hear()
        victim.kill()
        assert small("ns.update(a=1)").startswith("NamespaceFull")
        ns["b"] = 2
        ns.verify()
        assert list(ns) == ["big", "b"]


def test_max_size_bounds_the_addresses_too() -> None:
    with mmfshare.open("bounded", max_size="8M") as ns:
        assert ns.reserved == 8 * MIB


def test_the_last_of_many_leave_addresses_to_the_process(child) -> None:
    def open_many(link) -> str:
        _allow(1024 * MIB)
        kept = []
        with pytest.raises(MemoryError, match="addresses.*; close other namespaces"):
            while True:
                kept.append(mmfshare.open(f"many{len(kept)}"))
        return f"{len(bytearray(MIB))} of {len(kept)}"

    answer = child(open_many).result()
    assert answer.startswith(f"{MIB} of ") and not answer.endswith(" of 0")
