"""What verbs answer programs: JSON that begins with its schema, numbers exact and rounded.

Exact fractions are text (``"3782/75"``); what stands beside them as a number is the same, rounded to
1/1,000,000. Frames off are positive when the beat comes after the moment (late), negative when early.
"""

from __future__ import annotations

from fractions import Fraction

import msgspec


class Answer(msgspec.Struct, frozen=True, gc=False, tag_field="schema"):
    """A verb's answer; the tag of each class is its schema."""

    def as_json(self) -> bytes:
        """The answer for programs."""
        return json_text(self)


class Amount(msgspec.Struct, frozen=True, gc=False):
    """A number twice: ``exact`` as a fraction, ``value`` to six places."""

    exact: str
    value: float


def amount(value: Fraction) -> Amount:
    """A fraction as programs want it; six places, halves to even."""
    return Amount(str(value), float(round(value, 6)))


def json_text(content: object) -> bytes:
    """UTF-8 JSON, indented, ending in a newline."""
    return msgspec.json.format(msgspec.json.encode(content), indent=2) + b"\n"
