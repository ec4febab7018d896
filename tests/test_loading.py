"""load(): where it puts what was saved, and the files that it refuses."""

from __future__ import annotations

import os

import pytest
import support

import mmfshare

PAGE = 4096


@pytest.fixture
def saved(tmp_path):
    return tmp_path / "saved"


# ---- where it is loaded to


def test_the_name_is_the_saved_one_unless_another_is_given(ns, saved):
    ns["n"] = 1
    ns.save(saved)
    with pytest.raises(mmfshare.NamespaceExists, match="replace=True"):
        mmfshare.load(saved)
    ns.destroy()
    with mmfshare.load(saved) as again:
        assert again.name == "test" and again == {"n": 1}
    assert mmfshare.namespaces() == ["test"]
    for wrong in ("", "a/b"):
        with pytest.raises(ValueError):
            mmfshare.load(saved, wrong)


def test_to_a_swapfile(ns, saved, tmp_path):
    ns["n"] = 1
    ns.save(saved)
    place = tmp_path / "place"
    with mmfshare.load(saved, swapfile=place) as copy:
        assert copy.path == str(place) and copy == {"n": 1}
    with pytest.raises(mmfshare.NamespaceExists):
        mmfshare.load(saved, swapfile=place)
    with mmfshare.open(swapfile=place, reuse=True) as again:
        assert again == {"n": 1}
    with pytest.raises(mmfshare.NamespaceNotFound, match="folder"):
        mmfshare.load(saved, swapfile=tmp_path / "none" / "place")


def test_replace(ns, saved):
    ns["n"] = 1
    ns.save(saved)
    ns["n"] = 2
    with mmfshare.load(saved, replace=True) as copy:
        assert (copy["n"], ns["n"]) == (1, 2)
        assert copy.uuid != ns.uuid
        with mmfshare.open("test", reuse=True) as again:
            assert again.uuid == copy.uuid
    with mmfshare.load(saved, "fresh", replace=True) as fresh:
        assert fresh == {"n": 1}
    assert mmfshare.namespaces() == ["fresh", "test"]


def test_only_a_namespace_is_replaced(ns, saved, tmp_path):
    ns.save(saved)
    text, pipe, link, place = (tmp_path / name for name in ("text", "pipe", "link", "place"))
    text.write_text("precious")
    os.mkfifo(pipe)
    link.symlink_to(ns.path)
    for other in (text, pipe, link, saved):
        before = os.lstat(other)
        with pytest.raises(mmfshare.NamespaceExists, match="no namespace") as caught:
            mmfshare.load(saved, swapfile=other, replace=True)
        assert caught.value.filename == str(other)
        assert os.lstat(other) == before
    for _ in range(2):
        mmfshare.load(saved, swapfile=place, replace=True).close()
    assert mmfshare.open(swapfile=place, reuse=True) == {}


def test_a_failed_replace_leaves_the_old_one(ns, saved):
    ns["n"] = 1
    ns.save(saved)
    with open(saved, "r+b") as file:
        file.seek(3 * PAGE)
        file.write(b"\xff" * 8)
    with pytest.raises(mmfshare.CorruptNamespace):
        mmfshare.load(saved, replace=True)
    with mmfshare.open("test", reuse=True) as again:
        assert again.uuid == ns.uuid
    assert mmfshare.namespaces() == ["test"] and os.listdir(os.path.dirname(ns.path)) == ["test"]


# ---- files that are not what was saved


def refused(path, match=None):
    with pytest.raises(mmfshare.CorruptNamespace, match=match) as caught:
        mmfshare.load(path, "refused")
    assert str(path) in str(caught.value)
    assert "refused" not in mmfshare.namespaces()


def test_a_flipped_bit_in_any_page_is_found(ns, saved):
    ns["x"] = {number: "x" * number for number in range(100)}
    ns.save(saved)
    whole = saved.read_bytes()
    for page in range(len(whole) // PAGE):
        for place in (0, 8 * (page * 37 % 512) + page % 8, PAGE - 1):
            flipped = bytearray(whole)
            flipped[page * PAGE + place] ^= 1 << page % 8
            saved.write_bytes(flipped)
            refused(saved)
    saved.write_bytes(whole)
    assert support.loaded(saved) == ns.snapshot()


def test_pages_that_changed_places_are_found(ns, saved):
    ns["x"] = os.urandom(20_000)
    ns.save(saved)
    whole = saved.read_bytes()
    pages = [whole[at : at + PAGE] for at in range(0, len(whole), PAGE)]
    first, second = [number for number, page in enumerate(pages) if number and any(page)][-2:]
    pages[first], pages[second] = pages[second], pages[first]
    saved.write_bytes(b"".join(pages))
    refused(saved, "checksum")


def test_a_cut_at_any_page_is_found(ns, saved):
    ns.save(saved)
    whole = saved.read_bytes()
    for page in range(len(whole) // PAGE):
        for length in (page * PAGE, page * PAGE + 100):
            saved.write_bytes(whole[:length])
            refused(saved, "cut off")
    saved.write_bytes(whole + b"more")
    refused(saved)


def test_other_files_are_refused(tmp_path):
    for name, content in (("empty", b""), ("text", b"text" * 5000), ("zeros", bytes(50_000))):
        (tmp_path / name).write_bytes(content)
        refused(tmp_path / name)
    with pytest.raises(mmfshare.NamespaceNotFound, match="none"):
        mmfshare.load(tmp_path / "none")
    os.mkfifo(tmp_path / "pipe", 0o600)
    refused(tmp_path / "pipe", "regular")


def test_links_and_what_others_could_have_prepared(ns, saved, tmp_path):
    ns["n"] = 1
    ns.save(saved)
    (tmp_path / "link").symlink_to(saved)
    with pytest.raises(PermissionError, match="link"):
        mmfshare.load(tmp_path / "link", "b")
    tmp_path.chmod(0o777)
    with pytest.raises(PermissionError, match="trust=True"):
        mmfshare.load(saved, "b")
    with pytest.raises(PermissionError, match="trust=True"):
        mmfshare.load(saved, "b", swapfile=tmp_path / "b")
    assert support.loaded(saved, trust=True) == {"n": 1}
    tmp_path.chmod(0o700)
    if os.geteuid() == 0:
        os.chown(saved, 12345, -1)
        with pytest.raises(PermissionError, match="12345"):
            mmfshare.load(saved, "b")
        assert support.loaded(saved, trust=True) == {"n": 1}
