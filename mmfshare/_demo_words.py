"""What the demo counts: which files are text, and what a word is."""

from __future__ import annotations

import os
import re
import stat
from collections import Counter
from collections.abc import Iterator

_WORD = re.compile(r"\b[^\W\d]\w*")
_HEAD_BYTES = 8192
_INSTALLED = {"site-packages", "dist-packages"}


def text_files(path: str) -> list[str]:
    """The file itself, or every text file below the folder, sorted.

    OSError if there is no such path, ValueError if it is neither a regular file nor a folder.

    A text file is a regular file that can be read and has no NUL in its first 8 KiB. Packages that are
    installed below a Python's library are not its own, and are left out.
    """
    mode = os.stat(path).st_mode
    if stat.S_ISREG(mode):
        return [path]
    if not stat.S_ISDIR(mode):
        raise ValueError(f"{path!r} is neither a regular file nor a folder; give one of these")
    return sorted(name for name in _files_below(path) if _is_text(name))


def count_words(path: str) -> Counter[str]:
    """How often each word is in the file: each run of letters, digits and _ that begins with no digit."""
    with open(path, encoding="utf-8", errors="replace") as file:
        return Counter(_WORD.findall(file.read()))


def _files_below(folder: str) -> Iterator[str]:
    for parent, folders, names in os.walk(folder):
        folders[:] = [name for name in folders if name not in _INSTALLED]
        yield from (os.path.join(parent, name) for name in names)


def _is_text(path: str) -> bool:
    # Only regular files: opening a pipe would wait for its other end.
    if not os.path.isfile(path):
        return False
    try:
        with open(path, "rb") as file:
            return b"\0" not in file.read(_HEAD_BYTES)
    except OSError:
        return False
