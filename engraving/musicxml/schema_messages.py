"""libxml2's complaints about a score, said so that a copyist understands them."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import NamedTuple

_MOST_NAMED = 6  # alternatives named before "…"
_LOOK = (
    "Compare this place with the original; the exporting program wrote it in a way MusicXML does not allow."
)
_HARMLESS = "Usually harmless: it is read where it stands. Compare this place with the original."
_DROPPED = "It has no meaning in MusicXML; check that nothing is missing here."

_SUBJECT = re.compile(r"Element '([^']*)'(?:, attribute '([^']*)')?: (.*)", re.DOTALL)
_QUOTED = r"'(.*)'"


class Violation(NamedTuple):
    """``kind`` groups violations that are alike; ``message`` and ``remedy`` are sentences."""

    kind: str
    message: str
    remedy: str


def in_plain_words(message: str) -> Violation:
    """Translate one message of libxml2's schema validator; one it does not know is passed on as it is."""
    found = _SUBJECT.match(" ".join(message.split()))
    if not found:
        return Violation("other", f"Not as the MusicXML schema has it: {message.strip()}", _LOOK)
    element, attribute, complaint = found[1], found[2] or "", found[3]
    for pattern, say in _COMPLAINTS:
        if said := pattern.match(complaint):
            return say(element, attribute, said)
    about = _subject(element, attribute)
    return Violation(f"{about}", f"{about} is not as the MusicXML schema has it: {complaint}", _LOOK)


def _subject(element: str, attribute: str) -> str:
    return f"{attribute} of <{element}>" if attribute else f"<{element}>"


def _unexpected(element: str, _: str, said: re.Match[str]) -> Violation:
    kind = f"<{element}> in the wrong place"
    wanted = _alternatives(said[1])
    return Violation(kind, f"{kind}{f': {wanted} should come here' if wanted else ''}.", _HARMLESS)


def _missing_child(element: str, _: str, said: re.Match[str]) -> Violation:
    kind = f"<{element}> is incomplete"
    wanted = _alternatives(said[1])
    return Violation(kind, f"{kind}{f': {wanted} is missing' if wanted else ''}.", _LOOK)


def _unknown_attribute(element: str, _: str, said: re.Match[str]) -> Violation:
    kind = f"{said[1]} is not an attribute of <{element}>"
    return Violation(kind, f"{kind}.", _DROPPED)


def _missing_attribute(element: str, _: str, said: re.Match[str]) -> Violation:
    kind = f"<{element}> lacks its {said[1]}"
    return Violation(kind, f"{kind}.", _LOOK)


def _bad_value(element: str, attribute: str, said: re.Match[str]) -> Violation:
    about = _subject(element, attribute)
    value = said[1][:60]
    shown = f"“{value}” is not a value of {about}" if value else f"{about} is empty"
    allowed = _set(said.groupdict().get("allowed") or "")
    return Violation(f"a value of {about}", f"{shown}{f': it may be {allowed}' if allowed else ''}.", _LOOK)


def _stray_text(element: str, _: str, __: re.Match[str]) -> Violation:
    kind = f"text inside <{element}>, which may hold none"
    return Violation(kind, f"There is {kind}.", _DROPPED)


def _stray_child(element: str, _: str, __: re.Match[str]) -> Violation:
    kind = f"an element inside <{element}>, which may hold none"
    return Violation(kind, f"There is {kind}.", _DROPPED)


def _unknown_root(element: str, _: str, __: re.Match[str]) -> Violation:
    kind = f"<{element}> is not an element of MusicXML"
    return Violation(kind, f"{kind}.", _DROPPED)


def _alternatives(names: str | None) -> str:
    """``<a>, <b> or <c>``."""
    found = [f"<{name}>" for name in re.findall(r"[\w-]+", names or "")]
    if len(found) > _MOST_NAMED:
        return ", ".join([*found[:_MOST_NAMED], "…"])
    return _joined(found)


def _set(values: str) -> str:
    found = re.findall(r"'([^']*)'", values)
    return ", ".join([*found[:_MOST_NAMED], "…"]) if len(found) > _MOST_NAMED else _joined(found)


def _joined(names: list[str]) -> str:
    return " or ".join(filter(None, (", ".join(names[:-1]), names[-1]))) if names else ""


_COMPLAINTS: tuple[tuple[re.Pattern[str], Callable[[str, str, re.Match[str]], Violation]], ...] = (
    (re.compile(r"This element is not expected\.(?: Expected is (?:one of )?\( (.*) \)\.)?"), _unexpected),
    (re.compile(r"Missing child element\(s\)\.(?: Expected is (?:one of )?\( (.*) \)\.)?"), _missing_child),
    (re.compile(r"The attribute '([^']*)' is not allowed"), _unknown_attribute),
    (re.compile(r"The attribute '([^']*)' is required but missing"), _missing_attribute),
    (
        re.compile(
            rf"\[facet 'enumeration'\] The value {_QUOTED} is not an element of the set (?P<allowed>.*)"
        ),
        _bad_value,
    ),
    (re.compile(r"\[facet '[^']*'\] The value '(.*?)' (?:is|has|must)"), _bad_value),
    (re.compile(rf"{_QUOTED} is not a valid value of the "), _bad_value),
    (
        re.compile(r"(?:Character content|Character content other than whitespace) is not allowed"),
        _stray_text,
    ),
    (re.compile(r"Element content is not allowed"), _stray_child),
    (re.compile(r"No matching global (?:element )?declaration"), _unknown_root),
)
