"""Where a namespace lives and how big it may be: names, folders and sizes, as the core wants them."""

from __future__ import annotations

import operator
import os
import stat
import sys

from mmfshare._mmf import NamespaceNotFound

TYPE_CHECKING = False  # see _dict
if TYPE_CHECKING:
    from typing import Any

NAME_BYTES_MAX = 200
# Bytes that a namespace can have.
SIZE_LEAST = 64 << 10
SIZE_MOST = 64 << 30
# The number that every namespace's file begins with, in the byte order of the machine that made it.
_MAGIC = 0x31304853464D4D89
_MAGICS = [_MAGIC.to_bytes(8, "little"), _MAGIC.to_bytes(8, "big")]
MEMORY_FOLDER = "/dev/shm"
# So begin the names of files that are not ready; whoever was making one and was killed may have left it.
_UNREADY = ".mmfshare-new-"

_POWERS = {"K": 1, "M": 2, "G": 3, "T": 4}
_SPACES = " \t\n\r\f\v"


def _bytes_of(text: str) -> int | None:
    """What a text such as "64K" or "2 GiB" says; None: it says no size. (No regular expression: see _dict.)"""
    rest = text.strip(_SPACES).upper() if text.isascii() else ""
    if rest.endswith("B"):
        rest = rest[:-1].removesuffix("I")
    power = _POWERS.get(rest[-1:], 0)
    digits = (rest[:-1] if power else rest).rstrip(_SPACES)
    return int(digits) << 10 * power if digits.isdigit() else None


def parse_size(size: int | str, what: str = "size") -> int:
    """Bytes as an int, from an int or a text such as "64K", "1M" or "2 GiB" (powers of 1024)."""
    if isinstance(size, str):
        number = _bytes_of(size)
        if number is None:
            raise ValueError(
                f"{what}={size!r} is no size; give bytes as an int, or a text like '64K', '1M' or '2G'"
            )
    else:
        try:
            number = operator.index(size)
        except TypeError:
            raise TypeError(f"{what} must be an int or a str like '1M', not {type(size).__name__}") from None
    if not 0 < number <= sys.maxsize:
        raise ValueError(
            f"{what}={size!r} is out of range; give a positive number of bytes that a file can have"
        )
    return number


def check_name(name: str) -> str:
    """The name, if a namespace may be called so: it must do as the name of one file."""
    if not isinstance(name, str):
        advice = "; the path of a file goes to swapfile=" if isinstance(name, os.PathLike) else ""
        raise TypeError(f"the name of a namespace must be a str, not {type(name).__name__}{advice}")
    if name in ("", ".", "..") or "/" in name or os.sep in name or "\0" in name:
        advice = "; the path of a file goes to swapfile=" if "/" in name or os.sep in name else ""
        raise ValueError(
            f"namespace name {name!r} cannot name a file: it is empty, '.', '..', or has a '/' or NUL{advice}"
        )
    if name.startswith(_UNREADY):
        raise ValueError(f"namespace name {name!r} is of a file that is being made; begin it otherwise")
    try:
        length = len(os.fsencode(name))
    except UnicodeEncodeError:
        raise ValueError(f"namespace name {name!r} cannot be encoded as a file name") from None
    if length > NAME_BYTES_MAX:
        raise ValueError(f"namespace name {name!r} has {length} bytes; at most {NAME_BYTES_MAX} are possible")
    return name


def base_folder() -> str:
    """The folder that memory-backed files go below: /dev/shm, or the system's temporary folder."""
    if os.path.isdir(MEMORY_FOLDER):
        return MEMORY_FOLDER
    import tempfile  # costs more than attaching

    return tempfile.gettempdir()


def default_folder() -> str:
    """The folder of this user's namespaces: MMFSHARE_DIR, or mmfshare-UID in base_folder()."""
    chosen = os.environ.get("MMFSHARE_DIR")
    if chosen:
        if not os.path.isabs(chosen):
            raise ValueError(
                f"MMFSHARE_DIR={chosen!r} is a relative path, which names another folder after each chdir(); "
                "set it to an absolute one"
            )
        return os.path.normpath(chosen)
    return os.path.join(base_folder(), f"mmfshare-{_user()}")


def checked_folder(create: bool, trust: bool) -> str:
    """default_folder(), made (0700) if it shall be; PermissionError if another user could have made it."""
    folder = default_folder()
    if create:
        _make_folder(folder)
    # What is not there holds no namespace, and the core will say so.
    if os.path.lexists(folder):
        _check_folder(folder, trust)
    return folder


def scratch_folder() -> str:
    """Where a program makes a folder for a namespace of its own: MMFSHARE_DIR, or else base_folder()."""
    return checked_folder(create=True, trust=False) if os.environ.get("MMFSHARE_DIR") else base_folder()


def list_names() -> list[str]:
    """Names of the namespaces' files in default_folder(), sorted; no folder means no names.

    Whose folder it is does not matter: a name can do no harm, and open() asks.
    """
    folder = default_folder()
    if not os.path.isdir(folder):
        return []
    with os.scandir(folder) as entries:
        return sorted(
            entry.name
            for entry in entries
            if entry.is_file(follow_symlinks=False)
            and not entry.name.startswith(_UNREADY)
            and has_magic(entry.path)
        )


def has_magic(path: str) -> bool:
    """Whether it is a file that begins as a namespace's does; False also if it cannot be read."""
    try:
        # As the core opens it: no link is followed, and a pipe waits for nobody.
        descriptor = os.open(path, os.O_RDONLY | getattr(os, "O_NOFOLLOW", 0) | getattr(os, "O_NONBLOCK", 0))
    except OSError:
        return False
    try:
        return stat.S_ISREG(os.fstat(descriptor).st_mode) and os.read(descriptor, 8) in _MAGICS
    finally:
        os.close(descriptor)


def file_path(file: str | bytes | os.PathLike[Any], what: str = "swapfile") -> str:
    """The absolute path of a user's own file; symbolic links are left for the core to refuse."""
    if not isinstance(file, (str, bytes, os.PathLike)):
        raise TypeError(f"{what} must be a path, not {type(file).__name__}")
    path = os.fsdecode(file)
    if not path or "\0" in path:
        raise ValueError(f"{what}={path!r} is no path of a file")
    if os.path.basename(path) in ("", ".", ".."):
        raise ValueError(f"{what}={path!r} is the path of a folder; give that of a file in it")
    return os.path.abspath(path)


def check_folder_exists(path: str) -> None:
    """NamespaceNotFound, naming the folder, if there is none for this file."""
    folder = os.path.dirname(path)
    try:
        os.stat(folder)
    except FileNotFoundError as error:
        text = f"there is no folder {folder!r}; create it first"
        raise NamespaceNotFound(error.errno, text, path) from None
    except OSError:
        pass  # the core will meet it again, and says so


def _make_folder(folder: str) -> None:
    try:
        os.mkdir(folder, 0o700)
    except FileExistsError:
        pass
    except FileNotFoundError as error:
        text = f"MMFSHARE_DIR cannot be made, since there is no folder {os.path.dirname(folder)!r}"
        advice = "create that one, or point MMFSHARE_DIR at another place"
        raise FileNotFoundError(error.errno, f"{text}; {advice}", folder) from None


def _user() -> str:
    # Windows has no user ids, but a temporary folder for each user.
    if hasattr(os, "geteuid"):
        return str(os.geteuid())
    import getpass  # which asks the environment, and costs time to import

    return getpass.getuser()


def _check_folder(folder: str, trust: bool) -> None:
    found = os.lstat(folder)
    advice = "remove it, or point MMFSHARE_DIR at a folder of your own"
    if stat.S_ISLNK(found.st_mode) and not trust:
        raise PermissionError(f"{folder!r} is a symbolic link; {advice}")
    if not os.path.isdir(folder):
        raise NotADirectoryError(f"{folder!r} is not a folder; {advice}")
    if trust or not hasattr(os, "geteuid"):
        return
    if found.st_uid != os.geteuid():
        raise PermissionError(
            f"{folder!r} belongs to user {found.st_uid}, who could put anything there; "
            "point MMFSHARE_DIR at a folder of your own, or pass trust=True"
        )
    if found.st_mode & 0o022:
        raise PermissionError(
            f"{folder!r} is writable by other users (mode {stat.S_IMODE(found.st_mode):04o}); "
            "chmod it to 0700, or pass trust=True"
        )
