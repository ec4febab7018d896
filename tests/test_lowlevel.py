"""mmfshare.lowlevel: namespaces, views, a heap by offsets, semaphores and variables as plain functions."""

from __future__ import annotations

import copy
import dataclasses
import random
import time

import pytest
import support

import mmfshare
from mmfshare import lowlevel


@pytest.fixture
def view():
    space = lowlevel.claim_namespace("low", timeout=30)
    mapped = lowlevel.map_view(space)
    yield mapped
    mapped.namespace.verify()
    lowlevel.unmap_view(mapped)
    lowlevel.release_namespace(space)


# ---- namespaces and views


def test_claim_use_and_release():
    with pytest.raises(mmfshare.NamespaceNotFound):
        lowlevel.use_namespace("low")
    first = lowlevel.claim_namespace("low", "256K")
    second = lowlevel.use_namespace("low")
    assert first.namespace.size == 256 << 10
    view = lowlevel.map_view(first)
    lowlevel.create_var(view, "x", 1)
    assert lowlevel.find_var(lowlevel.map_view(second), "x").value == 1
    lowlevel.release_namespace(first)
    with pytest.raises(ValueError, match="released"):
        lowlevel.release_namespace(first)
    with pytest.raises(ValueError, match="released"):
        lowlevel.map_view(first)
    # A view outlives the claim, as a mapping does its handle.
    assert lowlevel.find_var(view, "x").value == 1
    lowlevel.unmap_view(view)
    assert first.namespace.closed and "released" in repr(first)
    second.namespace.close()
    again = lowlevel.use_namespace("low")
    assert lowlevel.find_var(lowlevel.map_view(again), "x").value == 1
    again.namespace.close()


def test_an_unmapped_view_is_an_error(view):
    other = lowlevel.map_view(view._space)
    offset = lowlevel.malloc(other, 10)
    lowlevel.unmap_view(other)
    for use in (
        lambda: lowlevel.unmap_view(other),
        lambda: lowlevel.malloc(other, 1),
        lambda: lowlevel.read(other, offset),
        lambda: lowlevel.find_var(other, "x"),
        lambda: lowlevel.dump_heap(other),
    ):
        with pytest.raises(ValueError, match="unmapped"):
            use()
    assert "unmapped" in repr(other)
    assert lowlevel.size_of(view, offset) == 10


class Number:
    """An int of another kind, as those of numpy are."""

    def __init__(self, number):
        self._number = number

    def __index__(self):
        return self._number


def test_numbers_of_other_kinds(view):
    offset = Number(lowlevel.malloc(view, Number(4)))
    lowlevel.write(view, offset, b"abc", Number(1))
    assert lowlevel.read(view, offset, Number(2), Number(1)) == b"ab"
    assert type(lowlevel.realloc(view, offset, Number(6))) is int and lowlevel.size_of(view, offset) == 6
    semaphore = lowlevel.create_semaphore(view, "s", Number(1))
    assert lowlevel.wait_semaphore(semaphore) and lowlevel.release_semaphore(semaphore, Number(1)) == 0
    lowlevel.free(view, offset)


def test_a_wrong_offset_of_another_kind_is_told(view):
    with pytest.raises(lowlevel.BadOffset, match="offset 0x5;"):
        lowlevel.free(view, Number(5))
    offset = Number(lowlevel.malloc(view, 4))
    with pytest.raises(lowlevel.BadOffset, match="bytes 2 to 9"):
        lowlevel.read(view, offset, 7, 2)


@pytest.mark.parametrize("copied", [copy.copy, copy.deepcopy])
def test_copies_stand_for_the_same_namespace(view, copied):
    space = lowlevel.use_namespace("low")
    assert copied(space) is space
    ours = lowlevel.map_view(copied(space))
    assert copied(ours) is ours
    semaphore = copied(lowlevel.create_semaphore(ours, "s"))
    assert semaphore.view is ours and lowlevel.wait_semaphore(semaphore, 0)
    assert dataclasses.asdict(semaphore) == {"view": ours, "name": "s", "maximum": 1}
    lowlevel.unmap_view(ours)
    lowlevel.release_namespace(space)


def test_a_private_swapfile(tmp_path):
    space = lowlevel.claim_namespace("file", "64K", swapfile=tmp_path / "swap", max_size="64K")
    view = lowlevel.map_view(space)
    offset = lowlevel.malloc(view, 1000)
    lowlevel.write(view, offset, b"kept")
    lowlevel.unmap_view(view)
    lowlevel.release_namespace(space)
    assert (tmp_path / "swap").stat().st_size == 64 << 10
    space = lowlevel.use_namespace("file", swapfile=tmp_path / "swap")
    view = lowlevel.map_view(space)
    assert lowlevel.read(view, offset, 5) == b"kept\0"
    lowlevel.unmap_view(view)
    lowlevel.release_namespace(space)


def test_reading_a_namespace_that_is_open_for_reading_only(view):
    offset = lowlevel.malloc(view, 3)
    space = lowlevel.use_namespace("low", readonly=True)
    other = lowlevel.map_view(space)
    assert lowlevel.read(other, offset) == bytes(3)
    with pytest.raises(TypeError):
        lowlevel.malloc(other, 1)
    lowlevel.unmap_view(other)
    lowlevel.release_namespace(space)


# ---- the heap


def test_a_block_is_written_read_and_given_another_size(view):
    offset = lowlevel.malloc(view, 10)
    assert lowlevel.read(view, offset) == bytes(10)
    lowlevel.write(view, offset, b"hello")
    lowlevel.write(view, offset, memoryview(b"HE"), 8)
    assert lowlevel.read(view, offset) == b"hello\0\0\0HE"
    assert lowlevel.read(view, offset, 2, 3) == b"lo"
    assert lowlevel.realloc(view, offset, 12) == offset
    assert lowlevel.read(view, offset) == b"hello\0\0\0HE\0\0"
    lowlevel.realloc(view, offset, 4)
    assert (lowlevel.read(view, offset), lowlevel.size_of(view, offset)) == (b"hell", 4)
    assert lowlevel.heap(view) == [lowlevel.Block(offset, 4)]
    empty = lowlevel.malloc(view, 0)
    assert empty != offset and lowlevel.read(view, empty) == b""


def test_a_wrong_or_freed_offset_is_an_exception(view):
    offset, other = lowlevel.malloc(view, 100), lowlevel.malloc(view, 100)
    lowlevel.free(view, offset)
    for wrong in (offset, other + 1, other - 16, 0, -1, 1 << 70):
        for use in (
            lambda at: lowlevel.free(view, at),
            lambda at: lowlevel.read(view, at),
            lambda at: lowlevel.write(view, at, b""),
            lambda at: lowlevel.realloc(view, at, 5),
            lambda at: lowlevel.size_of(view, at),
        ):
            with pytest.raises(lowlevel.BadOffset, match="low.*no block begins"):
                use(wrong)
    with pytest.raises(TypeError):
        lowlevel.read(view, "a")
    assert lowlevel.heap(view) == [lowlevel.Block(other, 100)]
    assert issubclass(lowlevel.BadOffset, (mmfshare.MmfError, IndexError))


@pytest.mark.parametrize("start, count", [(0, 11), (11, 0), (-1, 1), (5, -1), (10, 1)])
def test_bytes_outside_a_block_are_an_exception(view, start, count):
    offset = lowlevel.malloc(view, 10)
    with pytest.raises(lowlevel.BadOffset, match="has 10"):
        lowlevel.read(view, offset, count, start)
    if count >= 0 and (start, count) != (11, 0):
        with pytest.raises(lowlevel.BadOffset):
            lowlevel.write(view, offset, b"x" * count, start)
    assert lowlevel.read(view, offset) == bytes(10)


def test_an_offset_is_never_given_out_again(view):
    seen = set()
    for _ in range(200):
        offset = lowlevel.malloc(view, 50)
        assert offset not in seen
        seen.add(offset)
        lowlevel.free(view, offset)


def test_sizes_and_data_that_make_no_sense(view):
    offset = lowlevel.malloc(view, 5)
    for use in (lambda size: lowlevel.malloc(view, size), lambda size: lowlevel.realloc(view, offset, size)):
        with pytest.raises(ValueError, match="negative"):
            use(-1)
        with pytest.raises(mmfshare.NamespaceFull, match="no room"):
            use(1 << 62)
        with pytest.raises(TypeError):
            use("5")
    for data in (3, "text", None):
        with pytest.raises(TypeError):
            lowlevel.write(view, offset, data)
    assert lowlevel.heap(view) == [lowlevel.Block(offset, 5)]


def test_an_offset_of_another_namespace_is_an_exception(view):
    other = lowlevel.map_view(lowlevel.claim_namespace("other"))
    offset, mine = lowlevel.malloc(view, 10), lowlevel.malloc(other, 10)
    for use in (lowlevel.free, lowlevel.read, lowlevel.size_of):
        with pytest.raises(lowlevel.BadOffset, match="other"):
            use(other, offset)
    assert lowlevel.heap(other) == [lowlevel.Block(mine, 10)]
    other.namespace.close()


def test_random_use_is_as_a_dict_of_bytes(view):
    chance = random.Random(5)
    model: dict[int, bytes] = {}
    for _ in range(500):
        offset = chance.choice(list(model)) if model else None
        what = chance.randrange(4) if model else 0
        size = chance.choice([0, 1, 15, 16, 17, 900, 5000])
        if what == 0:
            model[lowlevel.malloc(view, size)] = bytes(size)
        elif what == 1:
            lowlevel.free(view, offset)
            del model[offset]
        elif what == 2:
            lowlevel.realloc(view, offset, size)
            model[offset] = model[offset][:size].ljust(size, b"\0")
        else:
            start = chance.randint(0, len(model[offset]))
            data = chance.randbytes(chance.randint(0, len(model[offset]) - start))
            lowlevel.write(view, offset, data, start)
            model[offset] = model[offset][:start] + data + model[offset][start + len(data) :]
    assert {block.offset: lowlevel.read(view, block.offset) for block in lowlevel.heap(view)} == model


def test_freeing_gives_the_room_back_in_a_full_namespace():
    space = lowlevel.claim_namespace("full", "64K", max_size="64K")
    view = lowlevel.map_view(space)
    offsets = []
    with pytest.raises(mmfshare.NamespaceFull):
        while True:
            offsets.append(lowlevel.malloc(view, 2000))
    assert [block.offset for block in lowlevel.heap(view)] == offsets
    for offset in offsets:
        lowlevel.free(view, offset)
    assert lowlevel.malloc(view, 2000) > offsets[-1]
    view.namespace.verify()
    lowlevel.unmap_view(view)
    lowlevel.release_namespace(space)


def test_two_processes_share_blocks(view, child):
    offset = lowlevel.malloc(view, 8)

    def other(link):
        space = lowlevel.use_namespace("low")
        mine = lowlevel.map_view(space)
        lowlevel.write(mine, offset, b"from you")
        return lowlevel.malloc(mine, 5)

    theirs = child(other, method="fork").result()
    assert lowlevel.read(view, offset) == b"from you"
    lowlevel.free(view, theirs)


@pytest.mark.crash
def test_a_process_that_is_killed_leaves_whole_blocks(view, child):
    def churn(link):
        space = lowlevel.use_namespace("low")
        mine = lowlevel.map_view(space)
        link.say()
        while True:
            offset = lowlevel.malloc(mine, 3000)
            lowlevel.write(mine, offset, b"x" * 3000)
            lowlevel.realloc(mine, offset, 100)
            lowlevel.free(mine, offset)

    for _ in range(10):
        busy = child(churn)
        busy.hear()
        busy.kill()
        view.namespace.verify()
        for block in lowlevel.heap(view):
            assert lowlevel.read(view, block.offset) in (bytes(3000), b"x" * 3000, b"x" * 100)
            lowlevel.free(view, block.offset)
    assert lowlevel.heap(view) == []


# ---- semaphores


def test_a_semaphore_counts(view):
    semaphore = lowlevel.create_semaphore(view, "s", 2, 3)
    assert semaphore.count == 2
    assert lowlevel.wait_semaphore(semaphore, 0) and lowlevel.wait_semaphore(semaphore, 5)
    assert not lowlevel.wait_semaphore(semaphore, 0)
    started = time.monotonic()
    assert not lowlevel.wait_semaphore(semaphore, 0.05)
    assert time.monotonic() - started >= 0.05
    assert lowlevel.release_semaphore(semaphore) == 0
    assert lowlevel.release_semaphore(semaphore, 2) == 1
    with pytest.raises(ValueError, match="maximum"):
        lowlevel.release_semaphore(semaphore)
    assert semaphore.count == 3
    again = lowlevel.create_semaphore(view, "s", 0, 9)
    assert (again.count, again.maximum) == (3, 3)
    assert lowlevel.open_semaphore(view, "s") == semaphore


def test_semaphores_that_make_no_sense(view):
    for initial, maximum in ((-1, 1), (2, 1), (0, 0)):
        with pytest.raises(ValueError, match="initial"):
            lowlevel.create_semaphore(view, "s", initial, maximum)
    with pytest.raises(KeyError):
        lowlevel.open_semaphore(view, "s")
    semaphore = lowlevel.create_semaphore(view, "s")
    with pytest.raises(ValueError, match="nothing to release"):
        lowlevel.release_semaphore(semaphore, 0)
    lowlevel.remove_semaphore(semaphore)
    for use in (lowlevel.wait_semaphore, lowlevel.release_semaphore, lowlevel.remove_semaphore):
        with pytest.raises(KeyError):
            use(semaphore)


def test_waiters_pass_one_for_each_unit(view, child):
    semaphore = lowlevel.create_semaphore(view, "s", 0, 100)

    def waiter(link):
        mine = lowlevel.map_view(lowlevel.use_namespace("low"))
        link.say()
        return lowlevel.wait_semaphore(lowlevel.open_semaphore(mine, "s"), support.PATIENCE)

    waiters = [child(waiter) for _ in range(3)]
    for one in waiters:
        one.hear()
    lowlevel.release_semaphore(semaphore, 3)
    assert [one.result() for one in waiters] == [True] * 3
    assert semaphore.count == 0


@pytest.mark.crash
def test_a_waiter_that_is_killed_has_taken_nothing(view, child):
    semaphore = lowlevel.create_semaphore(view, "s", 0)

    def waiter(link):
        mine = lowlevel.map_view(lowlevel.use_namespace("low"))
        link.say()
        lowlevel.wait_semaphore(lowlevel.open_semaphore(mine, "s"))
        link.say("passed")

    victim = child(waiter)
    victim.hear()
    assert victim.says_nothing(0.05)
    victim.kill()
    lowlevel.release_semaphore(semaphore)
    assert lowlevel.wait_semaphore(semaphore, 0)


def test_a_waiter_hears_that_its_semaphore_is_removed(view, child):
    semaphore = lowlevel.create_semaphore(view, "s", 0)

    def waiter(link):
        mine = lowlevel.map_view(lowlevel.use_namespace("low"))
        link.say()
        with pytest.raises(KeyError):
            lowlevel.wait_semaphore(lowlevel.open_semaphore(mine, "s"), support.PATIENCE)

    one = child(waiter)
    one.hear()
    assert one.says_nothing(0.05)
    lowlevel.remove_semaphore(semaphore)
    one.result()


# ---- variables, and the dump


def test_variables_are_made_found_and_deleted(view):
    variable = lowlevel.create_var(view, "x", [1])
    variable.value.append(2)
    assert view.namespace["x"] == [1, 2]
    with pytest.raises(ValueError, match="already"):
        lowlevel.create_var(view, "x", 3)
    assert lowlevel.find_var(view, "x").value == [1, 2]
    assert lowlevel.find_var(view, "y") is None
    assert lowlevel.delete_var(view, "x") and not lowlevel.delete_var(view, "x")
    for use in (lowlevel.create_var, lowlevel.find_var, lowlevel.delete_var):
        with pytest.raises(ValueError, match="another name"):
            use(view, "mmfshare.lowlevel")


def test_the_dump_tells_blocks_and_semaphores(view):
    offsets = [lowlevel.malloc(view, 7) for _ in range(3)]
    lowlevel.create_semaphore(view, "gate", 1, 5)
    text = lowlevel.dump_heap(view)
    assert "namespace 'low'" in text and "blocks: 3 of 21 bytes" in text and "'gate': 1 of 5" in text
    assert all(f"{offset:#010x}  7 bytes" in text for offset in offsets)
    for _ in range(200):
        lowlevel.malloc(view, 1)
    assert len(lowlevel.dump_heap(view).splitlines()) < 150
