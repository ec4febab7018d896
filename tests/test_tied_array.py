"""Tied arrays, one behaviour each, as perlfunc and perltie describe them. test_tie_model asks perl itself."""

from __future__ import annotations

import pytest

import mmfshare


@pytest.fixture
def array(default):
    return mmfshare.tie("array", "array")


def test_reading_outside_an_array_is_undef(array):
    array.assign("abc")
    assert array[-1] == "c" and array[-3] == "a"
    assert array[3] is None and array[-4] is None and len(array) == 3


def test_assignment_past_the_end_extends(array):
    array[2] = "c"
    assert array == [None, None, "c"]
    array[-1] = "z"
    array[3] = "d"
    assert array == [None, None, "z", "d"]


def test_assignment_before_the_first_item(array):
    array.assign("abc")
    with pytest.raises(IndexError, match="-4"):
        array[-4] = 1
    assert array == ["a", "b", "c"]


def test_an_absurd_index_is_refused_at_once(array):
    with pytest.raises(mmfshare.NamespaceFull, match="index"):
        array[1 << 60] = 1
    with pytest.raises(mmfshare.NamespaceFull):
        array.length = 1 << 60
    assert len(array) == 0


def test_an_extension_with_no_room_changes_nothing(folder):
    with mmfshare.configure(max_size="128K"):
        array = mmfshare.tie("array", "a")
        array.assign([1, 2])
        with pytest.raises(mmfshare.NamespaceFull):
            array[1_000_000] = 1
        assert array == [1, 2]


def test_set_length(array):
    array.assign(range(5))
    array.length = 2
    assert array == [0, 1] and array.length == 2
    array.length = 4
    assert array == [0, 1, None, None]
    array.length = -3
    assert array == [] and not array


def test_push_and_unshift_give_the_new_length(array):
    assert array.push("b") == 1 and array.push("c", "d") == 3 and array.push() == 3
    assert array.unshift("a") == 4 and array.unshift("y", "z") == 6 and array.unshift() == 6
    assert array == ["y", "z", "a", "b", "c", "d"]


def test_pop_and_shift(array):
    array.assign(["a", ["nested"], "c"])
    assert array.pop() == "c" and array.shift() == "a"
    taken = array.pop()
    assert taken == ["nested"] and type(taken) is list
    assert array.pop() is None and array.shift() is None and array == []


@pytest.mark.parametrize(
    "arguments, removed, left",
    [
        ((), [0, 1, 2, 3, 4], []),
        ((1,), [1, 2, 3, 4], [0]),
        ((-2,), [3, 4], [0, 1, 2]),
        ((1, 2), [1, 2], [0, 3, 4]),
        ((1, 2, "x"), [1, 2], [0, "x", 3, 4]),
        ((1, 0, "x", "y"), [], [0, "x", "y", 1, 2, 3, 4]),
        ((-2, 1, "x"), [3], [0, 1, 2, "x", 4]),
        ((1, -1), [1, 2, 3], [0, 4]),
        ((1, -9), [], [0, 1, 2, 3, 4]),
        ((1, -9, "x"), [], [0, "x", 1, 2, 3, 4]),
        ((1, 99), [1, 2, 3, 4], [0]),
        ((5, 0, "x"), [], [0, 1, 2, 3, 4, "x"]),
        ((9, 1, "x"), [], [0, 1, 2, 3, 4, "x"]),
        ((0, None, "x"), [0, 1, 2, 3, 4], ["x"]),
    ],
)
def test_splice(array, arguments, removed, left):
    array.assign(range(5))
    assert array.splice(*arguments) == removed
    assert array == left


def test_splice_before_the_first_item(array):
    array.assign(range(5))
    with pytest.raises(IndexError, match="-6"):
        array.splice(-6, 1)
    assert array == [0, 1, 2, 3, 4]


def test_splice_takes_whole_numbers(array):
    for arguments in (("0",), (1.5,), (0, "1")):
        with pytest.raises(TypeError):
            array.splice(*arguments)


def test_exists_and_delete(array):
    array[4] = "e"
    array[0] = "a"
    assert [array.exists(index) for index in (0, 1, 4, 5, -1, -5, -6)] == [1, 0, 1, 0, 1, 1, 0]
    assert array.delete(1) is None and array.delete(9) is None and len(array) == 5
    assert array.delete(-1) == "e"  # the gap before it goes too
    assert array == ["a"]
    assert array.delete(0) == "a" and array == []


def test_delete_in_the_middle_leaves_a_gap(array):
    array.assign([{"a": 1}, "b", "c"])
    taken = array.delete(0)
    assert taken == {"a": 1} and type(taken) is dict
    assert array == [None, "b", "c"] and not array.exists(0)


def test_array_slices(array):
    array.assign("abcd")
    assert array.get_slice([1, 3]) == ["b", "d"] and array.get_slice([0, 9, -1]) == ["a", None, "d"]
    array.set_slice([1, 5], ["x", "y", "left over"])
    assert array == ["a", "x", "c", "d", None, "y"]
    array.set_slice([0, 1], ["only"])
    assert array[:2] == ["only", None]
    assert array[1:4] == [None, "c", "d"] and array[::-1][0] == "y"


def test_a_slice_is_set_wholly_or_not_at_all(array):
    array.assign("abc")
    with pytest.raises(IndexError):
        array.set_slice([0, -9], [1, 2])
    assert array == ["a", "b", "c"]


def test_a_slice_from_an_iterator_is_taken_once(array, child):
    array.assign("abc")

    def replace(link):
        with mmfshare.open() as ns:
            del ns["array"]
            ns["array"] = []

    def values():
        yield "x"
        child(replace).result()
        yield "y"

    array[:] = values()
    assert array == ["x", "y"]


def test_an_error_of_the_values_for_a_slice_is_theirs(array):
    def values():
        yield "x"
        raise IndexError("of the values")

    array.assign("abc")
    with pytest.raises(IndexError, match="of the values"):
        array[1:] = values()
    with pytest.raises(TypeError, match="can only assign an iterable"):
        array[1:] = 5
    assert array == ["a", "b", "c"]


def test_clear_and_assign(array):
    array.assign(x for x in "abc")
    array.clear()
    assert array == [] and len(array) == 0
    array.assign(array)
    array.assign(["x"])
    array.assign([*array, *array])
    assert array == ["x", "x"]


def test_walking_an_array_sees_what_is_pushed(array):
    array.assign([1, 2])
    seen = []
    for item in array:
        seen.append(item)
        if item < 4:
            array.push(item + 2)
    assert seen == [1, 2, 3, 4, 5] and list(reversed(array)) == [5, 4, 3, 2, 1]


def test_an_array_has_the_methods_of_list(array):
    array.append(3)
    array.extend([1, 2])
    array += [5]
    array.insert(0, 9)
    array.remove(5)
    array.sort()
    array.reverse()
    assert array == [9, 3, 2, 1] and array.index(2) == 2 and array.count(9) == 1 and 3 in array
    del array[0], array[1:]
    assert array.copy() == [3] and array == mmfshare.tie("array", "array") and array != [4]
    missing = {name for name in dir(list) if not name.startswith("_")} - set(dir(array))
    assert not missing
