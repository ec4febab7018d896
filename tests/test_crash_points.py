"""SIGKILL at a sample of all stores to shared memory, in every operation (tests/c/crash: at each of them)."""

import os
import shutil
import subprocess
from pathlib import Path

import pytest

RUN = Path(__file__).parent / "c" / "crash" / "run"


@pytest.mark.crash
@pytest.mark.slow
@pytest.mark.skipif(shutil.which("gcc") is None, reason="needs a C compiler")
@pytest.mark.parametrize("what", ["--quick", "sleepers"])
def test_death_at_any_store_leaves_the_state_of_before_or_after_and_is_told(what):
    done = subprocess.run(
        [str(RUN), what], env=os.environ | {"CC": "gcc"}, capture_output=True, text=True, timeout=300
    )
    assert done.returncode == 0, done.stdout + done.stderr
    assert done.stdout.splitlines()[-1].endswith(" passed, 0 failed")
