"""The options of tie() and configure(): the forms in which they come, and the program's default namespace."""

from __future__ import annotations

import operator
from collections.abc import Iterator, Mapping
from typing import Any

from mmfshare import _namespace, _place

_POSITIONAL = ("namespace", "size", "swapfile", "reuse")
# Of IPC::Shareable, beside size, mode and serializer, which are open()'s too. They steer what that module does
# with kernel objects. Here nothing depends on them; mmfshare.ipc_shareable honours them.
IGNORED = (
    "create",
    "exclusive",
    "graceful",
    "warn",
    "protected",
    "testing",
    "limit",
    "destroy",
    "enforced_write_locking",
    "violated_write_lock_warn",
    "enforced_read_locking",
    "violated_read_lock_warn",
)
_LABEL = ("key", "label")
_OF_TIE = (*_LABEL, *_namespace.OPTIONS, *IGNORED)
_SERIALIZERS = {"storable": "pickle"}
# They say how to open it, and contradict nothing once it is open.
_ONLY_WHEN_OPENED = ("reuse", "accept_reboot")

# The namespaces of tie() without a Namespace of its own, numbered in the order in which the program opened them: the
# last one counts, until it is closed, and of the others only the numbers are left. A dict, since setdefault() is atomic
# for threads without a lock, which a fork could inherit taken.
_defaults: dict[int, _namespace.Namespace | None] = {}


def of_tie(arguments: tuple[Any, ...], keywords: Mapping[str, Any]) -> tuple[str, dict[str, Any]]:
    """The label and the options of tie(), whose kind is taken off: see there for the forms."""
    label = None
    if arguments and not _is_named(arguments, _OF_TIE):
        label, *rest = arguments
        arguments = tuple(rest)
    options = dict(_named("tie", _OF_TIE, arguments, keywords))
    for name in _LABEL:
        again = options.pop(name, None)
        if again is not None and label not in (None, again):
            raise ValueError(f"tie() got two labels, {label!r} and {name}={again!r}; give one")
        label = label if again is None else again
    return _check_label(label), options


def of_configure(arguments: tuple[Any, ...], keywords: Mapping[str, Any]) -> dict[str, Any]:
    """The options of configure()."""
    if arguments and not _is_named(arguments, _namespace.OPTIONS):
        if len(arguments) > len(_POSITIONAL):
            names = ", ".join(_POSITIONAL)
            raise TypeError(f"configure() takes {names} by position, but {len(arguments)} were given")
        keywords = {**dict(zip(_POSITIONAL, arguments, strict=False)), **keywords}
        arguments = ()
    return dict(_named("configure", (*_namespace.OPTIONS, *IGNORED), arguments, keywords))


def namespace_for(options: Mapping[str, Any]) -> _namespace.Namespace:
    """The Namespace that was given, or the default one, opened if it is not; ValueError if it is another."""
    given = {name: value for name, value in options.items() if name not in IGNORED}
    if isinstance(given.get("namespace"), _namespace.Namespace):
        ns: _namespace.Namespace = given.pop("namespace")
    else:
        ns = _default_namespace(given)
    for name, value in given.items():
        if name not in _ONLY_WHEN_OPENED:
            _check_agrees(ns, name, value)
    return ns


def _default_namespace(given: Mapping[str, Any]) -> _namespace.Namespace:
    number = len(_defaults)
    last = _defaults.get(number - 1)
    if last is not None and not last.closed:
        return last
    opened = _namespace.open(**given)
    ns = _defaults.setdefault(number, opened)
    if ns is not opened:
        opened.close()  # another thread was first
    elif last is not None:
        _defaults[number - 1] = None
    return ns if ns is not None else _default_namespace(given)


def _is_named(arguments: tuple[Any, ...], allowed: tuple[str, ...]) -> bool:
    """Whether these are options: a mapping, or "-name", value, "-name", value, ..."""
    first = arguments[0]
    if isinstance(first, Mapping):
        return True
    return isinstance(first, str) and first.startswith("-") and _plain_name(first) in allowed


def _named(
    function: str, allowed: tuple[str, ...], arguments: tuple[Any, ...], keywords: Mapping[str, Any]
) -> Iterator[tuple[str, Any]]:
    """Each option once, its name in its plain form."""
    seen: dict[str, Any] = {}
    for name, value in (*_pairs(function, arguments), *keywords.items()):
        plain = _plain_name(name)
        if plain not in allowed:
            raise TypeError(f"{function}() has no option {name!r}; it takes {', '.join(allowed)}")
        if plain in seen and seen[plain] != value:
            raise TypeError(f"{function}() got {plain} twice, as {seen[plain]!r} and as {value!r}; give one")
        seen[plain] = value
        yield plain, _SERIALIZERS.get(value, value) if plain == "serializer" else value


def _pairs(function: str, arguments: tuple[Any, ...]) -> Iterator[tuple[Any, Any]]:
    if len(arguments) == 1 and isinstance(arguments[0], Mapping):
        yield from arguments[0].items()
    elif len(arguments) % 2 == 0 and all(isinstance(name, str) for name in arguments[::2]):
        yield from zip(arguments[::2], arguments[1::2], strict=True)
    else:
        raise TypeError(
            f"{function}() takes options as a mapping, as keywords, or as '-name', value pairs; not {arguments!r}"
        )


def _plain_name(name: Any) -> str:
    return str(name).removeprefix("-").lower()


def _check_label(label: Any) -> str:
    if isinstance(label, int) and not isinstance(label, bool):
        label = str(operator.index(label))  # in Perl 1 and "1" are one label
    if label is None or label == "":
        raise ValueError("a tied variable needs a label: tie(kind, label), or key=label")
    if not isinstance(label, str):
        raise TypeError(f"the label of a tied variable must be a str or an int, not {type(label).__name__}")
    return label


def _check_agrees(ns: _namespace.Namespace, name: str, value: Any) -> None:
    given, there = _comparable(ns, name, value)
    if given != there:
        raise ValueError(
            f"{name}={_shown(name, given)} contradicts namespace {ns.name!r} at {ns.path!r}, which is open with "
            f"{name}={_shown(name, there)}; leave it out, or close that one first, or pass "
            "namespace=mmfshare.open(...) for a namespace besides the default one"
        )


def _shown(name: str, value: Any) -> str:
    return f"{value:#o}" if name == "mode" and isinstance(value, int) else repr(value)


def _comparable(ns: _namespace.Namespace, name: str, value: Any) -> tuple[Any, Any]:
    """An option as given and as it is in the namespace, both in the form that open() makes of it."""
    if name == "namespace":
        return value, ns.name
    if name == "swapfile":
        if value is None:
            value = ns.path  # undef in Perl: no wish
        return _place.file_path(value), ns.path
    if name in ("size", "max_size"):
        there = getattr(ns, name)
        return (there if value is None else _place.parse_size(value, name)), there
    if name == "timeout":
        return _namespace._check_timeout(value), ns.timeout
    if name == "debug":
        return bool(value), ns._debug
    if name == "trust":
        return bool(value), ns._trust
    if name in ("autolock", "readonly"):
        return bool(value), getattr(ns, name)
    return value, getattr(ns, name)
