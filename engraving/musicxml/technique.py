"""Playing technique of a ``<technical>``: as marks, and as lines where it joins two notes."""

from __future__ import annotations

from collections.abc import Callable

from lxml import etree

from engraving.musicxml.drafts import Attributes
from engraving.musicxml.elements import child_text, children, text_of


def technique_text(element: etree._Element) -> str:
    """What it says: the content, or that of the child that decides about its sign."""
    return _TEXT.get(element.tag, text_of)(element)


def technique_attributes(element: etree._Element) -> Attributes:
    """What it says in children; empty ones are "yes"."""
    if element.tag not in _WITH_CHILDREN:
        return ()
    return tuple((str(child.tag), text_of(child) or "yes") for child in children(element))


def harmonic_pitch(element: etree._Element) -> str:
    """Whether a note is a harmonic's ``base``, ``touching`` or ``sounding`` pitch; "" when it is not said."""
    for child in children(element):
        if str(child.tag).endswith("-pitch"):
            return str(child.tag).removesuffix("-pitch")
    return ""


JOINING = frozenset(("hammer-on", "pull-off"))
"""Technique between two notes, with the letter printed over it."""

_WITH_CHILDREN = frozenset(("harmonic", "bend", "arrow", "hole"))
_TEXT: dict[object, Callable[[etree._Element], str]] = {
    "hole": lambda element: child_text(element, "hole-closed"),
    "arrow": lambda element: child_text(element, "arrow-direction") or child_text(element, "circular-arrow"),
    "harmonic": lambda element: "",  # noqa: ARG005
    "bend": lambda element: child_text(element, "bend-alter"),
    "harmon-mute": lambda element: child_text(element, "harmon-closed"),
}
