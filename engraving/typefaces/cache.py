"""A folder of files that can be made again: written beside and renamed, damaged ones read as absent."""

from __future__ import annotations

import atexit
import os
import shutil
import sys
import tempfile
from functools import cache
from pathlib import Path

from engraving.errors import CannotWrite
from engraving.files import replace_file


def cache_folder() -> Path:
    """``$ENGRAVING_CACHE``, else the user's cache folder on this platform."""
    named = os.environ.get("ENGRAVING_CACHE")
    if named:
        return Path(named)
    if sys.platform == "win32":
        base = os.environ.get("LOCALAPPDATA") or "~/AppData/Local"
    elif sys.platform == "darwin":
        base = "~/Library/Caches"
    else:
        base = os.environ.get("XDG_CACHE_HOME") or "~/.cache"
    return Path(base).expanduser() / "engraving"


class Store:
    """One folder of cached files; a folder that cannot be written gives way to one in the temp folder."""

    def __init__(self, folder: Path | None = None) -> None:
        self._folder = folder or cache_folder()

    def read(self, name: str) -> bytes | None:
        """The content of ``name``, or None if it is not there."""
        try:
            return (self._folder / name).read_bytes()
        except OSError:
            return None

    def path(self, name: str) -> Path:
        """Where ``name`` is kept."""
        return self._folder / name

    def write(self, name: str, content: bytes) -> Path:
        """Keep ``content`` as ``name``; readers see the whole of it or nothing."""
        try:
            self._folder.mkdir(parents=True, exist_ok=True)
            replace_file(self.path(name), content)
        except (OSError, CannotWrite):
            self._folder = _spare_folder()
            replace_file(self.path(name), content)
        return self.path(name)


@cache
def _spare_folder() -> Path:
    """A folder that lasts as long as the process."""
    folder = tempfile.mkdtemp(prefix="engraving-")
    atexit.register(shutil.rmtree, folder, ignore_errors=True)
    return Path(folder)
