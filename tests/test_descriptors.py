"""What becomes of a namespace where its process has hardly any descriptors, or others of its code close them."""

from __future__ import annotations

import support

import mmfshare

HARDLY_ANY = """
import os, resource, sys
import mmfshare
resource.setrlimit(resource.RLIMIT_NOFILE, (64, 64))
used = []
try:
    while True:
        used.append(os.open("/dev/null", os.O_RDONLY))
except OSError:
    pass
for number in used[: int(sys.argv[1])]:
    os.close(number)
try:
    mmfshare.open("live")["b"] = 2
except OSError as error:
    print(os.strerror(error.errno))
else:
    print("opened")
"""


def test_who_can_hardly_open_it_does_no_harm() -> None:
    with mmfshare.open("live") as ns:
        ns["a"] = 1
        answers = [support.python("-c", HARDLY_ANY, str(left)).stdout.strip() for left in range(4)]
        assert answers == ["Too many open files"] * 3 + ["opened"]
        look = 'import mmfshare; print(mmfshare.open("live", reuse=True).snapshot())'
        assert support.python("-c", look).stdout.strip() == "{'a': 1, 'b': 2}"
