"""Cue numbers (R69): finding one in a title or file name: 1M1, 2m14a, 1M3-2M1, 3m02 pt 2."""

from __future__ import annotations

import re

_ONE = r"\d{1,3}[ms]\d{1,3}[a-z]?"
_CUE_NUMBER = re.compile(
    rf"(?<![0-9A-Za-z])(?P<number>{_ONE}(?:\s?[-–/]\s?{_ONE})?)(?![0-9A-Za-z])"
    r"(?P<part>[\s_,.-]*\(?(?:pt|part)\.?[\s_]*(?P<count>\d+)\)?)?",
    re.IGNORECASE,
)
_AFTER_NUMBER = " \t-–—:_.,|"


def guess_cue_number(*texts: str) -> str:
    """The first cue number in ``texts``, most trusted first, spelt as it is there; "" if there is none."""
    for text in texts:
        found = _CUE_NUMBER.search(text)
        if found:
            return _spelt(found)
    return ""


def title_without_number(title: str, number: str) -> str:
    """``title`` without the cue number it begins with, so that a heading does not say it twice.

    A title that is nothing but the number, or has it elsewhere, is left as it is.
    """
    found = _CUE_NUMBER.match(title.strip())
    if not found or _spelt(found).casefold() != number.casefold():
        return title
    rest = title.strip()[found.end() :]
    return rest.lstrip(_AFTER_NUMBER).rstrip() or title


def _spelt(found: re.Match[str]) -> str:
    number = re.sub(r"\s*[-–/]\s*", "-", found["number"])
    return f"{number} pt {found['count']}" if found["part"] else number
