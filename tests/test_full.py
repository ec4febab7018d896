"""No room: an exception, all that was stored is still there, and it works again once there is space."""

from __future__ import annotations

import os

import pytest
import support

import mmfshare


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
