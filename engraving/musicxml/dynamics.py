"""Dynamics as letters: ``<f/>``, ``<sfz/>``, and free ones."""

from __future__ import annotations

from lxml import etree

from engraving.musicxml.elements import kept_attributes, text_of
from engraving.score.model import Segment


def dynamics_segment(element: etree._Element) -> Segment | None:
    """All dynamics of one ``<dynamics>`` as one run of letters; None when it is empty."""
    letters = []
    for child in element:
        if isinstance(child.tag, str):
            letters.append(text_of(child) if child.tag == "other-dynamics" else child.tag)
    text = "".join(letters).strip()
    return Segment("dynamics", text, kept_attributes(element)) if text else None
