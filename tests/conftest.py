"""Every test gets a folder of its own for namespaces, and must leave nothing open, running or lying about."""

from __future__ import annotations

import gc
import os
import shutil
import sys
import tempfile
from collections.abc import Callable, Iterator
from pathlib import Path

import hypothesis
import pytest
import support

import mmfshare

# What --hypothesis-profile=NAME says is loaded by the plugin after this.
for profile, examples in (("default", 100), ("long", 5000)):
    hypothesis.settings.register_profile(
        profile, deadline=None, max_examples=examples, stateful_step_count=30, print_blob=True
    )
hypothesis.settings.load_profile("default")

FAILED = pytest.StashKey[bool]()


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """Leave out what is marked slow, unless -m speaks of it or its file and name are given."""
    if "slow" in config.option.markexpr or any("::" in argument for argument in config.args):
        return
    slow = [item for item in items if item.get_closest_marker("slow")]
    config.hook.pytest_deselected(items=slow)
    items[:] = [item for item in items if item not in slow]


@pytest.hookimpl(wrapper=True, tryfirst=True)
def pytest_runtest_makereport(item: pytest.Item, call: pytest.CallInfo[None]) -> Iterator[None]:
    report = yield
    if report.when == "call":
        item.stash[FAILED] = report.failed
    return report


@pytest.fixture(autouse=True)
def folder(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """MMFSHARE_DIR of this test alone, in memory where there is /dev/shm; removed at the end."""
    path = Path(tempfile.mkdtemp(prefix="mmfshare-test-", dir=support.memory_folder()))
    monkeypatch.setenv("MMFSHARE_DIR", str(path))
    try:
        yield path
        # A failed test's traceback still refers to what it had open. Without a GIL, memory stays mapped until the last
        # object of a namespace goes, and pytest holds on to some until later: then the scripts in isolated/ alone look.
        if support.WITH_GIL and not request.node.stash.get(FAILED, True) and support.open_below(path):
            gc.collect()
            left = support.open_below(path)
            assert not left, f"the test left these open: {left}"
    finally:
        shutil.rmtree(path)


@pytest.fixture
def ns() -> Iterator[mmfshare.Namespace]:
    """A fresh namespace called "test", closed at the end. Proved to be sound if the test left it open."""
    namespace = mmfshare.open("test", timeout=30)
    try:
        yield namespace
        if not namespace.closed:
            namespace.verify()
    finally:
        namespace.close()


@pytest.fixture
def default(folder: Path) -> Iterator[mmfshare.Namespace]:
    """The default namespace of tie(), this test's alone. The test may close it and open another."""
    first = mmfshare.configure()
    yield first
    if first.closed:
        mmfshare.configure().close()
    else:
        first.verify()
        first.close()


@pytest.fixture(scope="module")
def shared_ns(tmp_path_factory: pytest.TempPathFactory) -> Iterator[mmfshare.Namespace]:
    """One namespace for all examples of a file's properties: what one leaves behind, the next finds."""
    with mmfshare.open("examples", swapfile=tmp_path_factory.mktemp("codec") / "file") as ns:
        yield ns
        ns.verify()


@pytest.fixture
def child() -> Iterator[Callable[..., support.Child]]:
    """child(function, *args, method="fork") starts a support.Child; what still runs at the end is killed."""
    children: list[support.Child] = []

    def start(function: Callable[..., object], *args: object, method: str = "fork") -> support.Child:
        children.append(support.Child(function, *args, method=method))
        return children[-1]

    try:
        yield start
    finally:
        for started in children:
            started.end()


def _disk(tmp_path: Path, size: str) -> Iterator[Path]:
    """A file system of that size: only root can mount one."""
    if not sys.platform.startswith("linux") or os.geteuid() != 0:
        pytest.skip("needs root on Linux, to mount a small tmpfs")
    path = tmp_path / "disk"
    path.mkdir(mode=0o700)
    problem = support.mount_tmpfs(path, size)
    if problem:
        pytest.skip(f"cannot mount a small tmpfs here: {problem}")
    try:
        yield path
    finally:
        gc.collect()
        support.unmount(path)


@pytest.fixture
def small_disk(tmp_path: Path) -> Iterator[Path]:
    yield from _disk(tmp_path, "1M")


@pytest.fixture
def disk_of_16_mib(tmp_path: Path) -> Iterator[Path]:
    yield from _disk(tmp_path, "16M")
