"""Runs each script of tests/isolated in a process of its own, where memory that C code forgets shows."""

import subprocess
import sys
from pathlib import Path

import pytest

SCRIPTS = sorted((Path(__file__).parent / "isolated").glob("leak_*.py"))


@pytest.mark.leak
@pytest.mark.parametrize("script", SCRIPTS, ids=lambda script: script.stem)
def test_nothing_is_left_behind(script, tmp_path):
    command = [sys.executable, "-W", "error", str(script), str(tmp_path / "file")]
    done = subprocess.run(command, capture_output=True, text=True, timeout=150)
    assert done.returncode == 0, done.stdout + done.stderr
