"""Which program wrote a list, told by what is in it and never by its name; and the list, read."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from engraving.errors import UsageError
from engraving.spotting import avid_markers, columns, edl, pro_tools, reaper
from engraving.spotting.sources import Source, open_source, shown
from engraving.spotting.values import SpottingList
from engraving.timing.rates import Rate

_OTHERS = (
    (b"\xd0\xcf\x11\xe0", "an AAF or an old office document"),
    (b"PK\x03\x04", "a zip: a bundle or a spreadsheet"),
    (b"%PDF", "a PDF"),
    (b"<?xml version='1.0' encoding='utf-8'?><score", "a score"),
)
EXPECTED = (
    "Known: CSV with a row of column names, Pro Tools session text, CMX 3600 edit list with locators, Avid's marker "
    "list, REAPER's region and marker CSV, FCPXML, OpenTimelineIO (.otio), MIDI with markers."
)


def _fcpxml(source: Source, project: str) -> SpottingList:
    from engraving.spotting.fcpxml import read_fcpxml

    return read_fcpxml(source, project)


def _otio(source: Source, _project: str) -> SpottingList:
    from engraving.spotting.otio import read_otio  # the package behind it takes its time to load

    return read_otio(source)


def _midi(source: Source, _project: str) -> SpottingList:
    from engraving.spotting.midi_markers import read_midi

    return read_midi(source)


READERS: dict[str, Callable[[Source, str], SpottingList]] = {
    columns.DIALECT: lambda source, _: columns.read_csv(source),
    pro_tools.DIALECT: lambda source, _: pro_tools.read_pro_tools(source),
    avid_markers.DIALECT: lambda source, _: avid_markers.read_avid_markers(source),
    edl.DIALECT: lambda source, _: edl.read_edl(source),
    reaper.DIALECT: lambda source, _: reaper.read_reaper(source),
    "fcpxml": _fcpxml,
    "otio": _otio,
    "midi": _midi,
}
"""Every dialect by the name it may be asked for."""


def read_spotting(path: Path, rate: Rate | None = None, dialect: str = "", project: str = "") -> SpottingList:
    """The markers and cues of a list.

    ``rate`` is the cue's, needed for lists with timecode that do not say theirs; ``dialect`` one of ``READERS``, when
    it should not be told by the content; ``project`` names one of several in an FCPXML. Raises ``UsageError``,
    ``NotASpottingList`` (with what was seen and what was expected) or ``UnsafeInput``.
    """
    source = open_source(path, rate)
    named = dialect or dialect_of(source)
    if named not in READERS:
        raise UsageError(f"There is no dialect “{named}”.", remedy=f"Known: {', '.join(READERS)}.")
    found = READERS[named](source, project)
    if not found.markers and not found.cues:
        source.refuse(f"The list was read as {named} and holds no marker.", "Export it again, with its markers.")
    return found


def dialect_of(source: Source) -> str:
    """The dialect of a file, by its content. Raises ``NotASpottingList``."""
    data = source.data
    if not data.strip():
        source.refuse("The file is empty.", EXPECTED)
    if data.startswith(b"MThd"):
        return "midi"
    other = next((what for magic, what in _OTHERS if data.startswith(magic)), None)
    if other is not None or (b"\0" in data[:1024] and not data.startswith((b"\xff\xfe", b"\xfe\xff"))):
        source.refuse(f"The file is {other or 'binary'}.", EXPECTED)
    text, _ = source.text()
    return _dialect_of_text(source, text.lstrip())


def _dialect_of_text(source: Source, text: str) -> str:
    first = text.split("\n", 1)[0].strip()
    if text.startswith("<"):
        return "fcpxml"  # whose reader says what other XML it is
    if text.startswith(("{", "[")):
        return "otio"
    if first.startswith(pro_tools.FIRST_KEY):
        return pro_tools.DIALECT
    if reaper.looks_like_reaper(text):
        return reaper.DIALECT
    if avid_markers.looks_like_avid_markers(text):
        return avid_markers.DIALECT
    if columns.header(text) is not None:
        return columns.DIALECT
    if edl.looks_like_edl(text):
        return edl.DIALECT
    return source.refuse(f"The file begins with {shown(first)}, which is no dialect that is known.", EXPECTED, 1)
