"""The words of the heading: from the work, the identification and, failing those, the words on page one."""

from __future__ import annotations

import re

from lxml import etree

from engraving.musicxml.elements import child_text, children, decimal, text_of
from engraving.score import Credits
from engraving.score.cue_numbers import guess_cue_number, title_without_number

_BLANK = re.compile(r"\s+")
_PLACE = re.compile(r"(?:\d{1,2}|[IVX]{1,5})$")  # of a movement in its work
_DATE = re.compile(r"(?!1900)\d{4}-(?!00)\d\d-(?!00)\d\d$")
_ARRANGED = re.compile(
    r"^(?:arr(?:anged)?|orch(?:estrated|estration)?)\b[.:]?\s*(?:by\b)?[.:]?\s*", re.IGNORECASE
)


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


def read_credits(root: etree._Element) -> tuple[Credits, str]:
    """Credits, and the software that wrote the file."""
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
    return _credits(words), words.first("software")


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
    """Typed credits by their type; others by look: the largest is the title, at the right the composer."""
    untyped: list[tuple[float, str, str]] = []
    for element in elements:
        kind = child_text(element, "credit-type").casefold()
        text = " ".join(text_of(child) for child in element if child.tag in ("credit-words", "credit-symbol"))
        first = next((child for child in element if child.tag == "credit-words"), None)
        if kind:
            words.add(f"credit-{kind}", text)
        elif first is not None and text and not text.isdigit():
            size = float(decimal(first.get("font-size")))
            untyped.append((size, first.get("justify", first.get("halign", "")), text))
    if any(name.startswith("credit-") for name in words.found):
        return  # a program that names its credits has named these nothing
    titles = [entry for entry in untyped if entry[1] not in ("right", "left")]
    if titles:
        words.add("credit-largest", max(titles, key=lambda entry: entry[0])[2])
    for _, justify, text in untyped:
        if justify == "right":
            words.add("credit-arranger" if _ARRANGED.match(text) else "credit-composer", text)


def _credits(words: _Words) -> Credits:
    number = guess_cue_number(
        words.first("field-cue number", "field-cue"),
        words.first("movement-number"),
        words.first("work-number"),
        words.first("movement-title", "work-title", "credit-title", "credit-largest"),
        words.first("work-title"),
        words.first("credit-subtitle"),
    )
    title, work = _titles(words, number)
    orchestrator = words.first("orchestrator", "arranger", "credit-orchestrator", "credit-arranger")
    lyricist = words.first("lyricist", "poet", "credit-lyricist", "credit-poet")
    if orchestrator == lyricist:
        orchestrator = ""  # programs print both on one place of the page, as an arranger's credit
    return Credits(
        cue_number=number,
        title=title_without_number(title, number),
        composer=words.first("composer", "credit-composer"),
        orchestrator=_ARRANGED.sub("", orchestrator) or orchestrator,
        version=words.first("field-version"),
        production=words.first("field-production") or work,
        rights=words.first("rights", "credit-rights"),
        date=words.first("date"),
        start=words.first("field-start timecode", "field-timecode start", "field-start tc", "field-timecode"),
        rate=words.first("field-frame rate", "field-timecode rate", "field-timecode format", "field-rate"),
        lyricist=lyricist,
    )


def _titles(words: _Words, cue_number: str) -> tuple[str, str]:
    """The title, and of a movement the work it is from: a movement with its number, a work with its opus.

    A cue's number is neither: it has a place of its own in the heading.
    """
    movement, work = words.first("movement-title"), words.first("work-title")
    place, opus = words.first("movement-number").rstrip("."), words.first("work-number")
    whole = f"{work}, {opus}" if work and opus and not (_says(work, opus) or guess_cue_number(opus)) else work
    if not movement:
        return whole or words.first("credit-title", "credit-largest"), ""
    numbered = not cue_number and _PLACE.match(place) and not movement.startswith(place)
    return f"{place}. {movement}" if numbered else movement, whole if work != movement else ""


def _says(text: str, part: str) -> bool:
    """Does a text have another in it, however they are spaced?"""
    return part.replace(" ", "").casefold() in text.replace(" ", "").casefold()
