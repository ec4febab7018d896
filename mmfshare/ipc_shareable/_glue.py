"""The glue that names shared data: what counts as the same, what it is called here and in System V."""

from __future__ import annotations

import hashlib
import os
import re
import uuid
import zlib

from mmfshare import _place

_HEX = re.compile(r"0[xX][0-9a-fA-F]+")
_DECIMAL = re.compile(r"[0-9]+", re.ASCII)
_KEY_BITS = 32
# IPC::Shareable keeps the keys that it computes below this, for the sake of systems where they are signed.
_HALF = 0x80000000

PREFIX = "ipc."
# After the prefix, for other uses of a glue.
_PRIVATE = "%private."
SINGLETON = "%singleton."


def parse(key: int | str | None) -> int | str | None:
    """The glue behind a key: an int (also from text like "0x4D2" or "1234"), a text, or None for private data.

    TypeError or ValueError for what can be no key.
    """
    if key is None or key == "":
        return None
    if isinstance(key, bool) or not isinstance(key, (int, str)):
        raise TypeError(f"key must be a str or an int, not {type(key).__name__}")
    number = key
    if isinstance(key, str):
        if _HEX.fullmatch(key):
            number = int(key, 16)
        elif _DECIMAL.fullmatch(key):
            number = int(key)
        else:
            return key
    assert isinstance(number, int)
    if not 0 <= number < 1 << _KEY_BITS:
        raise ValueError(f"key={key!r} is out of range; a number must be from 0 to 0xffffffff")
    return number or None


def namespace_name(glue: int | str | None, use: str = "") -> str:
    """The name of the namespace that keeps this glue's data. No two glues share one, and None is new each time.

    use: SINGLETON for a namespace of that use.

    No text looks like a hexadecimal number, since that would have been parsed as one, and none has a bare "%".
    """
    if glue is None:
        return f"{PREFIX}{_PRIVATE}{uuid.uuid4().hex}"
    if isinstance(glue, int):
        return f"{PREFIX}{use}{glue:#010x}"
    name = PREFIX + use + glue.replace("%", "%25").replace("/", "%2F").replace("\0", "%00")
    if len(os.fsencode(name)) <= _place.NAME_BYTES_MAX:
        return name
    return f"{PREFIX}{use}%sha256.{hashlib.sha256(os.fsencode(glue)).hexdigest()}"


def system_keys(key: int | str) -> list[int]:
    """The System V keys under which versions of IPC::Shareable look for this key, best first; unsigned, not 0."""
    glue = parse(key)
    if glue is None:
        raise ValueError("a private segment (no key, or 0) cannot be found by others")
    if isinstance(glue, int):
        # As it is in 1.19; version 1.13 takes numbers above the half for too big, and "0x..." for text.
        keys = [glue, _folded(glue)]
        if isinstance(key, str) and _HEX.fullmatch(key):
            keys.append(_folded(_checksum(key)))
    else:
        keys = [_folded(_checksum(glue))]
    return [number for number in dict.fromkeys(keys) if number]


def _checksum(text: str) -> int:
    return zlib.crc32(text.encode("utf-8", "surrogateescape"))


def _folded(number: int) -> int:
    return number - _HALF if number > _HALF else number
