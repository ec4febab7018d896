"""Builds the extension mmfshare._mmf; everything else about the package is in pyproject.toml.

MMFSHARE_BUILD=release|debug|asan|tsan|crash chooses how: debug has assertions and treats warnings as errors,
asan and tsan are the sanitizers (LD_PRELOAD their runtime), crash numbers every store to shared memory.
"""

import os
import sys
from glob import glob

from setuptools import Extension, setup

WARNINGS = ["-Wall", "-Wextra", "-Wno-missing-field-initializers"]
# A cell is two words. What was just stored word by word must not be loaded as 16 bytes: the processor cannot forward
# two stores to one load, and waits until both are in the cache.
WORD_BY_WORD = "-fno-tree-slp-vectorize"
# Where functions begin within their cache lines must not depend on the length of others: it made up to 30 % in the time
# of an insertion.
ALIGNED = "-falign-functions=64"
OPTIMISED = ["-O2", WORD_BY_WORD, ALIGNED, "-flto=auto", "-fno-semantic-interposition"]
CHECKED = ["-O1", "-g", "-fno-omit-frame-pointer", "-UNDEBUG", "-Wshadow", "-Werror"]
SANITIZERS = {
    "asan": ["-fsanitize=address,undefined", "-fno-sanitize-recover=undefined"],
    "tsan": ["-fsanitize=thread"],
}


def flags(build):
    """Flags for the compiler and for the linker."""
    if build == "release":
        return OPTIMISED, OPTIMISED
    if build == "crash":
        return [*OPTIMISED, "-DMMF_CRASH_POINTS"], OPTIMISED
    if build == "debug":
        return [*CHECKED, "-O0"], []
    if build in SANITIZERS:
        return [*CHECKED, *SANITIZERS[build]], SANITIZERS[build]
    sys.exit(f"MMFSHARE_BUILD={build!r} is none of release, debug, asan, tsan, crash")


def sources():
    """All C files but those of other operating systems."""
    system = f"src/_mmf/os/os_{sys.platform}.c"
    if not os.path.exists(system):
        sys.exit(f"mmfshare does not run on {sys.platform} yet: there is no {system}")
    systems = glob(f"src/_mmf/os/os_{sys.platform}*.c")
    return sorted([*glob("src/_mmf/core/*.c"), *glob("src/_mmf/py/*.c"), *systems])


compile_flags, link_flags = flags(os.environ.get("MMFSHARE_BUILD", "release"))

setup(
    ext_modules=[
        Extension(
            "mmfshare._mmf",
            sources=sources(),
            depends=sorted(glob("src/_mmf/*/*.h")),
            extra_compile_args=[
                "-std=c11",
                *WARNINGS,
                "-fvisibility=hidden",
                "-ftls-model=initial-exec",
                "-pthread",
                *compile_flags,
            ],
            extra_link_args=["-pthread", *link_flags],
        )
    ]
)
