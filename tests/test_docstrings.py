"""help() on every public name: a text, a signature, shapes, units and errors; and the stubs agree."""

from __future__ import annotations

import inspect
import pydoc
import re
import typing
from pathlib import Path

import pytest
import support

import mmfshare

NAMES = [name for name in mmfshare.__all__ if name != "ABSENT"]
CLASSES = [getattr(mmfshare, name) for name in NAMES if inspect.isclass(getattr(mmfshare, name))]


def public_members():
    for cls in CLASSES:
        if issubclass(cls, BaseException):
            continue
        for name in dir(cls):
            if name.startswith("_"):
                continue
            yield pytest.param(cls, name, id=f"{cls.__name__}.{name}")


def test_all_names_what_is_public():
    public = {
        name
        for name in dir(mmfshare)
        if not name.startswith("_") and not inspect.ismodule(getattr(mmfshare, name))
    }
    assert public == set(mmfshare.__all__)
    wanted = {
        "open",
        "namespaces",
        "Namespace",
        "SharedDict",
        "SharedList",
        "SharedScalar",
        "ABSENT",
        "MmfError",
    }
    wanted |= {
        "NamespaceNotFound",
        "NamespaceExists",
        "NamespaceFull",
        "LockTimeout",
        "StaleHandle",
        "CorruptNamespace",
    }
    assert wanted <= set(mmfshare.__all__)


@pytest.mark.parametrize("name", NAMES)
def test_every_public_name_has_a_docstring(name):
    text = inspect.getdoc(getattr(mmfshare, name))
    assert text and len(text.splitlines()[0]) > 15
    assert getattr(mmfshare, name).__module__ in (
        "mmfshare",
        f"mmfshare.{getattr(mmfshare, name).__module__.split('.')[-1]}",
    )


@pytest.mark.parametrize("cls, name", list(public_members()))
def test_every_public_member_has_a_docstring_and_a_signature(cls, name):
    member = inspect.getattr_static(cls, name)
    value = getattr(cls, name)
    assert inspect.getdoc(value) or inspect.getdoc(member), "no docstring"
    if callable(value):
        inspect.signature(value)


@pytest.mark.parametrize("name", NAMES)
def test_help_prints_it(name):
    text = pydoc.plain(pydoc.render_doc(getattr(mmfshare, name)))
    assert name in text and "..." not in text.splitlines()[0]


def test_the_signature_of_open():
    signature = inspect.signature(mmfshare.open)
    kinds = {name: parameter.kind for name, parameter in signature.parameters.items()}
    assert kinds.pop("unknown") is inspect.Parameter.VAR_KEYWORD  # takes nothing: a TypeError with the names
    names = [
        "namespace",
        "size",
        "swapfile",
        "reuse",
        "max_size",
        "mode",
        "autolock",
        "timeout",
        "serializer",
    ]
    names += ["readonly", "trust", "debug", "accept_reboot"]
    assert list(kinds) == names
    assert [name for name in names if kinds[name] is inspect.Parameter.KEYWORD_ONLY] == names[4:]
    defaults = {name: signature.parameters[name].default for name in names}
    assert defaults == {
        "namespace": "shareable",
        "size": "128K",
        "swapfile": None,
        "reuse": False,
        "max_size": None,
        "mode": 0o600,
        "autolock": True,
        "timeout": 10,
        "serializer": "pickle",
        "readonly": False,
        "trust": False,
        "debug": False,
        "accept_reboot": False,
    }
    text = inspect.getdoc(mmfshare.open)
    for name in names:
        assert re.search(rf"\b{name}\b", text), f"open()'s text does not mention {name}"
    for word in (
        "bytes",
        "seconds",
        "NamespaceNotFound",
        "NamespaceExists",
        "NamespaceFull",
        "CorruptNamespace",
    ):
        assert word in text


@pytest.mark.parametrize(
    "cls", [mmfshare.SharedDict, mmfshare.SharedList, mmfshare.SharedScalar, mmfshare.Namespace]
)
def test_handles_have_what_their_models_have(cls):
    model = {mmfshare.SharedDict: dict, mmfshare.Namespace: dict, mmfshare.SharedList: list}.get(cls)
    if model:
        missing = {name for name in dir(model) if not name.startswith("_")} - set(dir(cls))
        assert not missing
    for name in {mmfshare.SharedScalar: ["value", "key", "add", "compare_exchange"]}.get(
        cls, ["snapshot", "copy"]
    ):
        assert hasattr(cls, name)
    assert cls.__doc__ and len(cls.__doc__) > 100


def test_the_text_of_namespace_names_all_that_it_has_besides_a_dict():
    text = inspect.getdoc(mmfshare.Namespace)
    besides = {
        name for name in set(dir(mmfshare.Namespace)) - set(dir(mmfshare.SharedDict)) if name[0] != "_"
    }
    assert not {name for name in besides if not re.search(rf"\b{name}\b", text)}


def test_classes_are_annotated_and_typed():
    assert (Path(mmfshare.__file__).parent / "py.typed").exists()
    assert (Path(mmfshare.__file__).parent / "_mmf.pyi").exists()
    assert typing.get_type_hints(mmfshare.namespaces)["return"] == list[str]


def test_the_stub_names_what_the_extension_has():
    import ast

    stub = ast.parse((Path(mmfshare.__file__).parent / "_mmf.pyi").read_text(encoding="utf-8"))
    checked = 0
    for node in stub.body:
        if isinstance(node, ast.ClassDef) and not node.name.startswith("_"):
            cls = getattr(mmfshare._mmf, node.name)
            for member in node.body:
                if isinstance(member, ast.FunctionDef):
                    assert hasattr(cls, member.name), f"{node.name}.{member.name}"
                    checked += 1
                elif isinstance(member, ast.AnnAssign):
                    assert hasattr(cls, member.target.id), f"{node.name}.{member.target.id}"
                    checked += 1
        elif isinstance(node, ast.FunctionDef):
            assert hasattr(mmfshare._mmf, node.name), node.name
    assert checked > 30


def test_importing_starts_nothing_and_is_quick(folder):
    program = (
        "import sys; there = {*sys.modules}; sys.path[:0] = sys.argv[1:]; import mmfshare\n"
        "mmfshare.open('test', '64K').destroy()\n"
        "unwanted = {'multiprocessing', 'asyncio', 'ctypes', 'typing', 're', 'enum', 'contextlib', 'logging'}\n"
        "print(sorted(unwanted & {*sys.modules} - there))\n"
        "import threading; print(threading.active_count())\n"
    )
    # Without site, which may have imported some of them for the folder that the package is in.
    done = support.python("-S", "-c", program, Path(mmfshare.__file__).parent.parent)
    assert (done.stdout, done.stderr) == ("[]\n1\n", "")
    assert not list(folder.iterdir())
