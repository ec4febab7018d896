"""system_info(): what this machine allows namespaces to take."""

from __future__ import annotations

import os
import sys
from dataclasses import dataclass

from mmfshare import _place


@dataclass(frozen=True)
class SystemInfo:
    """Space and limits for namespaces by name, as of now.

    folder: where they live; it need not exist yet. folder_bytes, folder_free_bytes: size of the file system that
        it is in, and what is free there.
    memory_bytes: physical memory. page_size: bytes of a page, the unit in which files and memory are given.
    size_least, size_most: bytes that a namespace can have.
    address_space_limit, file_size_limit: bytes that this process may map (RLIMIT_AS), and that a file of its may
        have (RLIMIT_FSIZE); None where there is no limit.
    namespaces: how many there are in the folder; their number has no limit of its own.
    """

    folder: str
    folder_bytes: int
    folder_free_bytes: int
    memory_bytes: int
    page_size: int
    size_least: int
    size_most: int
    address_space_limit: int | None
    file_size_limit: int | None
    namespaces: int


def system_info() -> SystemInfo:
    """Where namespaces by name live, how much room there is, and which limits hold. OSError as from the system."""
    folder = _place.default_folder()
    space = os.statvfs(_existing(folder))
    page = os.sysconf("SC_PAGE_SIZE")
    return SystemInfo(
        folder=folder,
        folder_bytes=space.f_frsize * space.f_blocks,
        folder_free_bytes=space.f_frsize * space.f_bavail,
        memory_bytes=page * os.sysconf("SC_PHYS_PAGES"),
        page_size=page,
        size_least=_place.SIZE_LEAST,
        size_most=_place.SIZE_MOST,
        address_space_limit=_limit("RLIMIT_AS"),
        file_size_limit=_limit("RLIMIT_FSIZE"),
        namespaces=len(_place.list_names()),
    )


def _existing(path: str) -> str:
    while not os.path.exists(path):
        path = os.path.dirname(path)
    return path


def _limit(name: str) -> int | None:
    if sys.platform == "win32":
        return None
    import resource

    limit = resource.getrlimit(getattr(resource, name))[0]
    return None if limit == resource.RLIM_INFINITY else limit
