"""In from the exchange format: a file of unknown worth becomes a :class:`~engraving.score.Cue` and findings.

How a score comes in::

    path ──► opening      in a thread of its own, while the reader is imported
         ──► container    the file, or the score inside an .mxl; limits, and refusals that name them
             ├ compressed     the archive: bombs, path tricks, which member is the score
             ├ characters     bytes to clean UTF-8: false encodings, stray bytes
             ├ document       a harmless prologue, a tree, and is it a score at all
             └ timewise       bar by bar regrouped part by part
         ──► schema       against MusicXML 4.0, in a thread, as advice
         ──► reader       the tree becomes a cue: bars, parts, events, spanners, time lines
         ──► coverage     what the tree holds that is not drawn, so that nothing is lost in silence

Files of other kinds (ABC, Humdrum, MEI, MIDI) make a detour by way of ``other_formats``. Bad music is
findings; an error is raised only for a file nothing can be read from, or that could do harm.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, TypeAlias

from engraving.beside import Beside
from engraving.findings import Finding, Severity, Where
from engraving.musicxml.container import Source, open_bytes
from engraving.musicxml.coverage import undrawn
from engraving.musicxml.opening import Opening
from engraving.musicxml.schema import violations

if TYPE_CHECKING:
    from engraving.musicxml.reader import Reading
    from engraving.score import Cue

__all__ = [
    "Opening",
    "Source",
    "Unchecked",
    "open_bytes",
    "read",
    "read_data",
    "read_unchecked",
    "undrawn",
    "violations",
]

_PATIENCE = 20.0  # seconds validation may go on after the reading is done
_SchemaCheck: TypeAlias = Beside[tuple[Finding, ...]]  # libxml2 validates while Python reads the same tree


def read(path: Path, *, validate: bool = True) -> Reading:
    """Read the score in ``path``: MusicXML plain or compressed, or a format that can be converted.

    Findings of opening, schema, reading and coverage come together in source order. Raises ``UsageError``,
    ``NotMusicXML``, ``UnsafeInput`` or ``MissingResource`` when the work cannot go on.
    """
    return read_unchecked(path, validate=validate).checked()


def read_data(data: bytes, name: str, *, validate: bool = True) -> Reading:
    """Read a score in memory (standard input, an upload) that messages call ``name``; as :func:`read`."""
    return read_unchecked(Opening(Path(name), data), validate=validate).checked()


def read_unchecked(
    score: Path | Opening,
    *,
    validate: bool = True,
    meanwhile: Callable[[], None] | None = None,
    check_after: Callable[[], object] | None = None,
) -> Unchecked:
    """As :func:`read`, for those who have work to do while the check against the schema goes on, and some that can be
    done ``meanwhile`` the file is taken apart. The check begins when ``check_after`` has returned: what is done beside
    the reading is better done one after the other."""
    opening = Opening.of(score)
    from engraving.musicxml.reader import read_tree

    if meanwhile is not None:
        meanwhile()
    source = opening.source()
    violated = partial(violations, source.root, file=source.file, member=source.member)
    check = Beside(violated, check_after) if validate else None
    return Unchecked(read_tree(source.root, file=source.file, member=source.member), source, check)


class Unchecked:
    """A score whose music has been read; what schema and coverage have to say of its file is still to come."""

    def __init__(self, reading: Reading, source: Source, check: _SchemaCheck | None) -> None:
        self._reading = reading
        self._unasked: tuple[Source, _SchemaCheck | None] | None = source, check

    @property
    def cue(self) -> Cue:
        """The music."""
        return self._reading.cue

    def checked(self) -> Reading:
        """The reading with every finding; waits for the schema. The tree of the file is let go."""
        if self._unasked is not None:
            source, check = self._unasked
            self._unasked = None
            lost = undrawn(source.root, file=source.file, member=source.member)
            said = _said(check, source) if check else ()
            findings = (*source.findings, *said, *self._reading.findings, *lost)
            self._reading = self._reading._replace(findings=_in_source_order(self.cue, findings))
        return self._reading


def _said(check: _SchemaCheck, source: Source) -> tuple[Finding, ...]:
    """What the schema says; a finding says so when that does not come in time."""
    try:
        return check.result(_PATIENCE)
    except TimeoutError:
        where = Where(file=source.file, member=source.member)
        message = f"Not checked against the schema: that would take more than {_PATIENCE:.0f} seconds."
        return (Finding("schema", Severity.WARNING, where, message),)


def _in_source_order(cue: Cue, findings: tuple[Finding, ...]) -> tuple[Finding, ...]:
    """What concerns the whole file first, then part by part in score order, bar by bar."""
    rank = {part.name: index for index, part in reversed(list(enumerate(cue.parts)))}

    def place(finding: Finding) -> tuple[int, int, float, int]:
        where = finding.where
        return rank.get(where.part, -1), where.bar_index, where.beat, where.line

    return tuple(sorted(findings, key=place))
