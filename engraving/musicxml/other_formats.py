"""Scores in other formats, converted to MusicXML by music21 and then read like any other.

A conversion is never whole: slurs, dynamics or words may be lost on the way, so every converted score
says so. music21 is imported only when such a file comes (0.3 s); it works in memory, writes no file and
opens no address.
"""

from __future__ import annotations

import contextlib
import hashlib
import io
import warnings
from collections.abc import Iterator, Mapping
from pathlib import PurePath
from typing import NamedTuple

import msgspec
from lxml import etree

from engraving.errors import MissingResource, NotMusicXML, UnsafeInput
from engraving.findings import Finding, Severity, Where
from engraving.musicxml.characters import clean
from engraving.musicxml.container import Source, open_bytes
from engraving.musicxml.document import harmless

MAX_BYTES = 16 * 2**20
"""Largest file converted: music21 needs a few minutes for one of this size."""

_TOLD = 5  # of the converter's own remarks


class _Format(NamedTuple):
    name: str
    converter: str  # of music21.converter.subConverters


_ABC = _Format("ABC", "ConverterABC")
_HUMDRUM = _Format("Humdrum", "ConverterHumdrum")
_MEI = _Format("MEI", "ConverterMEI")
_MIDI = _Format("MIDI", "ConverterMidi")
_SUFFIXES: Mapping[str, _Format] = {
    ".abc": _ABC,
    ".krn": _HUMDRUM,
    ".hum": _HUMDRUM,
    ".mei": _MEI,
    ".mid": _MIDI,
    ".midi": _MIDI,
    ".smf": _MIDI,
}
# What music21 writes where the source says nothing.
_PLACEHOLDERS = ("Music21", "Music21 Fragment")


def is_other_format(name: str) -> bool:
    """Whether a file of this name is one to convert: .abc .krn .hum .mei .mid .midi .smf."""
    return PurePath(name).suffix.lower() in _SUFFIXES


def convert_bytes(data: bytes, name: str) -> Source:
    """Convert ``data`` by the suffix of ``name``; its elements have no source lines.

    Raises ``NotMusicXML`` when music21 cannot read it, ``UnsafeInput`` when it is too large or (MEI) has
    a harmful document type, ``MissingResource`` when music21 is not installed.
    """
    kind = _SUFFIXES.get(PurePath(name).suffix.lower())
    if kind is None:
        raise NotMusicXML("This is no format that can be converted.", name, "Give ABC, Humdrum, MEI or MIDI.")
    if len(data) > MAX_BYTES:
        limit = f"{MAX_BYTES // 2**20} MiB"
        raise UnsafeInput(f"Refused: {kind.name} of more than {limit}.", name, "Export MusicXML instead.")
    if not data.strip():
        raise NotMusicXML("The file is empty.", name, "Export the score again.")
    text = _readable(data, kind, Where(file=name))
    remarks = io.StringIO()
    with _quietly(remarks):
        converted, tunes = _by_music21(text, kind, name)
    source = open_bytes(converted, name)
    _forget_the_conversion(source.root)
    findings = (*_told(kind, tunes, remarks.getvalue(), Where(file=name)), *source.findings)
    return msgspec.structs.replace(source, sha256=hashlib.sha256(data).hexdigest(), findings=findings)


def _readable(data: bytes, kind: _Format, where: Where) -> str | bytes:
    """What the converter takes: bytes of MIDI, otherwise text; MEI without its document type."""
    if kind is _MIDI:
        return data
    if kind is _MEI:
        root, body = harmless(clean(data, where)[0], where)
        if root != "mei":
            raise NotMusicXML(
                f"This is not MEI: its first element is <{root[:40]}>.", where.file, "Check its name."
            )
        return body.decode()
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError:
        return data.decode("cp1252", "replace")  # old tune books and Humdrum files are Western European


def _by_music21(text: str | bytes, kind: _Format, name: str) -> tuple[bytes, int]:
    """MusicXML, and how many tunes the file holds (the first is taken)."""
    try:
        from music21.converter import subConverters
        from music21.musicxml.m21ToXml import GeneralObjectExporter
        from music21.stream import Opus
    except ImportError as error:
        remedy = "Install engraving again with its requirements (pip install music21)."
        raise MissingResource("music21 is not installed.", name, remedy) from error
    try:
        converter = getattr(subConverters, kind.converter)()
        converter.parseData(text)
        music = converter.stream
        tunes = list(music.scores) if isinstance(music, Opus) else [music]
        if not tunes or not any(True for _ in tunes[0].recurse().notesAndRests):
            raise NotMusicXML(f"There are no notes in this {kind.name} file.", name, "Check the file.")
        return bytes(GeneralObjectExporter(tunes[0]).parse()), len(tunes)
    except NotMusicXML:
        raise
    except Exception as error:  # its parsers raise whatever broke: IndexError, TypeError …
        reason = " ".join(str(error).split())[:120] or type(error).__name__
        what = f"The {kind.name} file cannot be converted: {reason.rstrip('.')}."
        raise NotMusicXML(what, name, "Check the file, or export MusicXML.") from error


@contextlib.contextmanager
def _quietly(remarks: io.StringIO) -> Iterator[None]:
    """Gather what music21 prints and warns of."""
    with warnings.catch_warnings(record=True) as caught, contextlib.redirect_stderr(remarks):
        warnings.simplefilter("always")
        try:
            yield
        finally:
            remarks.writelines(f"{warning.message}\n" for warning in caught)


def _forget_the_conversion(root: etree._Element) -> None:
    """Take out what music21 made up, the date of today, and lines of a file nobody has."""
    for element in list(root.iter("creator", "movement-title", "work-title", "encoding-date")):
        parent = element.getparent()
        made_up = element.tag == "encoding-date" or (element.text or "").strip() in _PLACEHOLDERS
        if made_up and parent is not None:
            parent.remove(element)
    for element in root.iter():
        element.sourceline = 0  # type: ignore[assignment]  # the stubs do not know its type


def _told(kind: _Format, tunes: int, remarks: str, where: Where) -> Iterator[Finding]:
    message = f"Converted from {kind.name}: marks may have been lost on the way."
    yield Finding("converted", Severity.WARNING, where, message, "Compare the parts with the original.")
    if tunes > 1:
        message = f"The file holds {tunes} pieces; only the first was read."
        yield Finding("converted", Severity.WARNING, where, message, "Put each piece into a file of its own.")
    lines = list(dict.fromkeys(" ".join(line.split()) for line in remarks.splitlines() if line.strip()))
    for line in lines[:_TOLD]:
        yield Finding("converted", Severity.NOTE, where, f"The converter says: {line[:200]}")
