"""What type checkers are told of containers: handles where a live one is read, Any where a plain copy is removed."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest
import support

import mmfshare

PROGRAM = """
from typing import Any, assert_type

from mmfshare import SharedDict, SharedList

Rows = SharedList[int]


def check(d: SharedDict[str, Rows], l: SharedList[Rows], n: SharedDict[str, int]) -> None:
    assert_type(d["a"], Rows)
    assert_type(d.get("a"), Rows | None)
    assert_type(d.get("a", 1), Rows | int)
    assert_type(d.setdefault("a", []), Rows)
    assert_type(d.pop("a"), Any)
    assert_type(d.pop("a", None), Any)
    assert_type(d.popitem(), tuple[str, Any])
    d.update({"a": [1]})
    d.update([("a", [1])], b=[2])
    d.update(d)
    assert_type(l[0], Rows)
    assert_type(l.pop(), Any)
    assert_type(l.popleft(), Any)
    assert_type(n.add("a"), int)
    assert_type(n.add("a", 2), int)
    assert_type(n.add("a", 0.5), float)
    d.update({1: [1]})  # type: ignore[arg-type]  # no such key
"""


def test_types_of_what_is_read_stored_and_removed(tmp_path):
    pytest.importorskip("mypy")
    (tmp_path / "program.py").write_text(PROGRAM)
    command = [sys.executable, "-m", "mypy", "--strict", "--cache-dir", "cache", "program.py"]
    env = {**os.environ, "MYPYPATH": str(Path(mmfshare.__file__).parent.parent)}
    ran = subprocess.run(
        command, cwd=tmp_path, env=env, capture_output=True, text=True, timeout=support.PATIENCE
    )
    assert ran.returncode == 0, ran.stdout
