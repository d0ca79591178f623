"""A score being opened while its reader goes on: libxml2 takes it apart in a thread of its own."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from engraving.beside import Beside
from engraving.musicxml.container import Source, open_bytes, read_bytes
from engraving.musicxml.other_formats import convert_bytes, is_other_format


class Opening:
    """Begins to open the score in ``path`` (or in ``data``, when given) at once.

    Libxml2 works beside this thread, and not the other way round: Ctrl-C must not meet imports of two threads.
    For the same reason a score in another format is converted only when it is asked for.
    """

    def __init__(self, path: Path, data: bytes | None = None) -> None:
        self.path = path
        self._data = data
        self._take: Callable[[], Source] | None
        self._take = self._converted if is_other_format(path.name) else Beside(self._opened).result

    @classmethod
    def of(cls, score: Path | Opening) -> Opening:
        """The opening of ``score``, which begins now unless it has begun before."""
        return score if isinstance(score, Opening) else cls(score)

    def taken(self) -> bool:
        """Has the score been asked for, so that whoever wants it is waiting or has it?"""
        return self._take is None

    def source(self) -> Source:
        """The score, once it is open, and once only: its tree lives as long as the caller wants.

        Raises as ``open_bytes``, ``read_bytes`` and ``convert_bytes``.
        """
        if self._take is None:
            raise RuntimeError("This score has been taken already.")
        take, self._take = self._take, None
        return take()

    def _opened(self) -> Source:
        return open_bytes(self._bytes(), self.path.name)

    def _converted(self) -> Source:
        return convert_bytes(self._bytes(), self.path.name)

    def _bytes(self) -> bytes:
        return read_bytes(self.path) if self._data is None else self._data
