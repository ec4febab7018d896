"""IPC::Shareable's options: their defaults, their forms, and what they ask of a namespace."""

from __future__ import annotations

import os
from collections.abc import Mapping
from typing import Any

from mmfshare import _place
from mmfshare.ipc_shareable import _glue

SHM_BUFSIZ = 65536
SHMMAX_BYTES = 1 << 30
_SERIALIZERS = {"json": "json", "storable": "pickle", "pickle": "pickle", "none": "none"}

_DEFAULTS: dict[str, Any] = {
    "key": None,
    "create": False,
    "exclusive": False,
    "graceful": False,
    "warn": False,
    "mode": None,
    "size": None,
    "protected": 0,
    "testing": "",
    "limit": True,
    "destroy": False,
    "serializer": "json",
    "enforced_write_locking": True,
    "violated_write_lock_warn": True,
    "enforced_read_locking": True,
    "violated_read_lock_warn": True,
    "timeout": 10,
    "trust": False,
}
_SWITCHES = {name for name, value in _DEFAULTS.items() if isinstance(value, bool)}

_testing = ""


def testing_set(name: str) -> None:
    """Brand every variable that this process makes from now on, for clean_up_testing(name).

    ValueError for an empty name. An option testing= given by itself counts more; testing=0 is no brand.
    """
    global _testing
    _testing = check_testing(name)


def check_testing(name: str) -> str:
    """The brand. ValueError if it is empty."""
    if not isinstance(name, str) or not name:
        raise ValueError(
            f"a brand must be a text that is not empty, such as the name of a project, not {name!r}"
        )
    return name


def parse(arguments: tuple[Any, ...], keywords: Mapping[str, Any]) -> dict[str, Any]:
    """All options, those not given by their defaults. See tie() for the forms, and for the errors."""
    given: dict[str, Any] = {}
    rest = list(arguments)
    if rest and not isinstance(rest[0], Mapping):
        given["key"] = rest.pop(0)
    if rest and isinstance(rest[0], Mapping):
        given.update(rest.pop(0))
    if rest:
        raise TypeError("the options are a key, then one mapping; give all others by name")
    given.update(keywords)
    unknown = sorted(str(name) for name in given.keys() - _DEFAULTS.keys())
    if unknown:
        raise TypeError(f"there is no option {', '.join(unknown)}; there are {', '.join(_DEFAULTS)}")
    options = {**_DEFAULTS, **{name: value for name, value in given.items() if value is not None}}
    for name in _SWITCHES:
        options[name] = options[name] != "no" and bool(options[name])
    if given.get("testing") is None:
        options["testing"] = _testing
    elif options["testing"]:
        check_testing(options["testing"])
    _check(options)
    return options


def of_open(options: Mapping[str, Any]) -> dict[str, Any]:
    """What mmfshare.open() is to be told. A size that is given is also the most: no more fits.

    One that is too small for a namespace asks for the smallest.
    """
    told: dict[str, Any] = {
        "serializer": _SERIALIZERS[options["serializer"]],
        "timeout": options["timeout"],
        "trust": options["trust"],
        "reuse": not options["create"] and _glue.parse(options["key"]) is not None,
    }
    if options["mode"] is not None:
        told["mode"] = options["mode"]
    if options["size"] is not None:
        told["size"] = told["max_size"] = max(_place.parse_size(options["size"]), _place.SIZE_LEAST)
    return told


def _check(options: Mapping[str, Any]) -> None:
    _glue.parse(options["key"])
    if options["serializer"] not in _SERIALIZERS:
        raise ValueError(
            f"serializer={options['serializer']!r} is not known; choose {', '.join(_SERIALIZERS)}"
        )
    check_protected(options["protected"])
    if options["size"] is not None:
        size = _place.parse_size(options["size"])
        memory = os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES")
        most = min(SHMMAX_BYTES, memory) if options["limit"] else memory
        if size > most:
            advice = "; pass limit=False for more" if most < memory else ""
            raise ValueError(f"size={options['size']!r} is more than {most} bytes{advice}")


def check_protected(number: int) -> int:
    """The number of a protected group, 0 for none. TypeError or ValueError for anything else."""
    if not isinstance(number, int):
        raise TypeError(f"protected must be an int, not {type(number).__name__}")
    if number < 0:
        raise ValueError(f"protected={number} is negative; give a number above 0, or 0 for no protection")
    return int(number)
