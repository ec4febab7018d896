"""Reading System V segments: as versions of IPC::Shareable after 1.13 write them, and such that lie."""

from __future__ import annotations

import contextlib
import json
import os
import random
import subprocess

import pytest
import support
import sysv
from sysv import TAG, image, marker, needs_storable, segment, some_keys, tagged, write

from mmfshare.ipc_shareable import read_ipc_shareable

if not sysv.POSSIBLE:
    pytest.skip("System V segments are read on 64-bit Linux only", allow_module_level=True)


@pytest.fixture(autouse=True)
def nothing_is_left():
    with sysv.nothing_is_left():
        yield


@pytest.fixture
def key() -> str:
    return sysv.some_text()


def test_children_by_key(key):
    one, two, three = some_keys(3)
    with (
        segment(key, tagged({"a": 1, "h": marker(one), "l": marker(two, "ARRAY")})),
        segment(one, tagged({"x": marker(three, "SCALAR"), "y": None})),
        segment(two, tagged([1, marker(one), 2])),
        segment(three, TAG + b"\x1ewords"),
    ):
        inner = {"x": "words", "y": None}
        assert read_ipc_shareable(key) == {"a": 1, "h": inner, "l": [1, inner, 2]}


def test_a_scalar_that_refers_to_a_child(key):
    (one,) = some_keys(1)
    with segment(key, tagged(marker(one))), segment(one, tagged({"a": 1})):
        assert read_ipc_shareable(key) == {"a": 1}


def test_children_in_which_nothing_was_stored(key):
    one, two, three = some_keys(3)
    children = [marker(one), marker(two, "ARRAY"), marker(three, "SCALAR")]
    with segment(key, tagged(children)), segment(one, b""), segment(two, TAG), segment(three, b""):
        assert read_ipc_shareable(key) == [{}, [], None]


ODD = {"a": {"__ics__": {"child_key": [], "type": {}}}, "b": {"__ics__": 5}, "c": {"__ics__": {}, "d": 1}}


@pytest.mark.parametrize(
    "content, value",
    [
        (b"", None),
        (TAG, None),
        (TAG + b"\x1eplain", "plain"),
        (TAG + b"\x1e", ""),
        (TAG + b"\x1e\xff\x00\x01", b"\xff\0\1"),
        (TAG + b'{"__sv__": null}', None),
        (TAG + b'{"__sv__": [1]}', [1]),
        (TAG + b"{}", {}),
        (TAG + b'[1, 2.5, true, "\\ud800"]', [1, 2.5, True, "\ud800"]),
        (b"[]", []),
        (
            b'{"a": {"__ics__": {"child_key": 5, "type": "HASH"}}}',
            {"a": {"__ics__": {"child_key": 5, "type": "HASH"}}},
        ),
        (tagged(ODD), ODD),
    ],
)
def test_each_form(key, content, value):
    with segment(key, content):
        assert support.as_stored(read_ipc_shareable(key)) == support.as_stored(value)


@pytest.mark.parametrize(
    "content, words",
    [
        (b"something else", "neither its tag nor JSON"),
        (b"{", "broken JSON"),
        (TAG + b"{\xff}", "broken JSON"),
        (TAG + b"[NaN]", "no JSON"),
        (TAG + b"[" * 60000, "nested too deep"),
        (TAG + b"[" + b"9" * 5000 + b"]", "broken JSON"),
        (TAG + b"\x04\x0b\x08", "storable=True"),
        (tagged({"a": marker(0)}), "missing"),
        (tagged({"a": marker(1 << 33)}), "missing"),
    ],
)
def test_what_is_broken_is_refused(key, content, words):
    with segment(key, content), pytest.raises(ValueError, match=words):
        read_ipc_shareable(key)


def test_a_child_that_is_missing(key):
    (one,) = some_keys(1)
    with segment(key, tagged([marker(one)])), pytest.raises(ValueError, match="missing"):
        read_ipc_shareable(key)


def test_a_child_that_is_somebody_else_s(key):
    (one,) = some_keys(1)
    for content in (b'{"secret": 1}', b"secret"):
        with segment(key, tagged([marker(one)])), segment(one, content):
            with pytest.raises(ValueError, match="IPC::Shareable's"):
                read_ipc_shareable(key)


@pytest.mark.parametrize("kind, content", [("HASH", []), ("ARRAY", {})])
def test_a_child_of_another_kind(key, kind, content):
    (one,) = some_keys(1)
    with segment(key, tagged([marker(one, kind)])), segment(one, tagged(content)):
        with pytest.raises(ValueError, match=f"calls it {kind}"):
            read_ipc_shareable(key)


def test_a_child_that_contains_itself(key):
    one, two = some_keys(2)
    with segment(key, tagged([marker(one)])), segment(one, tagged({"there": marker(two)})):
        with segment(two, tagged({"back": marker(one)})), pytest.raises(ValueError, match="contains itself"):
            read_ipc_shareable(key)


def chain(stack: contextlib.ExitStack, keys: list[int], times: int, size: int) -> None:
    for this, following in zip(keys, keys[1:], strict=False):
        stack.enter_context(segment(this, tagged([marker(following, "ARRAY")] * times), size))
    stack.enter_context(segment(keys[-1], tagged([1]), size))


def test_one_child_that_is_named_a_million_times(key):
    with contextlib.ExitStack() as stack:
        keys = some_keys(6)
        chain(stack, keys, 10, 4096)
        stack.enter_context(segment(key, tagged([marker(keys[0], "ARRAY")] * 10)))
        with pytest.raises(ValueError, match="max_bytes"):
            read_ipc_shareable(key, max_bytes=1 << 20)


def test_a_long_chain_of_children(key):
    with contextlib.ExitStack() as stack:
        keys = some_keys(120)
        chain(stack, keys, 1, 4096)
        stack.enter_context(segment(key, tagged([marker(keys[30], "ARRAY")])))
        data = read_ipc_shareable(key)
        for _ in range(90):
            (data,) = data
        assert data == [1]
        with pytest.raises(ValueError, match="100 deep"):
            read_ipc_shareable(keys[0])


def test_a_segment_that_is_too_large(key):
    with segment(key, tagged([1]), 1 << 20):
        assert read_ipc_shareable(key, max_bytes=1 << 20) == [1]
        with pytest.raises(ValueError, match="max_bytes"):
            read_ipc_shareable(key, max_bytes=(1 << 20) - 1)


def test_random_bytes_are_read_or_refused(key):
    chance = random.Random(3)
    good = tagged({"a": [1, {"b": "text"}], "c": marker(some_keys(1)[0])})
    refused = 0
    with segment(key, b"", 4096) as identifier:
        for _ in range(300):
            content = bytearray(good.ljust(4096, b"\0"))
            for _ in range(chance.randint(1, 6)):
                content[chance.randrange(len(good) + 4)] = chance.randrange(256)
            write(identifier, bytes(content))
            try:
                json.dumps(read_ipc_shareable(key))
            except ValueError:
                refused += 1
    assert refused > 100


def test_keys_that_name_nothing(key):
    for private in (0, "", "0"):
        with pytest.raises(ValueError, match="private"):
            read_ipc_shareable(private)
    with pytest.raises(FileNotFoundError, match="0x"):
        read_ipc_shareable(key)


# ---- Storable that lies


@needs_storable
@pytest.mark.parametrize(
    "program, words",
    [
        ("do { my $x = [1]; push @$x, $x; $x }", "deep"),
        ("do { my $x = ['word']; $x = [($x) x 10] for 1 .. 9; $x }", "more data than allowed"),
        ("do { my $x = 1; $x = [$x] for 1 .. 300; $x }", "deep"),
        ("[qr/a/]", "perl cannot read"),
        ("do { package Other; sub TIEHASH { bless {} } tie my %h, 'Other'; [\\%h] }", "another module"),
        ("do { package Other; sub TIEARRAY { bless [] } tie my @h, 'Other'; [\\@h] }", "another module"),
        (
            "do { package T; sub TIEHASH { bless {_shm => {_id => '7 x'}} } tie my %h, 'T'; [\\%h] }",
            "another module",
        ),
        (
            "do { package T; sub TIEHASH { bless {_shm => {_id => 2147483647}} } tie my %h, 'T'; [\\%h] }",
            "no readable",
        ),
    ],
)
def test_storable_that_cannot_be_had_as_plain_data(key, program, words):
    with segment(key, image(program)), pytest.raises((ValueError, OSError), match=words):
        read_ipc_shareable(key, storable=True, max_bytes=1 << 20)


@needs_storable
def test_storable_that_contains_its_own_segment(key):
    with segment(key, b"") as identifier:
        knot = f"{{_shm => {{id => {identifier}}}}}"  # as versions after 1.13 call it
        write(identifier, image(f"do {{ package T; sub TIEHASH {{ bless {knot} }} tie my %h, 'T'; [\\%h] }}"))
        with pytest.raises(ValueError, match="contains itself"):
            read_ipc_shareable(key, storable=True)


@needs_storable
def test_storable_loads_no_class_and_runs_no_hook(key, tmp_path, monkeypatch):
    mark = tmp_path / "mark"
    code = (
        f"package Planted; sub mark {{ open my $f, '>', '{mark}' }} sub STORABLE_thaw {{ mark() }} mark(); 1;"
    )
    (tmp_path / "Planted.pm").write_text(code)
    hooked = image("do { package Planted; sub STORABLE_freeze { 'x' } [bless []] }")
    monkeypatch.setenv("PERL5LIB", str(tmp_path))
    monkeypatch.setenv("PERL5OPT", "-MPlanted")
    subprocess.run(["perl", "-e", "1"], check=True)
    assert mark.exists()  # so the trap works
    mark.unlink()
    with segment(key, hooked):
        assert read_ipc_shareable(key, storable=True) == [[]]  # what only the hook could read is not there
    assert not mark.exists()


@needs_storable
def test_random_storable_is_read_or_refused(key):
    chance = random.Random(4)
    good = image("{a => [1, 2.5, 'text', undef, {b => \\'c'}], d => -1}")
    refused = 0
    with segment(key, b"") as identifier:
        for _ in range(25):
            content = bytearray(good)
            for _ in range(chance.randint(1, 3)):
                content[chance.randrange(len(TAG), len(good))] = chance.randrange(256)
            write(identifier, bytes(content))
            try:
                assert os.fsencode(repr(read_ipc_shareable(key, storable=True, max_bytes=1 << 20)))
            except (ValueError, OSError):
                refused += 1
    assert refused > 5


def test_without_perl_storable_is_told_of(key, monkeypatch):
    monkeypatch.setenv("PATH", "/nonexistent")
    with segment(key, TAG + b"\x04\x0b\x08"), pytest.raises(FileNotFoundError, match="perl"):
        read_ipc_shareable(key, storable=True)
