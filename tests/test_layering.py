"""The rules that keep the layers apart, and what the C core never does, read from the sources."""

from __future__ import annotations

import re
from collections import Counter
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent
SOURCE = ROOT / "src" / "_mmf"
C_FILES = sorted(SOURCE.rglob("*.[ch]"))
CORE = [path for path in C_FILES if path.parent.name == "core"]
SYSTEM = [path for path in C_FILES if path.parent.name == "os"]
PYTHON_LAYER = [path for path in C_FILES if path.parent.name == "py"]
PYTHON_FILES = sorted((ROOT / "mmfshare").rglob("*.py"))
INCLUDE = re.compile(r'^\s*#\s*include\s+([<"])([^>"]+)[>"]', re.M)
LINES_AT_MOST = 500


def layers():
    """The core's layers from the bottom up, as the picture in src/_mmf/README.md has them: sets of names."""
    picture = (SOURCE / "README.md").read_text(encoding="utf-8").split("-----\n")[1].split("-----")[0]
    found = []
    for line in picture.splitlines():
        names = re.split(r"\s{2,}", line.strip())[0]
        names += " " + " ".join(re.findall(r"\((\w+)\.h\)", line))
        words = set(re.findall(r"\w+", names)) - {"core", "h"}
        if words:
            found.append(words)
    return found[::-1]


LAYER = {name: number for number, names in enumerate(layers()) for name in names}
C_HEADERS_OF_LAYOUT = {"stdint.h", "stddef.h", "stdbool.h", "stdatomic.h"}


def name_of(path):
    return str(path.relative_to(ROOT))


def read(path):
    return path.read_text(encoding="utf-8")


def without_comments_and_texts(path):
    """The code alone, lines kept."""
    text = re.sub(r'"(?:\\.|[^"\\\n])*"', '""', read(path))
    text = re.sub(r"/\*.*?\*/", lambda match: "\n" * match[0].count("\n"), text, flags=re.S)
    return re.sub(r"//[^\n]*", "", text)


def includes(path):
    return [(bracket, name) for bracket, name in INCLUDE.findall(read(path))]


def each(paths):
    return pytest.mark.parametrize("path", paths, ids=[name_of(path) for path in paths])


def test_the_sources_are_there():
    assert len(CORE) > 10 and SYSTEM and PYTHON_LAYER and PYTHON_FILES


@each(C_FILES + PYTHON_FILES + sorted((ROOT / "tests").rglob("*.py")))
def test_files_are_short(path):
    assert read(path).count("\n") <= LINES_AT_MOST


def test_invariants_have_one_number_each_and_those_cited_exist():
    """Numbers like L3 are defined where a line of a comment begins with them, and cited as (L3) or where one begins."""
    defined = [number for path in C_FILES for number in re.findall(r"^ \* ([A-Z]\d)  ", read(path), re.M)]
    assert len(defined) == len(set(defined)) > 50, sorted({n for n in defined if defined.count(n) > 1})
    for path in C_FILES:
        cited = re.findall(r"\(([A-Z]\d)\)|/\* ([A-Z]\d)(?: \*/|:)|see ([A-Z]\d)\b", read(path))
        assert {number for groups in cited for number in groups if number} <= set(defined), path


@each(C_FILES)
def test_c_is_ascii_and_says_why_it_exists(path):
    text = read(path)
    assert text.isascii()
    assert text.startswith(f"/* {path.name} -- "), "the first line names the file and says what it is for"
    assert "\t" not in text and not re.search(r"[ \t]+$", text, re.M)


@each(C_FILES)
def test_only_the_python_layer_knows_python(path):
    names = {name for _, name in includes(path)}
    if path in PYTHON_LAYER:
        ours = {Path(name).name for bracket, name in includes(path) if bracket == '"'}
        of_the_core = ours & {core.name for core in CORE} - {layer.name for layer in PYTHON_LAYER}
        assert of_the_core <= {"mmf.h", "cell.h", "status.h"}, "only the core's public face"
    else:
        assert "Python.h" not in names and not any(name.startswith("py/") for name in names)
        assert not re.search(r"\bPy[A-Z_]\w+", without_comments_and_texts(path))


@each(CORE)
def test_the_core_calls_nothing_of_the_system_by_itself(path):
    allowed = {
        "assert.h", "errno.h", "inttypes.h", "limits.h", "math.h", "stdalign.h", "stdarg.h", "stdatomic.h",
        "stdbool.h", "stddef.h", "stdint.h", "stdlib.h", "string.h", "pthread.h", "threads.h", "stdio.h",
    }  # fmt: skip
    system = {name for bracket, name in includes(path) if bracket == "<"}
    assert system <= allowed, "the rest is the business of os/"
    if path.name in ("layout.h", "base.h"):
        assert system <= C_HEADERS_OF_LAYOUT


@each([path for path in C_FILES if path not in SYSTEM])
def test_no_system_is_told_apart_outside_os(path):
    told_apart = r"^\s*#\s*(?:el)?if.*\b(_WIN32|__linux__|__APPLE__|__FreeBSD__|__unix__|_MSC_VER)\b"
    assert not re.search(told_apart, read(path), re.M)


FORBIDDEN = (
    r"\b(v?f?printf|puts|putchar|perror|_?exit|abort|raise|system|sprintf|strcpy|strcat|gets|alloca|setjmp|longjmp)"
    r"\s*\("
)


@each(CORE + SYSTEM)
def test_the_core_neither_prints_nor_ends_the_process(path):
    found = re.search(FORBIDDEN, without_comments_and_texts(path))
    assert not found, found


@each(CORE)
def test_only_what_stands_below_or_beside_is_included(path):
    assert path.stem in LAYER, "src/_mmf/README.md shows no layer for it"
    ours = {Path(name).stem for bracket, name in includes(path) if bracket == '"'} - {"mmf", "os"}
    assert {name for name in ours if LAYER[name] > LAYER[path.stem]} == set()


def test_headers_include_each_other_in_no_circle():
    below = {path.stem: {Path(n).stem for _, n in includes(path)} for path in CORE if path.suffix == ".h"}
    done: set[str] = set()
    while ready := {
        name for name, needs in below.items() if name not in done and needs & below.keys() <= done
    }:
        done |= ready
    assert done == below.keys()


def test_the_picture_names_only_what_is_there():
    assert LAYER.keys() <= {path.stem for path in CORE}


@pytest.mark.parametrize("one, other", [("table", "list"), ("list", "table")])
def test_table_and_list_never_know_each_other(one, other):
    for path in CORE:
        if path.stem == one:
            assert f"{other}.h" not in {name for _, name in includes(path)}


def test_table_and_list_never_lock():
    for path in CORE:
        if path.stem in ("table", "table_check", "list", "index", "heap", "slab", "log"):
            assert "lock.h" not in {name for _, name in includes(path)}
            assert not re.search(r"\bmmf_lock\w*\s*\(", without_comments_and_texts(path))


def test_nothing_in_the_file_depends_on_the_platform():
    """Shared structures have fixed-width fields: no pointer, long, bool, int or bit-field."""
    layout = without_comments_and_texts(SOURCE / "core" / "layout.h")
    structures = re.findall(r"struct\s+(mmf_\w+_shm)\s*\{(.*?)\n\};", layout, re.S)
    assert structures
    for name, body in structures:
        for field in filter(None, (line.strip() for line in body.split(";"))):
            assert re.match(r"(?:uint(8|16|32|64)_t|struct\s+mmf_\w+_shm)\s+\w+", field), f"{name}: {field}"
            assert "*" not in field and ":" not in field, f"{name}: {field}"


@each(PYTHON_LAYER)
def test_the_python_layer_keeps_no_global_state(path):
    """All state is the module's: nothing that a function could change lies outside of functions."""
    for line in without_comments_and_texts(path).splitlines():
        if re.match(r"static\s+(?!const\b|inline\b)[\w\s\*]+\w+(\[\w*\])?\s*(=|;)", line):
            # Tables that CPython's slots and definitions want writable by type, though none writes them.
            assert re.match(
                r"static\s+(struct\s+)?Py(MethodDef|MemberDef|GetSetDef|Type_Slot|Type_Spec|ModuleDef|ModuleDef_Slot)\w*\s",
                line,
            ), line


@each(PYTHON_FILES)
def test_python_says_what_it_is_for(path):
    text = read(path)
    if text.strip():
        assert text.startswith('"""')
    assert "TODO" not in text and "FIXME" not in text and "XXX" not in text


DECLARED = re.compile(r"^(?!#|typedef|return)\w[^=;{(]*?\b(\w+)\((?!\*)[^;{]*([;{])", re.M)


def test_what_headers_declare_is_used():
    """But for mmf.h: the core's public face has users in C, too."""
    headers = [path for path in C_FILES if path.suffix == ".h" and path.name != "mmf.h"]
    words = Counter(re.findall(r"\w+", "\n".join(map(without_comments_and_texts, C_FILES))))
    for path in headers:
        for name, end in DECLARED.findall(without_comments_and_texts(path)):
            itself = 2 if end == ";" else 1  # declared and defined; or defined at once
            assert words[name] > itself, f"{path.name}: nothing uses {name}()"


@each(C_FILES)
def test_comments_name_only_files_that_are_there(path):
    ours = {file.name for file in C_FILES} | {file.name for file in PYTHON_FILES}
    ours |= {"FORMAT.md", "setup.py", "Python.h", "os_SYSTEM.c"}
    named = set(re.findall(r"\b\w+\.(?:c|h|py|md)\b", " ".join(re.findall(r"/\*.*?\*/", read(path), re.S))))
    assert named <= ours


@each(C_FILES)
def test_no_unfinished_business(path):
    assert not re.search(r"\b(TODO|FIXME|XXX|HACK)\b", read(path))
