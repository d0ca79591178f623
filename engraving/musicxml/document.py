"""From clean bytes to a tree that is a score: refused if it could do harm, named if it is something else.

What is never done: no entity is expanded, no DTD or other file is opened, no address is fetched. The
prologue is read by a parser that stops at the first element and is then blanked out, so the tree is
built from bytes that hold no document type at all.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import NoReturn
from xml.parsers import expat

from lxml import etree

from engraving.errors import NotMusicXML, UnsafeInput
from engraving.findings import Finding, Severity, Where
from engraving.musicxml.characters import blanked, clean, without_forbidden
from engraving.musicxml.timewise import to_partwise

MAX_MARKUP = 16_000_000
"""Tags and attributes in one document: about 1.5 GB as a tree. Beethoven's Ninth, finale, has 1.7 million."""

MAX_DEPTH = 256
"""Elements inside one another: the XML parser's own limit, left on. MusicXML needs 12."""

ROOTS = ("score-partwise", "score-timewise")

_CHUNK = 16_384  # bytes of prologue read at a time
_RESOURCE_LIMIT = 114  # libxml2's XML_ERR_RESOURCE_LIMIT: depth, or one text or name beyond 10 MB
_INVALID_CHARACTERS = (8, 9)  # XML_ERR_INVALID_HEX_CHARREF … XML_ERR_INVALID_CHAR
_EXPORT_AGAIN = "Export the score as MusicXML again."
_OTHER_ROOTS: Mapping[str, tuple[str, str]] = {
    "html": ("is a web page, not a score.", "Download the score itself, not the page that shows it."),
    "mei": ("holds MEI, not MusicXML.", "Name it .mei to have it converted, or export MusicXML."),
    "museScore": ("is MuseScore's own format.", "In MuseScore choose File > Export > MusicXML."),
    "opus": ("is an opus, a list of scores, not a score.", "Give the scores it lists, one by one."),
    "container": ("is the contents list of an .mxl archive.", "Give the .mxl itself."),
    "sounds": ("is MusicXML's list of sounds, not a score.", _EXPORT_AGAIN),
    "svg": ("is a drawing, not a score.", "Export MusicXML instead of graphics."),
}


def parse_score(data: bytes, where: Where) -> tuple[etree._Element, tuple[Finding, ...]]:
    """The ``score-partwise`` root in ``data`` without comments or namespaces, and what was mended.

    Raises ``UnsafeInput`` naming the limit broken and ``NotMusicXML`` saying what the file is instead.
    """
    text, mended = clean(data, where)
    name, body = harmless(text, where)
    if name not in ROOTS:
        _refuse_kind(name, where)
    root, dropped = _build(body, where)
    plain = _without_namespaces(root, where)
    score = to_partwise(root)
    if score.find("part") is None:
        raise NotMusicXML("The score has no parts: there is no music in it.", _place(where), _EXPORT_AGAIN)
    return score, (*mended, *dropped, *plain)


def parse_tree(text: bytes, where: Where) -> etree._Element:
    """The tree of a harmless document of any kind in cleaned UTF-8 ``text``; errors as above."""
    return _build(harmless(text, where)[1], where)[0]


def harmless(text: bytes, where: Where) -> tuple[str, bytes]:
    """First element's name, and ``text`` with everything before it blanked out: known to be harmless then.

    Raises ``NotMusicXML`` and ``UnsafeInput``.
    """
    root, offset = _read_prologue(text, where)
    if len(text) > MAX_MARKUP and text.count(b"<") + text.count(b"=") > MAX_MARKUP:
        what = f"Refused: more than {MAX_MARKUP:,} tags and attributes in one document."
        raise UnsafeInput(what, _place(where), "Split the score into smaller files.")
    return root.rpartition(":")[2], blanked(text, offset)


def _build(body: bytes, where: Where) -> tuple[etree._Element, tuple[Finding, ...]]:
    """Build the tree; control characters, which no XML may hold, are dropped on a second try."""
    try:
        return etree.fromstring(body, _parser()), ()
    except etree.XMLSyntaxError as error:
        if getattr(error, "code", 0) not in _INVALID_CHARACTERS:
            _refuse(error, where)
    body, finding = without_forbidden(body, where)
    try:
        return etree.fromstring(body, _parser()), (finding,) if finding else ()
    except etree.XMLSyntaxError as error:
        _refuse(error, where)


def _parser() -> etree.XMLParser:
    """A parser that expands nothing, fetches nothing and keeps its own guards against bombs.

    ``collect_ids=False`` halves the time. It also makes libxml2 look for the DTD, which is why the
    document type has been blanked out before. Blanks between elements stay: from them libxml2 knows the lines
    beyond 65,535.
    """
    return etree.XMLParser(
        encoding="utf-8",
        resolve_entities=False,
        no_network=True,
        load_dtd=False,
        huge_tree=False,
        remove_comments=True,
        remove_pis=True,
        collect_ids=False,
    )


def _read_prologue(text: bytes, where: Where) -> tuple[str, int]:
    """Name and byte offset of the first element; ``UnsafeInput`` for a document type that could do harm."""
    parser = expat.ParserCreate("utf-8")
    found: list[tuple[str, int]] = []

    def refuse(*declared: str | int | None) -> None:
        # Expat's first argument is the entity's name, or the element's whose attribute is declared.
        what = f"Refused: the document type declares entities or attributes ({declared[0]})."
        place = _place(where, parser.CurrentLineNumber)
        raise UnsafeInput(what, place, "Remove the <!DOCTYPE …> declaration; scores need none.")

    def element(name: str, _: Mapping[str, str]) -> None:
        found.append((name, parser.CurrentByteIndex))
        parser.StartElementHandler = None

    parser.EntityDeclHandler = refuse
    parser.AttlistDeclHandler = refuse
    parser.StartElementHandler = element
    for start in range(0, len(text), _CHUNK):
        try:
            parser.Parse(text[start : start + _CHUNK], start + _CHUNK >= len(text))
        except expat.ExpatError as error:
            if not found:
                raise _not_xml(text, expat.ErrorString(error.code), error.lineno, where) from error
        if found:
            return found[0]
    raise NotMusicXML("The file is empty.", _place(where), _EXPORT_AGAIN)


def _not_xml(text: bytes, reason: str, line: int, where: Where) -> NotMusicXML:
    """What to say of a file that fails before its first element."""
    if b"<" not in text[:1024]:
        return NotMusicXML(
            "This is not XML.", _place(where), "Give a MusicXML file (.musicxml, .xml or .mxl)."
        )
    return NotMusicXML(f"This is not well-formed XML: {reason}.", _place(where, line), _EXPORT_AGAIN)


def _refuse_kind(name: str, where: Where) -> NoReturn:
    unknown = (
        f"is not MusicXML: its first element is <{name[:40]}>.",
        "MusicXML begins with <score-partwise>.",
    )
    what, remedy = _OTHER_ROOTS.get("html" if name.lower() == "html" else name, unknown)
    raise NotMusicXML(f"This {what}", _place(where), remedy)


def _without_namespaces(root: etree._Element, where: Where) -> tuple[Finding, ...]:
    """Take MusicXML's elements out of the namespace some programs put them in; it has none."""
    own = etree.QName(root).namespace
    if not own:
        return ()
    prefix = f"{{{own}}}"
    for element in root.iter(f"{prefix}*"):
        element.tag = str(element.tag)[len(prefix) :]
    etree.cleanup_namespaces(root)
    message = f"The score is written in the namespace {own[:80]}; MusicXML has none, so it was ignored."
    return (Finding("namespace", Severity.NOTE, where, message),)


def _refuse(error: etree.XMLSyntaxError, where: Where) -> NoReturn:
    """Say in plain words why libxml2 gave up."""
    line = error.lineno or 0
    # libxml2 may quote a long stretch of the file, line breaks and all.
    reason = " ".join(re.sub(r", line \d+, column \d+$", "", error.msg or "").split())[:160]
    if getattr(error, "code", 0) == _RESOURCE_LIMIT or "XML_PARSE_HUGE" in reason:
        limit = (
            f"elements nested more than {MAX_DEPTH} deep"
            if "depth" in reason
            else "one text or name beyond 10 MB"
        )
        raise UnsafeInput(f"Refused: {limit}.", _place(where, line), _EXPORT_AGAIN) from error
    raise NotMusicXML(_plain(reason), _place(where, line), _remedy(reason)) from error


def _plain(reason: str) -> str:
    """libxml2's usual complaints as sentences."""
    if found := re.match(r"Opening and ending tag mismatch: (\S+) line (\d+) and (\S+)", reason):
        return f"This is not well-formed XML: <{found[1]}> of line {found[2]} is closed by </{found[3]}>."
    if found := re.match(r"Premature end of data in tag (\S+) line (\d+)", reason):
        return f"The file breaks off: <{found[1]}> of line {found[2]} is never closed."
    if found := re.match(r"Entity '([^']+)' not defined", reason):
        return f"&{found[1]}; stands for nothing known."
    return f"This is not well-formed XML: {reason}."


def _remedy(reason: str) -> str:
    if reason.startswith("Premature end"):
        return "The file was cut short: copy or export it again."
    if reason.startswith(("Entity", "xmlParseEntityRef")):
        return "Write & as &amp; there, or export the score again."
    return _EXPORT_AGAIN


def _place(where: Where, line: int = 0) -> str:
    """``cue.mxl, score.xml, line 12``."""
    return ", ".join(filter(None, (where.file, where.member, f"line {line}" if line else "")))
