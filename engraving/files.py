"""Files that are there whole or not at all."""

from __future__ import annotations

import errno
import os
import tempfile
from collections.abc import Iterable
from pathlib import Path

from engraving.errors import CannotWrite

_REMEDIES = {
    errno.ENOSPC: "Make room, or write elsewhere.",
    errno.ENOENT: "Make the folder first.",
    errno.EISDIR: "Name a file in it.",
}


def replace_file(path: Path, content: bytes | Iterable[bytes]) -> None:
    """Write ``content`` beside ``path`` and rename it into place.

    Content in pieces is written as they come, so that only one of them need be in memory. Raises ``CannotWrite``.
    """
    try:
        handle, beside = tempfile.mkstemp(prefix=f".{path.name}.", dir=path.parent)
        try:
            with os.fdopen(handle, "wb") as out:
                for piece in (content,) if isinstance(content, bytes) else content:
                    out.write(piece)
            Path(beside).chmod(0o644)
            Path(beside).replace(path)
        except BaseException:  # an interrupted run leaves nothing half written
            Path(beside).unlink(missing_ok=True)
            raise
    except OSError as fault:
        remedy = _REMEDIES.get(fault.errno or 0, "Check the folder and its rights.")
        raise CannotWrite(f"It cannot be written: {fault.strerror or fault}.", str(path), remedy) from fault
