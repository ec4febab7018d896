"""Several processes: handles travel by every way Python has, nothing acknowledged is lost or half read."""

from __future__ import annotations

import concurrent.futures
import multiprocessing
import os
import time

import pytest
import support
import workers

import mmfshare

METHODS = ["fork", "spawn", "forkserver"]


@pytest.fixture(params=METHODS)
def method(request):
    return request.param


@pytest.fixture(scope="module", autouse=True)
def stop_the_forkserver():
    """multiprocessing keeps its fork server and its resource tracker for the life of the process."""
    yield
    from multiprocessing import forkserver, resource_tracker

    forkserver._forkserver._stop()
    resource_tracker._resource_tracker._stop()


def handles(ns):
    ns["d"], ns["l"] = {"inner": {"x": 1}}, [["parent"]]
    return ns, ns["d"], ns["l"], ns.scalar("s")


def test_handles_as_arguments(ns, child, method):
    mine = handles(ns)
    worker = child(workers.use_all_handles, *mine, method=method)
    assert worker.result() == "Namespace"
    assert ns["d"] == {"inner": {"x": 2}} and ns["l"] == [["parent", "child"]] and ns["s"] == 5
    assert ns["pid"] == worker.pid != os.getpid() and ns["in"] == {"transaction": [1]}


def test_pool(ns, method):
    d = ns.dict("squares")
    context = multiprocessing.get_context(method)
    with context.Pool(2) as pool:
        assert pool.map(workers.set_square, [(d, number) for number in range(50)]) == list(range(50))
        pids = pool.starmap(workers.add_many, [(ns, "n", 100)] * 8)
        pool.close()
        pool.join()
    assert os.getpid() not in pids
    assert d == {number: number**2 for number in range(50)} and ns["n"] == 800


def test_a_pool_tells_that_what_it_was_given_is_gone(ns):
    d = ns.dict("squares")
    with multiprocessing.get_context("spawn").Pool(1) as pool:
        pool.apply(workers.set_square, ((d, 1),))
        del ns["squares"]
        task = pool.apply_async(workers.set_square, ((d, 2),))
        with pytest.raises(mmfshare.StaleHandle):
            task.get(timeout=support.PATIENCE)
        pool.close()
        pool.join()


def test_pool_initializer(ns, method):
    context = multiprocessing.get_context(method)
    with context.Pool(2, workers.remember, (ns,)) as pool:
        results = pool.map(workers.use_what_was_remembered, range(1, 101))
        pool.close()
        pool.join()
    assert ns["sum"] == 5050 and max(results) == 5050


def test_process_pool_executor(ns, method):
    items = ns.list("pids")
    context = multiprocessing.get_context(method)
    with concurrent.futures.ProcessPoolExecutor(2, mp_context=context) as executor:
        futures = [executor.submit(workers.append_own_pid, items, 10) for _ in range(10)]
        pids = {future.result(timeout=support.PATIENCE) for future in futures}
    assert len(items) == 100 and set(items) == pids


def test_a_worker_gives_back_handles(ns):
    with concurrent.futures.ProcessPoolExecutor(
        1, mp_context=multiprocessing.get_context("fork")
    ) as executor:
        ns["l"] = [[1]]
        inner = executor.submit(workers.give_back, ns["l"]).result(timeout=support.PATIENCE)
        assert isinstance(inner, mmfshare.SharedList)
        inner[0].append(2)
    assert ns["l"] == [[1, 2]]


def test_handles_in_multiprocessing_queues(ns, child):
    context = multiprocessing.get_context("fork")
    queue = context.Queue()
    ns["d"] = {"l": []}

    def consume(link):
        queue.get(timeout=support.PATIENCE).append("from the queue")

    worker = child(consume)
    queue.put(ns["d"]["l"])
    worker.result()
    assert ns["d"] == {"l": ["from the queue"]}
    queue.close()
    queue.join_thread()


# ---- increments


def increments(ns, child, how, count, times):
    ns["n"] = 0
    started = [child(lambda link: workers.INCREMENTS[how](ns, times)) for _ in range(count)]
    for worker in started:
        worker.result(timeout=800)
    assert ns["n"] == count * times
    ns.verify()


@pytest.mark.parametrize("how", workers.INCREMENTS)
def test_two_processes_increment_exactly(ns, child, how):
    increments(ns, child, how, 2, 50_000)


@pytest.mark.parametrize("how", workers.INCREMENTS)
def test_eight_processes_increment_exactly(ns, child, how):
    increments(ns, child, how, 8, 2_000)


@pytest.mark.slow
@pytest.mark.timeout(900)
@pytest.mark.parametrize("how", workers.INCREMENTS)
def test_two_processes_increment_a_million_times(ns, child, how):
    increments(ns, child, how, 2, 1_000_000)


def test_scalars_and_nested_counters(ns, child):
    ns["deep"] = {"l": [{"n": 0}]}
    scalar = ns.scalar("s")

    def count(link):
        inner = ns["deep"]["l"][0]
        for _ in range(5000):
            inner.add("n")
            scalar.add(2)

    for worker in [child(count) for _ in range(3)]:
        worker.result()
    assert ns["deep"]["l"][0]["n"] == 15000 and scalar.value == 30000


def test_every_append_arrives_in_each_ones_order(ns, child):
    ns["l"] = []

    def append(link, number):
        items = ns["l"]
        for step in range(5000):
            items.append((number, step))

    for worker in [child(append, number) for number in range(3)]:
        worker.result()
    plain = ns["l"].snapshot()
    assert len(plain) == 15000
    for number in range(3):
        assert [step for who, step in plain if who == number] == list(range(5000))


def test_each_item_is_taken_once(ns, child):
    ns["jobs"] = list(range(6000))

    def take(link, way):
        items, got = ns["jobs"], []
        while True:
            try:
                got.append(items.popleft() if way % 2 else items.pop())
            except IndexError:
                return got

    taken = [worker.result() for worker in [child(take, way) for way in range(4)]]
    assert sorted(sum(taken, [])) == list(range(6000))


def test_setdefault_and_compare_exchange_have_one_winner(ns, child):
    def race(link, number):
        link.say("ready")
        link.hear()
        results = []
        for turn in range(500):
            results.append(
                (
                    ns.setdefault(("s", turn), number),
                    ns.compare_exchange(("c", turn), mmfshare.ABSENT, number),
                )
            )
        return results

    started = [child(race, number) for number in range(3)]
    for worker in started:
        worker.hear()
    for worker in started:
        worker.say()
    results = [worker.result() for worker in started]
    for turn in range(500):
        assert {result[turn][0] for result in results} == {ns[("s", turn)]}
        assert [result[turn][1] for result in results].count(True) == 1
        assert results[ns[("c", turn)]][turn][1] is True


# ---- torn reads


def pattern(number):
    """A value whose every part tells its number, of a length that changes with it."""
    return chr(97 + number % 26) * (number * 37 % 700)


def whole(text):
    return len(set(text)) <= 1


@pytest.mark.parametrize("place", ["root", "dict", "list", "deep"])
def test_no_read_is_torn(ns, child, place):
    ns["root"], ns["dict"], ns["list"] = "a", {"k": "a"}, ["a"]
    ns["deep"] = {"d": [{"k": "a"}]}
    where = {"root": (ns, "root"), "dict": (ns["dict"], "k"), "list": (ns["list"], 0)}
    where["deep"] = ns["deep"]["d"][0], "k"
    container, key = where[place]

    def write(link):
        link.say("ready")
        number = 0
        while not link.asked_to_stop():
            for _ in range(100):
                number += 1
                container[key] = pattern(number)
        return number

    def read(link):
        for _ in range(20000):
            value = container[key]
            assert whole(value), value
        return True

    writer = child(write)
    writer.hear()
    readers = [child(read) for _ in range(2)]
    assert all(reader.result() for reader in readers)
    writer.say()
    assert writer.result() > 0


@pytest.mark.parametrize("kind", [dict, list])
def test_no_read_of_a_block_that_is_overwritten_is_torn(ns, child, kind):
    """Values of one size class take over each other's block, at any length there."""
    ns["c"] = ["a" * 97] if kind is list else {0: "a" * 97}
    container = ns["c"]

    def write(link):
        link.say("ready")
        number = 0
        while not link.asked_to_stop():
            for _ in range(100):
                number += 1
                container[0] = chr(97 + number % 26) * (97 + number % 16)
        return number

    writer = child(write)
    writer.hear()
    for _ in range(20000):
        value = container[0]
        assert whole(value) and len(value) >= 97, value
        assert whole(container.snapshot()[0])
    writer.say()
    assert writer.result() > 0


def _shift(link, items):
    link.say()
    while not link.asked_to_stop():
        items.appendleft(7)
        items.popleft()


def test_slices_are_of_one_instant(ns, child):
    ns["l"] = ["x", "end"]
    items = ns["l"]
    other = child(_shift, items)
    other.hear()
    for _ in range(20_000):
        assert items[-1:] == ["end"]
        assert items[-2:] == ["x", "end"]
        assert items[::-1][0] == "end"
        assert items[-1] == "end"
    other.say()
    other.result()


def test_get_many_is_of_one_instant(ns, child):
    d = ns.dict("d")
    keys = ["int", "text", "long", "list", *range(50)]
    d.update(dict.fromkeys(keys, 0))

    def write(link):
        link.say("ready")
        number = 0
        while not link.asked_to_stop():
            number += 1
            d.update(dict.fromkeys(keys, number) | {"text": str(number), "long": f"{number:040}"})
        return number

    writer = child(write)
    writer.hear()
    for _ in range(3000):
        assert len({int(value) for value in d.get_many(keys)}) == 1
    writer.say()
    assert writer.result() > 0


def test_values_of_alternating_kinds(ns, child):
    values = [1, "x", None, 2.5, "y" * 1000, b"z" * 5000, 10**50, (1, "t" * 100)]
    values += [[1, [2, "l" * 50]], {"d": {"e": "f" * 99}}]

    def write(link):
        link.say("ready")
        while not link.asked_to_stop():
            for value in values:
                ns["x"] = value
                ns.pop("y", None)
                ns["y"] = value

    writer = child(write)
    writer.hear()
    seen: set[int] = set()
    turns = 0
    while turns < 8000 or len(seen) < len(values) // 2:
        turns += 1
        for key in "xy":
            try:
                value = support.plain_value(ns.get(key, 1))
            except mmfshare.StaleHandle:
                continue  # it was replaced between reading the handle and reading through it
            assert value in values
            seen.add(values.index(value))
    writer.say()
    writer.result()
    ns.verify()


def test_lookups_while_the_table_is_rebuilt(ns, child):
    staying = {f"stay {number}": number for number in range(200)}
    ns["d"] = staying

    def write(link):
        d = ns["d"]
        link.say("ready")
        turn = 0
        while not link.asked_to_stop():
            turn += 1
            for number in range(1000):
                d[(turn, number)] = number
            for number in range(1000):
                del d[(turn, number)]

    writer = child(write)
    writer.hear()
    d = ns["d"]
    for _ in range(100):
        for key, value in staying.items():
            assert d[key] == value
            assert "absent" not in d
    writer.say()
    writer.result()
    ns.verify()


# ---- all mixed


def storm(folder, child, count, rounds):
    with mmfshare.open("storm", timeout=60) as ns:
        ns.update(own={}, common={}, queue=[], lists=[[] for _ in range(count)], steps=0, a=0, b=0)
        started = [child(workers.hammer, "storm", number, rounds) for number in range(count)]
        results = [worker.result(timeout=800) for worker in started]
        ns.verify()
        expected = {key: value for model, _, _ in results for key, value in model.items()}
        assert ns["own"] == expected
        assert ns["lists"] == [mine for _, mine, _ in results]
        assert ns["steps"] == len(ns["queue"]) + sum(taken for _, _, taken in results)
        assert ns["a"] == ns["b"]
        ns["own"].clear()
        ns["common"].clear()
        support.settle(ns)
        ns.verify()
        return ns.stats()


@pytest.mark.parametrize("count, rounds", [(2, 6000), (8, 1500)])
def test_mixed_operations_against_a_model(folder, child, count, rounds):
    storm(folder, child, count, rounds)


@pytest.mark.slow
@pytest.mark.timeout(900)
@pytest.mark.parametrize("count, seconds", [(2, 120), (8, 120)])
def test_mixed_operations_for_minutes(folder, child, count, seconds):
    end = time.monotonic() + seconds
    sizes = []
    while time.monotonic() < end:
        sizes.append(storm(folder, child, count, 40000 // count).file_bytes)
    assert sizes[-1] <= 2 * sizes[0]


def test_many_processes_attach_and_leave(ns, child):
    def visit(link, number):
        for _ in range(20):
            with mmfshare.open("test") as mine:
                mine.add("visits")

    for _ in range(3):
        for worker in [child(visit, number) for number in range(20)]:
            worker.result()
    assert ns["visits"] == 1200
    ns.verify()


def test_two_processes_create_at_once(folder, child):
    def create(link, number):
        for turn in range(50):
            link.hear()
            with mmfshare.open(f"race {turn}") as mine:
                mine[number] = number
                uuid = mine.uuid
            link.say(uuid)

    started = [child(create, number) for number in range(3)]
    for turn in range(50):
        for worker in started:
            worker.say()
        assert len({worker.hear() for worker in started}) == 1
        with mmfshare.open(f"race {turn}", reuse=True) as ns:
            assert ns.snapshot().keys() == {0, 1, 2}
    for worker in started:
        worker.result()
