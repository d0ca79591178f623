"""Damaged scores: whatever is missing, senseless or doubled, reading gives a cue and findings."""

from __future__ import annotations

import copy
import random

import pytest
from lxml import etree

from engraving.errors import EngravingError
from engraving.musicxml.reader import read_tree
from tests.musicxml.small_scores import ATTRIBUTES, backup, direction, notations, note, part

_SENSELESS = ("", "x", "-1", "0", "1e9", "999999999999", "NaN", "1/0", "٣", "-0.5", "3+", "1.5", "🎵")

_SCORE = (
    "<score-partwise><work><work-title>3m1 Chase</work-title></work><identification>"
    "<creator type='composer'>X</creator><encoding><software>P</software></encoding><miscellaneous>"
    "<miscellaneous-field name='version'>2</miscellaneous-field></miscellaneous></identification>"
    "<part-list><part-group type='start' number='1'><group-symbol>brace</group-symbol></part-group>"
    "<score-part id='P1'><part-name>Harp</part-name><score-instrument id='I'><instrument-name>Harp"
    "</instrument-name></score-instrument></score-part><part-group type='stop' number='1'/></part-list>"
    "<part id='P1'>"
    + part(
        direction("<words font-weight='bold'>rit.</words>", "<offset>6</offset><staff>1</staff>")
        + direction("<metronome><beat-unit>quarter</beat-unit><per-minute>60</per-minute></metronome>")
        + direction("<wedge type='crescendo' number='1'/>")
        + note("C5", "half", notations("<tied type='start'/><slur type='start' number='1'/>"), staff="1")
        + note("E5", "half", "<accidental>flat</accidental>", before="<chord/>", staff="2")
        + note("D5", "16th", "<beam number='1'>begin</beam>", before="<grace/>")
        + note("C5", "half", notations("<tied type='stop'/><slur type='stop' number='1'/>"))
        + direction("<wedge type='stop' number='1'/>")
        + backup(4)
        + note("rest", "whole", "<lyric><text>a</text><extend/></lyric>", voice="2", staff="2"),
        "<harmony><root><root-step>C</root-step></root><kind>major</kind></harmony>"
         "<attributes><measure-style><slash type='start'/></measure-style></attributes>"
        + note(
            "C5",
            "whole",
            "<time-modification><actual-notes>3</actual-notes><normal-notes>2</normal-notes></time-modification>"
            + notations("<ornaments><tremolo type='single'>3</tremolo></ornaments><fermata/>"),
        )
        + "<barline location='right'><bar-style>light-heavy</bar-style><ending number='1' type='stop'/>"
        "<repeat direction='backward'/></barline>",
        attributes=ATTRIBUTES.replace(
            "</attributes>", "<transpose><chromatic>-2</chromatic></transpose></attributes>"
        ),
    )
    + "</part></score-partwise>"
)


def elements(root: etree._Element) -> list[etree._Element]:
    return list(root.iter(etree.Element))


def test_the_sound_score_is_sound() -> None:
    rules = {finding.rule for finding in read_tree(etree.fromstring(_SCORE)).findings}
    assert rules == {"beam-broken", "bar-does-not-add-up", "bar-short", "no-clef"}


@pytest.mark.parametrize("text", _SENSELESS)
def test_any_element_may_hold_nonsense(text: str) -> None:
    for index in range(len(elements(etree.fromstring(_SCORE)))):
        root = etree.fromstring(_SCORE)
        elements(root)[index].text = text
        read_tree(root)


@pytest.mark.parametrize("text", _SENSELESS)
def test_any_attribute_may_hold_nonsense(text: str) -> None:
    for index, element in enumerate(elements(etree.fromstring(_SCORE))):
        for name in element.keys():  # noqa: SIM118 - an element is no mapping
            root = etree.fromstring(_SCORE)
            elements(root)[index].set(name, text)
            read_tree(root)


def test_any_element_may_be_missing_doubled_or_followed_by_a_comment() -> None:
    for index in range(1, len(elements(etree.fromstring(_SCORE)))):
        for damage in (etree._Element.remove, double, comment):
            root = etree.fromstring(_SCORE)
            element = elements(root)[index]
            parent = element.getparent()
            assert parent is not None
            damage(parent, element)
            read_tree(root)


def double(parent: etree._Element, element: etree._Element) -> None:
    parent.insert(parent.index(element), copy.deepcopy(element))


def comment(parent: etree._Element, element: etree._Element) -> None:
    element.insert(0, etree.Comment("here"))
    parent.insert(parent.index(element), etree.ProcessingInstruction("and", "there"))


def test_much_may_be_damaged_at_once() -> None:
    chance = random.Random(19)
    for _ in range(400):
        root = etree.fromstring(_SCORE)
        for _ in range(chance.randint(2, 12)):
            element = chance.choice(elements(root)[1:])
            parent = element.getparent()
            if parent is not None and chance.random() < 0.3:
                parent.remove(element)
            elif chance.random() < 0.5:
                element.append(copy.deepcopy(chance.choice(elements(root)[1:])))
            else:
                element.text = chance.choice(_SENSELESS)
        try:
            read_tree(root)
        except EngravingError:
            continue
