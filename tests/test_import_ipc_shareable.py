"""Bringing along what a live Perl program keeps by IPC::Shareable, with the real module."""

from __future__ import annotations

import pytest
import support
import sysv
from sysv import TIE, needs_module, perl

import mmfshare
from mmfshare import ipc_shareable
from mmfshare.__main__ import main
from mmfshare.ipc_shareable import import_ipc_shareable, read_ipc_shareable

if not sysv.POSSIBLE:
    pytest.skip("System V segments are read on 64-bit Linux only", allow_module_level=True)

pytestmark = needs_module


@pytest.fixture(autouse=True)
def nothing_is_left():
    with sysv.nothing_is_left():
        yield


@pytest.fixture
def key() -> str:
    return sysv.some_text()


HASH = f"""
tie my %h, 'IPC::Shareable', {TIE};
%h = (); $h{{int}} = 42; $h{{text}} = 'two'; $h{{float}} = 1.5; $h{{undef}} = undef; $h{{digits}} = '007';
$h{{"k\\x{{e9}}"}} = "smile \\x{{263a}}"; $h{{list}} = [1, 'a', [2, undef]];
$h{{deep}} = {{a => {{b => {{c => [3]}}}}}};
pause();
"""
PLAIN = {
    "int": 42,
    "text": "two",
    "float": 1.5,
    "undef": None,
    "digits": "007",
    "k\xe9": "smile \u263a",
    "list": [1, "a", [2, None]],
    "deep": {"a": {"b": {"c": [3]}}},
}


@pytest.mark.parametrize("serializer", ["json", "storable"])
def test_a_hash_with_all_that_perl_has(key, serializer):
    with perl(HASH, key, serializer):
        data = read_ipc_shareable(key, storable=True)
        assert support.as_stored({name: data[name] for name in PLAIN}) == support.as_stored(PLAIN)
        assert len(data) == len(PLAIN)
        if serializer == "storable":
            with pytest.raises(ValueError, match="storable=True"):
                read_ipc_shareable(key)
        else:
            assert read_ipc_shareable(key) == PLAIN
    with pytest.raises(FileNotFoundError, match="no shared memory segment"):
        read_ipc_shareable(key)


def test_what_nested_segments_hold_is_read_as_it_is_now(key):
    program = f"tie my %h, 'IPC::Shareable', {TIE}; $h{{a}} = {{list => [1]}}; pause();"
    program += "$h{a}{list}[5] = {x => 1}; $h{a}{more} = 'yes'; pause(); $h{a}{list} = 'gone'; pause();"
    with perl(program, key, "storable") as go_on:
        assert read_ipc_shareable(key, storable=True) == {"a": {"list": [1]}}
        go_on()
        expected = {"a": {"list": [1, None, None, None, None, {"x": 1}], "more": "yes"}}
        assert read_ipc_shareable(key, storable=True) == expected
        go_on()
        assert read_ipc_shareable(key, storable=True) == {"a": {"list": "gone", "more": "yes"}}


@pytest.mark.parametrize("serializer", ["json", "storable"])
def test_an_array(key, serializer):
    with perl(
        f"tie my @a, 'IPC::Shareable', {TIE}; @a = (1, 'x', [2, {{y => 3}}]); pause();", key, serializer
    ):
        assert read_ipc_shareable(key, storable=True) == [1, "x", [2, {"y": 3}]]


def test_a_scalar_and_references_to_scalars(key):
    program = f"tie my $s, 'IPC::Shareable', {TIE}; pause(); $s = 'plain'; pause();"
    program += "my $t = 'inner'; $s = {ref => \\$t, list => [\\my $u]}; pause();"
    with perl(program, key, "storable") as go_on:
        assert read_ipc_shareable(key, storable=True) is None
        go_on()
        assert read_ipc_shareable(key, storable=True) == "plain"
        go_on()
        assert read_ipc_shareable(key, storable=True) == {"ref": "inner", "list": [None]}


SCALAR = "tie my $s, 'IPC::Shareable', {key => shift, create => 1, destroy => 1}; $s = 'here'; pause();"


@pytest.mark.parametrize("form", ["0x{:x}", "0x{:08X}", "{}", "int"])
def test_keys_by_number(form):
    (number,) = sysv.some_keys(1)
    with perl(SCALAR, str(number)):
        asked = number if form == "int" else form.format(number)
        assert read_ipc_shareable(asked, storable=True) == "here"


@pytest.mark.parametrize("word", ["0xDEADBEEF", "3735928559", "T\xe9st", "a b/c", "x" * 300])
def test_keys_as_this_version_makes_them(word):
    with perl(SCALAR, word):
        assert read_ipc_shareable(word, storable=True) == "here"


def test_bytes_doubles_and_large_numbers_are_exact(key):
    program = f"tie my %h, 'IPC::Shareable', {TIE};"
    program += (
        r"$h{bytes} = qq(\xff\xfe\0); $h{tenth} = 0.1; $h{inf} = 9**9**9; $h{big} = 9223372036854775807;"
    )
    program += r"$h{neg} = -5; $h{nul} = qq(a\0b); $h{''} = ''; $h{long} = 'x' x 3000; pause();"
    with perl(program, key, "storable"):
        data = read_ipc_shareable(key, storable=True)
    expected = {"bytes": b"\xff\xfe\0", "tenth": 0.1, "inf": float("inf"), "big": (1 << 63) - 1}
    expected |= {"neg": -5, "nul": "a\0b", "": "", "long": "x" * 3000}
    assert data.keys() == expected.keys()
    assert [support.as_stored(data[name]) for name in expected] == [
        support.as_stored(expected[name]) for name in expected
    ]


def test_objects_come_as_what_they_are_made_of(key):
    program = f"tie my %h, 'IPC::Shareable', {TIE}; $h{{o}} = bless {{a => 1}}, 'Some::Class';"
    program += "$h{l} = bless [2, bless {b => 3}, 'Another'], 'Other::Class'; pause();"
    with perl(program, key, "storable"):
        assert read_ipc_shareable(key, storable=True) == {"o": {"a": 1}, "l": [2, {"b": 3}]}


# ---- locks


def test_a_writer_s_lock_is_waited_for(key):
    program = f"my $k = tie my %h, 'IPC::Shareable', {TIE}; $h{{a}} = 1; $k->lock; $h{{a}} = 2; pause();"
    program += "$k->unlock; pause(); $k->lock(LOCK_SH); pause();"
    with perl(program, key, "storable") as go_on:
        with pytest.raises(mmfshare.LockTimeout, match="locked by a writer"):
            read_ipc_shareable(key, storable=True, timeout=0.05)
        assert read_ipc_shareable(key, storable=True, lock=False) == {"a": 1}
        thread = support.Thread(lambda: read_ipc_shareable(key, storable=True, timeout=None))
        go_on()
        assert thread.result() == {"a": 2}
        go_on()  # other readers are no obstacle
        assert read_ipc_shareable(key, storable=True, timeout=0) == {"a": 2}


def test_our_lock_keeps_a_writer_out_and_ends_with_us(key, child):
    from mmfshare.ipc_shareable import _glue, _sysv

    program = f"my $k = tie my %h, 'IPC::Shareable', {TIE}; $h{{a}} = 1; pause();"
    program += (
        "for (1 .. 2) { my $got = $k->lock(LOCK_EX | LOCK_NB) ? 1 : 0; $h{$_} = $got; $k->unlock; pause() }"
    )
    with perl(program, key, "storable") as go_on:
        segment = _sysv.find_segment(_glue.system_keys(key)[0])

        def hold(link):
            lock = _sysv.SharedLock(segment, float("inf"))
            link.say()
            link.hear()
            lock.release()

        victim = child(hold)
        victim.hear()
        go_on()
        assert read_ipc_shareable(key, storable=True, timeout=0) == {"a": 1, "1": 0}
        victim.kill()
        go_on()
        assert read_ipc_shareable(key, storable=True) == {"a": 1, "1": 0, "2": 1}


@pytest.mark.parametrize("locked", [True, False])
def test_while_a_program_writes_each_reading_is_whole(key, locked):
    program = (
        f"my $k = tie my $s, 'IPC::Shareable', {TIE}; $s = '0' x 3000; pause(); my ($n, $ready) = (0, 0);"
    )
    program += "until ($ready) { vec(my $in = '', 0, 1) = 1; $ready = select($in, undef, undef, 0);"
    program += "$k->lock; $s = (++$n % 10) x 3000; $k->unlock }"
    seen: set[str] = set()
    with perl(program, key, "storable") as go_on:
        go_on(to_its_end=True)
        while len(seen) < 5:
            try:
                text = read_ipc_shareable(key, storable=True, lock=locked)
            except ValueError as error:
                assert "all the time" in str(error)
                continue
            assert len(text) == 3000 and len(set(text)) == 1
            seen.add(text)


# ---- into a namespace


@pytest.mark.parametrize("serializer", ["json", "storable"])
def test_into_the_variable_that_tie_finds_by_the_same_key(key, serializer):
    with perl(HASH, key, serializer):
        assert import_ipc_shareable(key, storable=True) == PLAIN
    with ipc_shareable.tie("hash", key=key) as knot:
        assert knot == PLAIN
        knot["deep"]["a"]["b"]["c"].append(4)
        knot.namespace().verify()


def test_into_a_namespace(key, ns):
    with perl(HASH, key, "json"):
        value = import_ipc_shareable(key, ns)
        assert value == PLAIN and isinstance(value, mmfshare.SharedDict)
        ns["here"] = {}
        import_ipc_shareable(key, ns["here"], "data")
    assert ns[key] == ns["here"]["data"] == PLAIN


def test_a_variable_without_its_namespace_is_not_ignored(key, capsys):
    with pytest.raises(TypeError, match="give the namespace, too"):
        import_ipc_shareable(key, variable="data")
    assert main(["import-ipc-shareable", key, "--variable", "data"]) == 1
    assert "give --namespace, too" in capsys.readouterr().err
    assert mmfshare.namespaces() == []


def test_the_command(key, capsys, tmp_path):
    swap = tmp_path / "swap"
    with perl(HASH, key, "storable"):
        assert main(["import-ipc-shareable", key]) == 1
        assert "--storable" in capsys.readouterr().err
        assert main(["import-ipc-shareable", "--storable", key]) == 0
        assert "dict of 8 items" in capsys.readouterr().out
        assert (
            main(["import-ipc-shareable", "--storable", key, "--namespace", "mine", "--variable", "v"]) == 0
        )
        assert main(["import-ipc-shareable", "--storable", key, "--namespace", str(swap), "--no-lock"]) == 0
        assert main(["import-ipc-shareable", "--storable", key, "--max-bytes", "1000"]) == 1
        assert "pass a larger --max-bytes" in capsys.readouterr().err
    with ipc_shareable.tie("hash", key=key) as knot:
        assert knot == PLAIN
    with mmfshare.open("mine", reuse=True) as ns:
        assert ns["v"] == PLAIN
    with mmfshare.open(swapfile=swap, reuse=True) as ns:
        assert ns[key] == PLAIN
    assert main(["import-ipc-shareable", key]) == 1
    assert "no shared memory segment" in capsys.readouterr().err
