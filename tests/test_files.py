"""Files that are not what they should be: refused with a message that names them, and left as they are."""

from __future__ import annotations

import os
import struct
from pathlib import Path

import pytest
import support

import mmfshare

PAGE = 4096
VERSION_OFFSET = 8  # src/_mmf/FORMAT.md: magic, then the version, 64 bits each
NOBODY = 65534


def made(path: Path) -> Path:
    """A sound file with something in it."""
    with mmfshare.open("made", swapfile=path) as ns:
        ns["kept"] = ["a", {"b": 1}]
    return path


def kept(path: Path) -> None:
    with mmfshare.open("made", swapfile=path, reuse=True) as ns:
        assert ns["kept"] == ["a", {"b": 1}]
        ns.verify()


def refused(path: Path, error: type[BaseException] | tuple[type[BaseException], ...]) -> str:
    """Open the file in every way: refused with a message that names it, and the file stays as it is."""
    before = path.read_bytes() if path.is_file() else None
    texts = []
    for options in ({}, {"reuse": True}, {"readonly": True}, {"trust": True}):
        with pytest.raises(error) as caught:
            mmfshare.open("made", swapfile=path, **options)
        assert str(path) in str(caught.value)
        texts.append(str(caught.value))
    assert (path.read_bytes() if path.is_file() else None) == before
    return texts[0]


@pytest.mark.parametrize(
    "content",
    [b"", b"x", b"# a text\n" * 20000, bytes(131072), os.urandom(131072), b"\x7fELF" + bytes(131072)],
    ids=["empty", "one byte", "text", "zeros", "noise", "program"],
)
def test_not_one_of_our_files(tmp_path, content):
    path = tmp_path / "file"
    path.write_bytes(content)
    path.chmod(0o600)
    text = refused(path, mmfshare.CorruptNamespace)
    assert "damaged" not in text and "another path or name" in text


@pytest.mark.parametrize("version", [0, 1, 3, 1 << 63])
def test_another_version(tmp_path, version):
    path = made(tmp_path / "file")
    data = bytearray(path.read_bytes())
    assert struct.unpack_from("=Q", data, VERSION_OFFSET) == (5,)
    struct.pack_into("=Q", data, VERSION_OFFSET, version)
    path.write_bytes(data)
    text = refused(path, mmfshare.CorruptNamespace)
    assert "version" in text and "damaged" not in text


def test_the_other_byte_order(tmp_path):
    path = made(tmp_path / "file")
    data = path.read_bytes()
    words = struct.unpack_from("<512Q", data)
    path.write_bytes(struct.pack(">512Q", *words) + data[PAGE:])
    refused(path, mmfshare.CorruptNamespace)


@pytest.mark.parametrize("size", [1, 7, 511, PAGE, PAGE + 1, 3 * PAGE, 131072 - PAGE, 131071])
def test_cut_short(tmp_path, size):
    path = made(tmp_path / "file")
    os.truncate(path, size)
    refused(path, mmfshare.CorruptNamespace)


@pytest.mark.parametrize("word", range(16))
def test_a_flipped_bit_in_what_never_changes(tmp_path, word):
    path = made(tmp_path / "file")
    data = bytearray(path.read_bytes())
    data[word * 8 + 3] ^= 0x10
    path.write_bytes(data)
    refused(path, mmfshare.CorruptNamespace)


def test_a_directory(tmp_path):
    path = tmp_path / "directory"
    path.mkdir()
    refused(path, (mmfshare.MmfError, OSError))


def test_a_folder_that_is_not_there(tmp_path):
    for options in ({}, {"reuse": True}):
        with pytest.raises(mmfshare.NamespaceNotFound, match="no folder .*nowhere'; create it"):
            mmfshare.open("made", swapfile=tmp_path / "nowhere" / "file", **options)
    assert not (tmp_path / "nowhere").exists()


def test_a_file_used_as_a_folder(tmp_path):
    (tmp_path / "file").write_text("x")
    with pytest.raises(OSError, match="file"):
        mmfshare.open("made", swapfile=tmp_path / "file" / "below")


@pytest.mark.parametrize(
    "make", [os.mkfifo, lambda path: os.symlink("/dev/zero", path)], ids=["fifo", "device"]
)
def test_neither_file_nor_directory(tmp_path, make):
    make(tmp_path / "thing")
    with pytest.raises((mmfshare.MmfError, OSError), match="thing") as caught:
        mmfshare.open("made", swapfile=tmp_path / "thing")
    assert "damaged" not in str(caught.value)


def test_a_symbolic_link(tmp_path):
    target = made(tmp_path / "file")
    link = tmp_path / "link"
    link.symlink_to(target)
    with pytest.raises(PermissionError, match="link") as caught:
        mmfshare.open("made", swapfile=link)
    assert "trust" not in str(caught.value)
    kept(target)


def test_a_dangling_symbolic_link_makes_nothing(tmp_path):
    link = tmp_path / "link"
    link.symlink_to(tmp_path / "target")
    with pytest.raises(PermissionError, match="link"):
        mmfshare.open("made", swapfile=link)
    assert not (tmp_path / "target").exists()


@support.as_root
def test_someone_elses_file(tmp_path):
    path = made(tmp_path / "file")
    os.chown(path, NOBODY, NOBODY)
    with pytest.raises(PermissionError, match="trust=True") as caught:
        mmfshare.open("made", swapfile=path)
    assert str(path) in str(caught.value) and str(caught.value).count("trust=True") == 1
    with mmfshare.open("made", swapfile=path, trust=True) as ns:
        assert ns["kept"] == ["a", {"b": 1}]


def test_no_permission(tmp_path, child, folder):
    path = made(tmp_path / "file")
    os.chmod(path, 0)
    if os.geteuid() != 0:
        with pytest.raises(PermissionError, match="file"):
            mmfshare.open("made", swapfile=path)
        return

    # Root may read everything: become somebody who may not, in a folder that is his.
    os.chown(folder, NOBODY, NOBODY)
    theirs = folder / "file"
    theirs.write_bytes(path.read_bytes())
    theirs.chmod(0)
    os.chown(theirs, NOBODY, NOBODY)

    def attach(link):
        os.setgroups([])
        os.setgid(NOBODY)
        os.setuid(NOBODY)
        try:
            mmfshare.open("made", swapfile=theirs)
        except PermissionError as error:
            return str(error)
        return "it opened"

    assert str(theirs) in child(attach).result()


def test_a_file_that_is_cut_while_it_is_open_is_told(ns, tmp_path):
    """Where its length is asked for anyway. What touches the missing part ends the process: SIGBUS."""
    ns["x"] = "x" * 100_000
    length = os.path.getsize(ns.path)
    os.truncate(ns.path, length - 8192)
    uses = ns.verify, ns.stats, ns.sync, ns.compact, lambda: ns.save(tmp_path / "saved")
    for use in uses:
        with pytest.raises(mmfshare.CorruptNamespace, match="'test'.*cut short"):
            use()
    with pytest.raises(mmfshare.CorruptNamespace, match="cut short.*; close it everywhere"):
        mmfshare.open(swapfile=ns.path)
    assert os.path.getsize(ns.path) == length - 8192 and not (tmp_path / "saved").exists()
    ns.close()


def test_after_an_unclean_reboot_it_says_what_to_do(ns, tmp_path):
    path = tmp_path / "file"
    with mmfshare.open(swapfile=path) as theirs:
        theirs["x"] = 1
    del theirs
    with open(path, "r+b") as file:  # as if another boot had left it in use: boot id, and not clean
        file.seek(128)
        file.write(bytes(range(16)) + bytes(8))
    for options in ({}, {"readonly": True}, {"reuse": True}):
        with pytest.raises(
            mmfshare.CorruptNamespace, match="machine went down.*accept_reboot=True.*verifies"
        ):
            mmfshare.open(swapfile=path, **options)
    with mmfshare.open(swapfile=path, accept_reboot=True) as theirs:
        assert theirs == {"x": 1}
    with mmfshare.open(swapfile=path) as theirs:
        theirs.save(tmp_path / "saved")
    with mmfshare.load(tmp_path / "saved", swapfile=tmp_path / "again") as again:
        assert again == {"x": 1}
    with mmfshare.open(swapfile=tmp_path / "again"):
        pass
