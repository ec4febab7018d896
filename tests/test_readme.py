"""Every Python block of the README and the docs runs, in the order of the page, and prints what it says.

A block that a page marks with `<!-- not run: why -->` on the line before is left out, if it says why.
"""

from __future__ import annotations

import re
from pathlib import Path

import pytest
import support

ROOT = Path(__file__).parent.parent
PAGES = [path for path in (ROOT / "README.md", *sorted((ROOT / "docs").glob("*.md"))) if path.exists()]
BLOCK = re.compile(r"(?:^<!-- not run: (?P<why>.+?) -->\n)?^```(?:python|py)\n(?P<code>.*?)^```", re.M | re.S)


def program(page: Path) -> str:
    """All blocks of a page as one program; the line numbers are those of the page."""
    text = page.read_text(encoding="utf-8")
    lines: list[str] = []
    for block in BLOCK.finditer(text):
        if block["why"]:
            continue
        first = text.count("\n", 0, block.start("code"))
        lines += [""] * (first - len(lines))
        lines += block["code"].splitlines()
    return "\n".join(lines) + "\n"


def test_the_readme_is_there_and_has_examples():
    assert (ROOT / "README.md").exists()
    assert BLOCK.search((ROOT / "README.md").read_text(encoding="utf-8"))


@pytest.mark.parametrize("page", PAGES, ids=[str(path.relative_to(ROOT)) for path in PAGES])
def test_the_examples_run(page, tmp_path, folder):
    code = program(page)
    if not code.strip():
        compile(code, str(page), "exec")
        return
    # A file under its own name: examples with workers are imported again by spawn.
    script = tmp_path / "example.py"
    script.write_text(code, encoding="utf-8")
    done = support.python(str(script), cwd=tmp_path)
    assert done.returncode == 0, done.stderr
    assert not list(folder.iterdir()), "whoever tries a page keeps what it leaves"
