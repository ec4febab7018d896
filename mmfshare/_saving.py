"""ns.save() and load(): a namespace as it is at one instant, in a file that survives the machine."""

from __future__ import annotations

import errno
import os

from mmfshare import _mmf, _place

TYPE_CHECKING = False  # see _dict
if TYPE_CHECKING:
    from typing import Any

    from mmfshare._namespace import Namespace

    Path = str | bytes | os.PathLike[Any]


def save(ns: Namespace, path: Path) -> None:
    """Namespace.save()."""
    target = _place.file_path(path, "path")
    if os.path.islink(target):
        text = "it is a symbolic link, and links are not followed; give the path of the file itself"
        raise PermissionError(errno.EACCES, text, target)
    if os.path.lexists(target) and not os.path.isfile(target) and not os.path.isdir(target):
        text = "it is no regular file, and saving would put one in its place; give another path"
        raise FileExistsError(errno.EEXIST, text, target)
    if _place.has_magic(target):
        text = "a namespace in use lives there, which saving would cut off from its users; give another path"
        raise _mmf.NamespaceExists(errno.EEXIST, text, target)
    ns._save(target)


def make(
    saved: Path, namespace: str | None, swapfile: Path | None, replace: bool, trust: bool
) -> tuple[str, str]:
    """Make the file of load(); the name and path to open it by."""
    source = _place.file_path(saved, "path")
    name = _place.check_name(_mmf.saved_name(source, trust) if namespace is None else namespace)
    if swapfile is not None:
        path = _place.file_path(swapfile)
        _place.check_folder_exists(path)
    else:
        path = os.path.join(_place.checked_folder(create=True, trust=trust), name)
    if replace and os.path.lexists(path) and not _place.has_magic(path):
        text = "it is no namespace, so it is not replaced; remove it, or load to another place"
        raise _mmf.NamespaceExists(errno.EEXIST, text, path)
    _mmf.load(source, path, replace, trust)
    return name, path
