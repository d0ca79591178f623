"""The words of the heading: from the work, the identification and, failing those, the words on page one."""

from __future__ import annotations

import re
import unicodedata
from textwrap import shorten
from typing import NamedTuple

from lxml import etree

from engraving.findings import Severity
from engraving.musicxml.drafts import Complaint
from engraving.musicxml.elements import child_text, children, decimal, line_of, text_of
from engraving.score import Credits
from engraving.score.cue_numbers import guess_cue_number, title_without_number

_BLANK = re.compile(r"\s+")
_PLACE = re.compile(r"(?:\d{1,2}|[IVX]{1,5})$")  # of a movement in its work
_TOKENS = re.compile(r"\d+|[^\W\d_]+")
_OWN = frozenset(("page number", "part name"))  # types of credits
_WHOLE = "score"  # what stands where parts have their names
_RIGHTS = re.compile(r"©|\(c\)|copyright", re.IGNORECASE)
_LONG = 80  # letters of a message
_CLOSE = 120.0  # tenths between the lines of a title
_DATE = re.compile(r"(?!1900)\d{4}-(?!00)\d\d-(?!00)\d\d$")
_ARRANGED = re.compile(
    r"^(?:arr(?:anged)?|orch(?:estrated|estration)?)\b[.:]?\s*(?:by\b)?[.:]?\s*", re.IGNORECASE
)


class _Untyped(NamedTuple):
    """Words on page one that nothing names: ``size`` in pt, ``y`` in tenths, from whichever edge."""

    size: float
    y: float
    justify: str
    text: str

    @property
    def is_of_the_title(self) -> bool:
        """Is it more than whose copy and what kind of score it is?"""
        return self.justify == "center" and self.text.casefold() != _WHOLE and not _RIGHTS.search(self.text)


class _Words:
    """Everything found, by name; the first of a name counts."""

    def __init__(self) -> None:
        self.found: dict[str, str] = {}

    def add(self, name: str, text: str) -> None:
        text = _BLANK.sub(" ", text).strip()
        if text and name:
            self.found.setdefault(name, text)

    def first(self, *names: str) -> str:
        return next((self.found[name] for name in names if name in self.found), "")


class Heading(NamedTuple):
    """What the file says of itself: credits, the software that wrote it, and words that nothing of that says."""

    credits: Credits
    software: str
    complaints: list[Complaint]


def read_credits(root: etree._Element) -> Heading:
    """The words of the heading, and those on page one of the source that will be in none."""
    words = _Words()
    printed: list[etree._Element] = []
    for child in root:
        tag = child.tag
        if tag == "work":
            words.add("work-number", child_text(child, "work-number"))
            words.add("work-title", child_text(child, "work-title"))
        elif tag in ("movement-number", "movement-title"):
            words.add(str(tag), text_of(child))
        elif tag == "identification":
            _identify(child, words)
        elif tag == "credit" and child.get("page", "1") == "1":
            printed.append(child)
        elif tag == "part":
            break
    _read_printed(printed, words)
    credits = _credits(words)
    return Heading(credits, words.first("software"), _unsaid(root, printed, credits))


def _unsaid(root: etree._Element, printed: list[etree._Element], credits: Credits) -> list[Complaint]:
    """Words on page one that no heading has; page numbers and names of parts are its own."""
    said = set(_tokens(" ".join(getattr(credits, name) for name in credits.__struct_fields__)))
    own = {_WHOLE, *(text_of(name).strip().casefold() for name in root.iterfind("part-list/score-part/part-name"))}
    complaints = []
    for element in printed:
        text = _text(element)
        is_own = child_text(element, "credit-type").casefold() in _OWN or text.casefold() in own
        if not is_own and not said.issuperset(word for word in _tokens(text) if not word.isdecimal()):
            complaints.append(
                Complaint(
                    "words-not-in-heading",
                    Severity.NOTE,
                    -1,
                    -1,
                    line_of(element),
                    f"“{shorten(text, _LONG, placeholder=' …')}” stands on page one of the source and in no heading.",
                    "If players need it, make it part of the title or a text in the music.",
                )
            )
    return complaints


def _text(element: etree._Element, *, numbers: bool = True) -> str:
    """All words of a credit; without those that are nothing but a movement's number when no ``numbers`` are wanted."""
    pieces = (text_of(child) for child in element if child.tag in ("credit-words", "credit-symbol"))
    words = (_BLANK.sub(" ", piece).strip() for piece in pieces)
    return " ".join(text for text in words if text and (numbers or not _PLACE.match(text)))


def _identify(element: etree._Element, words: _Words) -> None:
    for child in element:
        tag = child.tag
        if tag == "creator":
            words.add(child.get("type", "composer").casefold(), text_of(child))
        elif tag == "rights":
            words.add("rights", text_of(child))
        elif tag == "encoding":
            words.add("software", child_text(child, "software"))
            date = child_text(child, "encoding-date")
            words.add("date", date if _DATE.match(date) else "")
        elif tag == "miscellaneous":
            for field in children(child):
                name = " ".join(field.get("name", "").casefold().replace("-", " ").replace("_", " ").split())
                words.add(f"field-{name}", text_of(field))


def _read_printed(elements: list[etree._Element], words: _Words) -> None:
    """Typed credits by their type; others by look: the largest is the title, at the right the composer, and what stands
    close to the title its subtitle."""
    untyped: list[_Untyped] = []
    for element in elements:
        kind = child_text(element, "credit-type").casefold()
        text = _text(element, numbers=kind != "subtitle")
        first = next((child for child in element if child.tag == "credit-words"), None)
        if kind:
            words.add(f"credit-{kind}", text)
        elif first is not None and text and not text.isdigit():
            size, y = float(decimal(first.get("font-size"))), float(decimal(first.get("default-y")))
            untyped.append(_Untyped(size, y, first.get("justify", first.get("halign", "")), text))
    if any(name.startswith("credit-") for name in words.found):
        return  # a program that names its credits has named these nothing
    centred = [entry for entry in untyped if entry.justify not in ("right", "left")]
    if centred:
        title = max(centred, key=lambda entry: entry.size)
        words.add("credit-largest", title.text)
        near = [entry for entry in centred if 0 < abs(entry.y - title.y) <= _CLOSE and entry.size < title.size]
        words.add("credit-subtitle", ", ".join(entry.text for entry in near if entry.is_of_the_title))
    for entry in untyped:
        if entry.justify == "right":
            words.add("credit-arranger" if _ARRANGED.match(entry.text) else "credit-composer", entry.text)


def _credits(words: _Words) -> Credits:
    number = guess_cue_number(
        words.first("field-cue number", "field-cue"),
        words.first("movement-number"),
        words.first("work-number"),
        words.first("movement-title", "work-title", "credit-title", "credit-largest"),
        words.first("work-title"),
        words.first("credit-subtitle"),
    )
    title, work = _titles(words)
    movement, place = words.first("movement-title"), words.first("movement-number").rstrip(".")
    is_numbered = bool(movement and not number and _PLACE.match(place)) and not _begins(title, place)
    orchestrator = words.first("orchestrator", "arranger", "credit-orchestrator", "credit-arranger")
    lyricist = words.first("lyricist", "poet", "credit-lyricist", "credit-poet")
    if orchestrator == lyricist:
        orchestrator = ""  # programs print both on one place of the page, as an arranger's credit
    composer = words.first("composer", "credit-composer")
    rights = words.first("rights", "credit-rights")
    subtitle = title_without_number(words.first("credit-subtitle"), number)
    others = title, work, composer, orchestrator, lyricist, rights
    if subtitle == number or any(_says(text, subtitle) for text in others):
        subtitle = ""  # what stands there already
    shown = words.first("credit-title")
    if work and shown and _says(work, shown) and not _says(title, shown):
        work, subtitle = f"{work} {subtitle}".strip(), ""  # page one has the work's title, and so its subtitle too
    return Credits(
        cue_number=number,
        title=title_without_number(title, number),
        composer=composer,
        orchestrator=_ARRANGED.sub("", orchestrator) or orchestrator,
        version=words.first("field-version"),
        production=words.first("field-production") or work,
        rights=rights,
        date=words.first("date"),
        start=words.first("field-start timecode", "field-timecode start", "field-start tc", "field-timecode"),
        rate=words.first("field-frame rate", "field-timecode rate", "field-timecode format", "field-rate"),
        lyricist=lyricist,
        subtitle=subtitle,
        movement=place if is_numbered else "",
    )


def _titles(words: _Words) -> tuple[str, str]:
    """The title, and of a movement the work it is from, each work with its opus unless that is a cue's number."""
    movement, work = words.first("movement-title"), words.first("work-title")
    opus = words.first("work-number")
    whole = f"{work}, {opus}" if work and opus and not (_says(work, opus) or guess_cue_number(opus)) else work
    if not movement or movement == work:
        return whole or words.first("credit-title", "credit-largest"), ""
    return movement, whole


def _begins(title: str, place: str) -> bool:
    """Does a title begin with the movement's number?"""
    return _tokens(title)[:1] == _tokens(place)


def _says(text: str, part: str) -> bool:
    """Does a text have another in it, word for word, however they are spaced; or all of it in another order?"""
    whole, own = _tokens(text), _tokens(part)
    return any(whole[at : at + len(own)] == own for at in range(len(whole) - len(own) + 1)) or set(own) == set(whole)


def _tokens(text: str) -> list[str]:
    """Words and numbers."""
    return _TOKENS.findall(unicodedata.normalize("NFC", text).casefold())
