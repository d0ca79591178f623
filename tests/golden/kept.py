"""Listings that were looked at once: compared with what is engraved now, or replaced by it."""

from __future__ import annotations

import difflib
from pathlib import Path

from tests.golden.album import Album

MOST_SHOWN = 40


class Kept:
    """``update`` accepts what is new; ``album`` shows every page that changed, accepted or not."""

    def __init__(self, *, update: bool, album: Album | None = None) -> None:
        self.update = update
        self.album = album

    def compare(self, golden: Path, made: str) -> None:
        """Fail with a readable difference when ``made`` is not what the file holds."""
        kept = golden.read_text(encoding="utf-8") if golden.exists() else ""
        if made == kept:
            return
        if self.album is not None:
            self.album.show(golden.stem, kept, made)
        if self.update:
            golden.write_text(made, encoding="utf-8")
            return
        changes = list(difflib.unified_diff(kept.splitlines(), made.splitlines(), "kept", "made", n=0, lineterm=""))
        count = sum(line[0] in "+-" for line in changes[2:])
        raise AssertionError("\n".join([f"{golden.stem}: {count} lines changed", *changes[:MOST_SHOWN]]))
