"""The command line, `mmfshare COMMAND` or `python -m mmfshare COMMAND`; --help lists the commands."""

from __future__ import annotations

import argparse
import io
import os
import signal
import sys
from collections.abc import Sequence
from typing import Any

import mmfshare
from mmfshare import _demo, _interrupt, _place


def main(arguments: Sequence[str] | None = None) -> int:
    """Run one subcommand; the exit status. 0: success; 1: a failure, told on stderr; 2: wrong usage."""
    options = _parser().parse_args(arguments)
    if isinstance(sys.stdout, io.TextIOWrapper):
        # Names and words may have letters that the terminal has not.
        sys.stdout.reconfigure(errors="backslashreplace")
    try:
        status: int = options.run(options)
        if sys.stdout is not None:  # it is where a shell has closed it (>&-)
            sys.stdout.flush()
    except BrokenPipeError:
        # Who read this, such as head, has seen enough. What is still to be written goes nowhere.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return 1
    except (mmfshare.MmfError, _demo.DemoError, OSError, ValueError) as error:
        _tell(options, error)
        return 1
    except (KeyboardInterrupt, _interrupt.Ended) as error:
        ended = error if isinstance(error, _interrupt.Ended) else _interrupt.Ended(signal.SIGINT)
        _complain(options, str(ended))
        return ended.code
    return status


def _tell(options: argparse.Namespace, error: Exception) -> None:
    what = _said(error)
    for option, advice in _ADVICE.items():
        if not hasattr(options, option):
            for said, instead in advice.items():
                what = what.replace(said, instead)
    _complain(options, _as_options(what))


# What an error advises that the command has no option for, and what is said instead.
_ADVICE = {
    "trust": {", or pass trust=True": ""},
    "timeout": {"; wait longer by timeout=": "", ", or with a longer timeout": ""},
    "accept_reboot": {
        "open it with accept_reboot=True, which verifies it first": "`mmfshare verify --accept-reboot` comes first"
    },
}


def _said(error: Exception) -> str:
    """What an error says, without its number, and after the path that it is about."""
    if not isinstance(error, OSError) or error.strerror is None or error.filename2 is not None:
        return str(error)
    return error.strerror if error.filename is None else f"{error.filename}: {error.strerror}"


def _complain(options: argparse.Namespace, what: str) -> None:
    if sys.stderr is not None:  # where a shell has closed it (2>&-), print() would take stdout
        print(f"mmfshare {options.command}: {what}", file=sys.stderr)


def _as_options(message: str) -> str:
    """What an error says of keyword arguments, said of the command line's options."""
    for keyword, option in {
        "; open it without reuse=True or readonly=True to create it": "",
        "accept_reboot=True": "--accept-reboot",
        "a file goes to swapfile=": "a file goes to --swapfile",
        "replace=True": "--replace",
        "trust=True": "--trust",
        "mmfshare.load()": "`mmfshare load`",
        "pass lock=False": "pass --no-lock",
        "pass a larger max_bytes": "pass a larger --max-bytes",
        "wait longer by timeout=": "wait longer by --timeout",
    }.items():
        message = message.replace(keyword, option)
    return message


def _demo_command(options: argparse.Namespace) -> int:
    return _demo.run(options.path, options.workers, options.top)


def _list_command(options: argparse.Namespace) -> int:
    for name in mmfshare.namespaces():
        print("".join(map(_printable, name)))
    return 0


def _printable(letter: str) -> str:
    """The letter, or how Python writes one that would end the line or steer the terminal."""
    return letter if letter.isprintable() else letter.encode("unicode_escape").decode()


def _stats_command(options: argparse.Namespace) -> int:
    # Anyone's file may be looked at, so nothing in it may run code.
    with _open(options, readonly=True, serializer="none") as ns:
        print(ns.debug())
    return 0


def _verify_command(options: argparse.Namespace) -> int:
    with _open(options, accept_reboot=options.accept_reboot) as ns:
        ns.verify()
        print(f"{ns.path}: clean")
    return 0


def _save_command(options: argparse.Namespace) -> int:
    with _open(options, serializer="none") as ns:
        ns.save(options.path)
        print(f"{ns.path}: saved to {options.path}")
    return 0


def _compact_command(options: argparse.Namespace) -> int:
    with _open(options) as ns:
        compacted = ns.compact()
        print(f"{ns.path}: {compacted.given_back} bytes given back, {compacted.delayed} delayed by readers")
    return 0


def _load_command(options: argparse.Namespace) -> int:
    with mmfshare.load(
        options.path,
        options.name,
        options.swapfile,
        replace=options.replace,
        trust=options.trust,
        serializer="none",
    ) as ns:
        print(f"{ns.path}: loaded from {options.path}")
    return 0


def _destroy_command(options: argparse.Namespace) -> int:
    for name in options.names:
        if os.sep in name:
            raise ValueError(
                f"{name!r} is a path; a namespace in a file of yours ends when you delete the file"
            )
    status = 0
    for name in options.names:
        try:
            path = _destroy(name, options.trust)
        except (mmfshare.MmfError, OSError, ValueError) as error:
            _tell(options, error)
            status = 1
        else:
            print(f"{path}: destroyed")
    return status


def _destroy(name: str, trust: bool) -> str:
    """Remove the namespace; its path."""
    path = os.path.join(_place.default_folder(), _place.check_name(name))
    try:
        with mmfshare.open(name, reuse=True, trust=trust) as ns:
            ns.destroy()
    except mmfshare.CorruptNamespace:
        if not _place.has_magic(path):
            raise  # somebody else's file
        # It cannot be opened, so there is nothing to tell its users by; the name can still be freed.
        os.unlink(path)
    return path


def _import_command(options: argparse.Namespace) -> int:
    # Not at the top: the other commands need nothing of it.
    from mmfshare.ipc_shareable import _import

    if options.variable is not None and options.namespace is None:
        raise ValueError("--variable names one in a namespace of yours; give --namespace, too")
    data = _import.read_ipc_shareable(
        options.key,
        storable=options.storable,
        lock=not options.no_lock,
        timeout=options.timeout,
        max_bytes=options.max_bytes,
    )
    if options.namespace is None:
        place = _import.store_imported(options.key, data, options.trust)
    else:
        where = "swapfile" if os.sep in options.namespace else "namespace"
        name = options.key if options.variable is None else options.variable
        with mmfshare.open(**{where: options.namespace}, trust=options.trust) as ns:
            ns[name] = data
            place = f"variable {name!r} of {ns.path}"
    count = f" of {len(data)} items" if isinstance(data, (dict, list)) else ""
    print(f"{place}: {type(data).__name__}{count}")
    return 0


def _open(command: argparse.Namespace, **options: Any) -> mmfshare.Namespace:
    """A namespace by its name if there is one of that name, else by its file."""
    name_or_file: str = command.namespace
    options["trust"] = command.trust
    is_file = os.sep in name_or_file or (
        os.path.lexists(name_or_file) and name_or_file not in mmfshare.namespaces()
    )
    if is_file and (name_or_file.endswith(os.sep) or os.path.isdir(name_or_file)):
        raise ValueError(f"{name_or_file!r} is a folder; give a namespace's name or file")
    if is_file:
        return mmfshare.open(swapfile=name_or_file, reuse=True, **options)
    return mmfshare.open(name_or_file, reuse=True, **options)


def _positive(text: str) -> int:
    if not text.isdecimal() or int(text) < 1:
        raise argparse.ArgumentTypeError(f"{text!r} is no whole number above 0")
    return int(text)


def _seconds(text: str) -> float:
    try:
        seconds = float(text)
    except ValueError:
        seconds = -1
    if not seconds >= 0:
        raise argparse.ArgumentTypeError(f"{text!r} is no number of seconds")
    return seconds


def _of_a_namespace(parser: argparse.ArgumentParser) -> None:
    parser.add_argument(
        "namespace", metavar="NAME_OR_FILE", help="a namespace's name, as `list` gives it, or its file"
    )
    _may_trust(parser)


def _may_trust(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--trust", action="store_true", help="also if another user could have prepared it")


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="mmfshare", description="Data in memory, shared by processes.")
    parser.add_argument("--version", action="version", version=f"mmfshare {mmfshare.__version__}")
    commands = parser.add_subparsers(dest="command", required=True, metavar="COMMAND")

    demo = commands.add_parser(
        "demo", help="count words by several processes in one shared dict, and check the sum"
    )
    demo.add_argument(
        "path", nargs="?", help="a file, or a folder of text files; by default Python's own library"
    )
    demo.add_argument(
        "--workers", type=_positive, default=_default_workers(), help="processes (default: %(default)s)"
    )
    demo.add_argument("--top", type=_positive, default=10, help="words to print (default: %(default)s)")
    demo.set_defaults(run=_demo_command)

    listing = commands.add_parser("list", help="name the namespaces that exist, one on a line")
    listing.set_defaults(run=_list_command)

    stats = commands.add_parser("stats", help="print sizes, counts and variables of a namespace")
    _of_a_namespace(stats)
    stats.set_defaults(run=_stats_command)

    verify = commands.add_parser(
        "verify", help="prove every invariant of a namespace, or name the first broken one"
    )
    _of_a_namespace(verify)
    verify.add_argument(
        "--accept-reboot", action="store_true", help="also when it was in use as the machine went down"
    )
    verify.set_defaults(run=_verify_command)

    compact = commands.add_parser(
        "compact", help="give the pages of a namespace's free space back to the system"
    )
    _of_a_namespace(compact)
    compact.set_defaults(run=_compact_command)

    save = commands.add_parser("save", help="copy a namespace, as it is at one instant, to a file")
    _of_a_namespace(save)
    save.add_argument("path", metavar="PATH", help="the file to make; one that is there is replaced")
    save.set_defaults(run=_save_command)

    load = commands.add_parser("load", help="make a namespace of a saved one")
    load.add_argument("path", metavar="PATH", help="a file that `save` has made")
    load.add_argument("name", metavar="NAME", nargs="?", help="by default the one that it had")
    load.add_argument("--swapfile", metavar="FILE", help="live in this file, not in memory")
    load.add_argument("--replace", action="store_true", help="also if there is one: it is replaced")
    _may_trust(load)
    load.set_defaults(run=_load_command)

    destroy = commands.add_parser("destroy", help="remove namespaces; who has one open keeps its data")
    destroy.add_argument("names", metavar="NAME", nargs="+", help="as `list` gives it")
    _may_trust(destroy)
    destroy.set_defaults(run=_destroy_command)

    bring = commands.add_parser(
        "import-ipc-shareable", help="copy what a running Perl program keeps by IPC::Shareable"
    )
    bring.add_argument(
        "key", metavar="KEY", help="as the program gives it: a text, or a number such as 0x4d2"
    )
    bring.add_argument(
        "--namespace",
        metavar="NAME_OR_FILE",
        help="where to: a name, or a file's path with a / in it (default: where ipc_shareable.tie() looks for KEY)",
    )
    bring.add_argument("--variable", metavar="NAME", help="a variable of that namespace (default: KEY)")
    bring.add_argument(
        "--storable", action="store_true", help="let perl read Storable's data, if you trust who wrote them"
    )
    bring.add_argument("--no-lock", action="store_true", help="do not take IPC::Shareable's shared lock")
    bring.add_argument(
        "--timeout",
        type=_seconds,
        default=10,
        metavar="SECONDS",
        help="seconds to wait for that lock (default: %(default)s)",
    )
    bring.add_argument(
        "--max-bytes",
        type=_positive,
        default=256 << 20,
        metavar="BYTES",
        help="most bytes to read (default: %(default)s)",
    )
    _may_trust(bring)
    bring.set_defaults(run=_import_command)
    return parser


def _default_workers() -> int:
    return max(2, min(8, os.cpu_count() or 2))


if __name__ == "__main__":
    sys.exit(main())
