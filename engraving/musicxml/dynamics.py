"""Dynamics as letters: ``<f/>``, ``<sfz/>``, and free ones."""

from __future__ import annotations

from lxml import etree

from engraving.musicxml.elements import children, kept_attributes, text_of
from engraving.score import Segment


def dynamics_segment(element: etree._Element) -> Segment | None:
    """All dynamics of one ``<dynamics>`` as one run: letters joined, free ones beside them after a space.

    ``<p/>`` with ``léger`` is "p léger", brackets round ``<mp/>`` are "[ mp ]"; a free one without letters goes
    by its glyph's name. None when it is empty.
    """
    text = ""
    before = ""
    for child in children(element):
        word = text_of(child) or child.get("smufl", "") if child.tag == "other-dynamics" else child.tag
        text += (" " if text and "other-dynamics" in (child.tag, before) else "") + word
        before = child.tag
    text = text.strip()
    return Segment("dynamics", text, kept_attributes(element)) if text else None
