"""No room: an exception, all that was stored is still there, and it works again once there is space."""

from __future__ import annotations

import os
import resource

import pytest
import support

import mmfshare

# Enough for others to come between two steps of one write.
ROUNDS = 60


def test_a_full_namespace(folder):
    with mmfshare.open("a", "128K", max_size="128K") as ns:
        ns["kept"] = ["a", {"b": "c" * 1000}]
        ns["old"] = "old"
        count = 0
        with pytest.raises(mmfshare.NamespaceFull, match="'a'|/a") as caught:
            while True:
                ns[f"filler {count}"] = "x" * 1000
                count += 1
        assert isinstance(caught.value, MemoryError) and "max_size" in str(caught.value)
        assert 50 < count < 131 and len(ns) == count + 2
        with pytest.raises(mmfshare.NamespaceFull):
            ns["old"] = "y" * 200000
        with pytest.raises(mmfshare.NamespaceFull):
            ns["kept"].extend(["z" * 500] * 1000)
        with pytest.raises(mmfshare.NamespaceFull), ns.transaction():
            for number in range(1000):
                ns[f"more {number}"] = "x" * 1000
        ns.verify()
        assert ns["old"] == "old" and ns["kept"] == ["a", {"b": "c" * 1000}] and len(ns) == count + 2
        assert all(ns[f"filler {number}"] == "x" * 1000 for number in range(count))
        for number in range(count):
            del ns[f"filler {number}"]
        for number in range(count):
            ns[f"filler {number}"] = "y" * 1000
        assert os.stat(ns.path).st_size == 131072


@pytest.mark.parametrize("item", [list, dict, lambda: {"id": 1}, lambda: [[]], lambda: "x" * 100])
@pytest.mark.parametrize("max_size", ["128K", "192K", "256K", "1M"])
def test_giving_up_works_in_a_full_namespace(folder, item, max_size):
    """Also where no header is free for the content that is given up."""
    ways = (
        lambda ns, q: q.clear(),
        lambda ns, q: q.__delitem__(slice(None)),
        lambda ns, q: q.pop(),
        lambda ns, q: q.popleft(),
        lambda ns, q: ns.pop("q"),
        lambda ns, q: ns.__delitem__("q"),
        lambda ns, q: ns.clear(),
    )
    for give_up in ways:
        with mmfshare.open("a", "128K", max_size=max_size) as ns:
            q = ns.list("q")
            with pytest.raises(mmfshare.NamespaceFull):
                while True:
                    q.append(item())
            give_up(ns, q)
            ns.verify()
            del q  # else what it names is kept for it
            ns.clear()
            ns.list("q").append(item())
            ns.destroy()


@pytest.mark.parametrize("item", [1, [], {"id": 1}, "x" * 100])
@pytest.mark.parametrize("max_size", ["256K", "1M"])
def test_an_item_near_an_end_of_a_list_can_be_deleted_in_a_full_namespace(folder, item, max_size):
    with mmfshare.open("a", "128K", max_size=max_size) as ns:
        q, fillers = ns.list("q"), ns.list("fillers")
        for filler in (item, "x" * 50, 1):
            with pytest.raises(mmfshare.NamespaceFull):
                while True:
                    q.append(filler)
                    fillers.append(filler)
        length = len(q)
        assert length > 300
        for near in (140, 100, 10):
            del q[near], q[-near - 1]
            q.pop(near)
            q.pop(-near - 1)
        assert len(q) == length - 12
        ns.verify()
        ns.destroy()


@pytest.mark.parametrize("record", [{"id": 1, "tags": ["a"], "meta": {}}, {"id": 1, "a": "x" * 100}])
def test_many_containers_that_are_gone_leave_room_for_large_values(folder, record):
    """The headers' memory stays with containers, but not in single pages all over the place."""
    with mmfshare.open("a", max_size="8M") as ns:
        with pytest.raises(mmfshare.NamespaceFull):
            while True:
                ns.list("q").append(record)
        del ns["q"]
        count = 0
        with pytest.raises(mmfshare.NamespaceFull):
            while True:
                ns[f"text {count}"] = "x" * 100_000
                count += 1
        assert count > 25
        ns.verify()


def hold_an_orphan(ns, child, *sizes):
    """A process that has deleted a list of values of so many bytes, and has a handle on it."""

    def leave_an_orphan(link):
        ns["big"] = [bytes(size) for size in sizes]
        handle = ns["big"]
        del ns["big"]
        link.say("done")
        link.hear()
        return handle

    holder = child(leave_an_orphan)
    holder.hear()
    return holder


def die_with_an_orphan(ns, child, *sizes):
    hold_an_orphan(ns, child, *sizes).kill()


def fill(ns):
    for size in (100_000, 10_000, 2000):
        with pytest.raises(mmfshare.NamespaceFull):
            while True:
                ns[len(ns)] = bytes(size)


def test_what_the_dead_left_is_given_up_when_there_is_no_room(folder, child):
    """Also where no other process has come since."""

    with mmfshare.open("a", max_size="8M") as ns:
        for store in (ns.__setitem__, lambda key, value: ns.list(key).append(value)):
            die_with_an_orphan(ns, child, 5_000_000)
            store("mine", bytes(4_000_000))
            ns.verify()
            ns.clear()
        die_with_an_orphan(ns, child, 5_000_000)
        assert ns.compact().given_back > 4_000_000


def test_what_the_dead_left_is_given_up_when_a_transaction_that_had_no_room_has_been_undone(folder, child):
    def store():
        with ns.transaction():
            ns["mine"] = bytes(4_000_000)

    with mmfshare.open("a", max_size="8M") as ns:
        ns["first"] = "a write, which clears up what was there before"
        die_with_an_orphan(ns, child, 5_000_000)
        with pytest.raises(mmfshare.NamespaceFull):
            store()
        store()
        ns.verify()


def test_what_the_dead_left_is_given_up_when_a_transaction_had_no_room_for_its_commit(folder, child):
    def delete():
        with ns.transaction():
            for number in range(10):
                del ns["d"][number]

    with mmfshare.open("a", "256K", max_size="1M") as ns:
        ns["d"] = {number: bytes(1200) for number in range(100)}
        dying = hold_an_orphan(ns, child, *[100_000] * 3)
        fill(ns)
        dying.kill()
        with pytest.raises(mmfshare.NamespaceFull):
            delete()
        delete()
        assert len(ns["d"]) == 90
        ns.verify()


def test_what_the_dead_left_is_given_up_though_others_are_quicker_to_take_the_lock(folder, child):
    def disturb(link):
        while not link.asked_to_stop():
            for _ in range(100):
                with ns.lock():
                    sum(range(500))

    with mmfshare.open("a", max_size="1M") as ns:
        others = [child(disturb) for _ in range(3)]
        for _ in range(ROUNDS):
            die_with_an_orphan(ns, child, 500_000)
            ns["mine"] = bytes(500_000)
            del ns["mine"]
        for other in others:
            other.say("end")
            other.result()
        ns.verify()


def test_a_list_is_sorted_also_if_room_is_made_for_it(folder, child):
    """Making it is a change; and it comes last, when others have changed something at each try before."""

    def key(number):
        if number == 0 and ns["changes"] < 3:
            ns["changes"] += 1
        return -number

    with mmfshare.open("a", "256K", max_size="1M") as ns:
        q = ns.list("q")
        q.extend(range(5000))
        ns["changes"] = 0
        dying = hold_an_orphan(ns, child, *[100_000] * 3)
        fill(ns)
        dying.kill()
        q.sort(key=key)
        assert q == [*range(4999, -1, -1)] and ns["changes"] == 3
        ns.verify()


def test_what_the_dead_left_is_room_for_all_who_found_none(folder, child):
    """Only one of them gives it up; the others find nothing left to be given up, but room."""

    def store(link, number):
        for _ in range(ROUNDS):
            link.say("ready")
            link.hear()
            ns[number] = [bytes(15_000)] * 5
            link.say("stored")
            link.hear()
            del ns[number]

    with mmfshare.open("a", max_size="1M") as ns:
        others = [child(store, number) for number in range(8)]
        for _ in range(ROUNDS):
            for other in others:
                other.hear()
            die_with_an_orphan(ns, child, *[20_000] * 40)
            with ns.lock():  # so that all stand in line
                for other in others:
                    other.say("go on")
                sum(range(100_000))
            for other in others:
                other.hear()
            for other in others:
                other.say("go on")
        for other in others:
            other.result()
        ns.verify()


def test_compacting_a_full_namespace_with_idle_pages_of_each_size(folder):
    """Giving up many pages in one change would need more notes than there is room for."""
    sizes = [16, 32, 48, 64, 80, 96, 112, 128, 160, 192, 224, 256, 320, 400, 496, 560, 656, 800, 992]
    with mmfshare.open("a", "256K", max_size="256K") as ns:
        ns["kept"] = {}
        for number, size in enumerate(sizes):
            ns[number] = bytes(size)  # a page of its class
            ns[f"between {number}"] = bytes(1400)
        size = 2000
        while size > 16:
            try:
                ns["kept"][len(ns["kept"])] = bytes(size)
            except mmfshare.NamespaceFull:
                size //= 2
        for key in [key for key in ns if key != "kept"]:
            del ns[key]
        ns.compact()
        ns["large"] = bytes(14_000)
        ns.verify()


@pytest.mark.parametrize("attached", [14, 15, 44, 45])
def test_whoever_comes_to_a_full_namespace_can_delete(folder, child, attached):
    """A place for the newcomer is made while there is room."""

    def attach(link, number):
        with mmfshare.open("a") as ns:
            ns["d"][f"child {number}"] = 1
            link.say("attached")
            link.hear()

    def delete(link):
        with mmfshare.open("a") as ns:
            del ns["d"][attached]
            ns["d"].clear()

    with mmfshare.open("a", "256K", max_size="256K") as ns:
        ns["d"] = {}
        others = [child(attach, number) for number in range(attached)]
        for other in others:
            other.hear()
        size = 5000
        while size:
            try:
                ns["d"][len(ns["d"])] = bytes(size)
            except mmfshare.NamespaceFull:
                size //= 2
        child(delete).result()
        assert not ns["d"]
        for other in others:
            other.say("end")


def test_a_value_greater_than_could_ever_fit(ns, folder):
    with mmfshare.open("a", max_size="1M") as small:
        with pytest.raises(mmfshare.NamespaceFull, match="max_size of 1048576 bytes"):
            small["x"] = bytes(1 << 24)
        assert os.stat(small.path).st_size < 1 << 20, "what does not fit takes no memory"
        small["x"] = bytes(1 << 18)
        small.verify()


def test_a_full_disk(small_disk):
    with mmfshare.open("a", "128K", swapfile=small_disk / "file") as ns:
        ns["kept"] = ["a", {"b": "c" * 1000}]
        count = 0
        with pytest.raises(mmfshare.NamespaceFull, match="'a'.*file system"):
            while True:
                ns[f"filler {count}"] = "x" * 10000
                count += 1
        assert 50 < count < 105
        ns.verify()
        assert ns["kept"] == ["a", {"b": "c" * 1000}]
        assert all(ns[f"filler {number}"] == "x" * 10000 for number in range(count))
        for number in range(count):
            del ns[f"filler {number}"]
        ns["again"] = "y" * 100000


@pytest.mark.parametrize("bytes_of", [lambda: bytes(20 << 20), lambda: [bytes(20 << 20)]])
def test_a_value_that_the_disk_has_no_room_for_takes_none(disk_of_16_mib, bytes_of):
    """It would come in steps of 4 MiB, of which the last fails, and the file would keep the others."""
    with mmfshare.open("a", "128K", swapfile=disk_of_16_mib / "file") as ns:
        ns["kept"] = "x"
        with pytest.raises(mmfshare.NamespaceFull, match="'a'.*file system"):
            ns["big"] = bytes_of()
        assert os.stat(ns.path).st_size <= 4 << 20
        ns["fits"] = bytes(10 << 20)
        assert len(ns["fits"]) == 10 << 20 and ns["kept"] == "x"
        ns.verify()


@pytest.mark.parametrize("mib", [9, 14])
def test_a_value_that_the_disk_has_no_room_for_fills_no_holes(disk_of_16_mib, mib):
    """compact() made holes of 10 MiB: a block is there, or with what the file grows by, but its space is not."""
    with mmfshare.open("a", "128K", swapfile=disk_of_16_mib / "file") as ns:
        ns["kept"] = "x"
        ns["big"] = bytes(10 << 20)
        del ns["big"]
        ns.compact()
        (disk_of_16_mib / "others").write_bytes(bytes(10 << 20))
        before = ns.stats()
        for _ in range(2):
            with pytest.raises(mmfshare.NamespaceFull, match="'a'.*file system"):
                ns["big"] = bytes(mib << 20)
        after = ns.stats()
        assert (after.disk_bytes, after.file_bytes) == (before.disk_bytes, before.file_bytes)
        ns["fits"] = bytes(5 << 20)
        del ns["fits"]
        (disk_of_16_mib / "others").unlink()
        ns["big"] = bytes(mib << 20)
        assert len(ns["big"]) == mib << 20 and ns["kept"] == "x"
        ns.verify()


def test_a_limit_on_the_length_of_files(folder, child):
    def limited(link):
        resource.setrlimit(resource.RLIMIT_FSIZE, (20 << 20, 20 << 20))
        with mmfshare.open("a", "128K") as ns:
            with pytest.raises(mmfshare.NamespaceFull, match=r"'a'.*\(ulimit -f\)"):
                ns["big"] = bytes(50 << 20)
            assert ns.stats().file_bytes < 1 << 20
            ns["fits"] = bytes(18 << 20)
            ns.verify()
        with pytest.raises(mmfshare.NamespaceFull, match=r"/b: .*ulimit -f"):
            mmfshare.open("b", "30M")

    child(limited).result()
    with mmfshare.open("a") as ns:
        ns["big"] = bytes(50 << 20)
        assert len(ns["fits"]) == 18 << 20


def test_a_disk_filled_by_others(small_disk):
    with mmfshare.open("a", "128K", swapfile=small_disk / "file") as ns:
        ns["kept"] = "x" * 1000
        support.fill(small_disk / "rubbish")
        with pytest.raises(mmfshare.NamespaceFull):
            ns["big"] = "y" * 500000
        # What was there before stays usable, without a signal.
        for number in range(100):
            ns[f"small {number}"] = number
        assert ns["kept"] == "x" * 1000 and ns["small 99"] == 99
        ns.verify()
        (small_disk / "rubbish").unlink()
        ns["big"] = "y" * 500000
        assert len(ns["big"]) == 500000


def test_creating_on_a_full_disk_leaves_nothing(small_disk):
    support.fill(small_disk / "rubbish")
    with pytest.raises(mmfshare.NamespaceFull, match=str(small_disk)) as caught:
        mmfshare.open("a", "512K", swapfile=small_disk / "file")
    assert "delete" not in str(caught.value) and "changed" not in str(caught.value)
    assert os.listdir(small_disk) == ["rubbish"]
