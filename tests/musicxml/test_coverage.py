"""Every element and attribute of the schema has a fate, and what is not drawn is said."""

from __future__ import annotations

from collections import Counter
from pathlib import Path

import pytest
from lxml import etree

from engraving.findings import Severity
from engraving.musicxml import coverage_table as table
from engraving.musicxml.container import open_bytes
from engraving.musicxml.coverage import fate, undrawn
from engraving.musicxml.coverage_table import Fate
from engraving.musicxml.schema import schema_path
from tests.musicxml.small_scores import opened
from tests.pace import paces

_XS = "{http://www.w3.org/2001/XMLSchema}"
_CORPUS = Path(__file__).resolve().parents[2].parent / "shared" / "corpus"
_ELEMENT_LISTS = (table.DRAWN, table.READ, table.LAYOUT, table.PLAYBACK, table.METADATA)
_ATTRIBUTE_LISTS = (
    table.ATTRIBUTES_DRAWN,
    table.ATTRIBUTES_READ,
    table.ATTRIBUTES_LAYOUT,
    table.ATTRIBUTES_PLAYBACK,
    table.ATTRIBUTES_METADATA,
)


class _Schema:
    """The names of the schema: ``attributes[element]`` is a set of attribute names."""

    def __init__(self) -> None:
        root = etree.parse(str(schema_path())).getroot()
        self._types = {node.get("name"): node for node in root.iterfind(f"{_XS}complexType")}
        self._groups = {node.get("name"): node for node in root.iterfind(f"{_XS}attributeGroup")}
        self.attributes: dict[str, set[str]] = {}
        for element in root.iter(f"{_XS}element"):
            if name := element.get("name"):
                names = self.attributes.setdefault(name, set())
                own = self._types.get(element.get("type"))
                names |= self._of(element if own is None else own)

    def _of(self, node: etree._Element) -> set[str]:
        names: set[str] = set()
        for child in node:
            if child.tag == f"{_XS}attribute":
                names.add(child.get("name") or child.get("ref"))
            elif child.tag == f"{_XS}attributeGroup":
                names |= self._of(self._groups[child.get("ref")])
            elif child.tag != f"{_XS}element":
                names |= (
                    self._of(self._types[child.get("base")]) if child.get("base") in self._types else set()
                )
                names |= self._of(child)
        return names


@pytest.fixture(scope="module")
def schema() -> _Schema:
    return _Schema()


def test_the_walk_finds_the_whole_schema(schema: _Schema) -> None:
    assert len(schema.attributes) > 400
    assert {"id", "default-x", "dynamics", "print-object"} <= schema.attributes["note"]
    assert schema.attributes["part"] == {"id"}
    assert {"xml:lang", "enclosure", "justify"} <= schema.attributes["words"]


def test_every_element_has_one_fate(schema: _Schema) -> None:
    listed = Counter(name for names in (*_ELEMENT_LISTS, " ".join(table.NOT_YET)) for name in names.split())
    assert set(listed) == set(schema.attributes)
    assert [name for name, count in listed.items() if count > 1] == []


def test_every_attribute_of_every_element_has_a_fate(schema: _Schema) -> None:
    missing = []
    for element, attributes in schema.attributes.items():
        for attribute in attributes:
            try:
                fate(element, attribute)
            except KeyError:
                missing.append(f"{element} {attribute}")
    assert missing == []


def test_no_attribute_entry_is_stale(schema: _Schema) -> None:
    listed = Counter(name for names in _ATTRIBUTE_LISTS for name in names.split())
    special = set(table.EXCEPTIONS)
    places = {f"{element} {name}" for element, names in schema.attributes.items() for name in names}
    assert special <= places
    ordinary = {place.split()[1] for place in places - special}
    assert set(listed) == ordinary
    assert [name for name, count in listed.items() if count > 1] == []


def test_exceptions_say_something_the_defaults_do_not() -> None:
    defaults = {name: fate("no-element", name) for names in _ATTRIBUTE_LISTS for name in names.split()}
    for place, becomes in table.EXCEPTIONS.items():
        assert defaults[place.split()[1]] is not becomes, place


def test_fates() -> None:
    assert fate("staccato") is Fate.DRAWN
    assert fate("duration") is Fate.READ
    assert fate("sound") is Fate.PLAYBACK
    assert fate("frame") is Fate.NOT_YET
    assert fate("note", "default-x") is Fate.LAYOUT
    assert fate("note", "dynamics") is Fate.PLAYBACK
    assert fate("beam", "fan") is Fate.DRAWN
    assert fate("doit", "line-shape") is Fate.DRAWN
    assert fate("tuplet", "line-shape") is Fate.LAYOUT
    with pytest.raises(KeyError):
        fate("stacatto")
    with pytest.raises(KeyError):
        fate("note", "colour")


_SCORE = """<score-partwise version="4.0"><part-list>
<score-part id="P1"><part-name>Guitar</part-name></score-part>
<score-part id="P2"><part-name/></score-part></part-list>
<part id="P1"><measure number="1"><harmony><root><root-step>C</root-step></root><kind>major</kind>
<frame><frame-strings>6</frame-strings><frame-note><string>1</string><fret>0</fret></frame-note></frame>
</harmony>
<note><rest/><duration>1</duration></note></measure>
<measure number="2"><note><pitch><step>C</step><octave>4</octave></pitch><duration>1</duration>
<beam number="1" fan="none">begin</beam>
<notations><technical><string>2</string><fret>3</fret></technical></notations></note>
<note><pitch><step>C</step><octave>4</octave></pitch><duration>1</duration>
<beam number="1" fan="accel">end</beam>
<notations><technical><string>1</string></technical></notations></note></measure></part>
<part id="P2"><measure number="1"><direction><direction-type>
<other-direction print-object="no">x</other-direction></direction-type></direction></measure>
<measure number="X2"><direction><direction-type><image source='a.png' type='image/png'/></direction-type></direction>
</measure></part></score-partwise>"""


def test_one_finding_for_each_part_and_kind() -> None:
    root = open_bytes(_SCORE.encode(), "cue.musicxml").root
    findings = undrawn(root, file="cue.musicxml", member="score.xml")
    told = [(f.where.part, f.where.bar, f.where.bar_index, f.where.line, f.message) for f in findings]
    assert told == [
        ("Guitar", "1", 0, 5, "Not drawn: chord diagram (<frame>), once, in bar 1."),
        ("P2", "X2", 1, 16, "Not drawn: picture (<image>), once, in bar X2."),
    ]
    assert {(f.rule, f.severity, f.where.file, f.where.member) for f in findings} == {
        ("not-drawn", Severity.WARNING, "cue.musicxml", "score.xml")
    }
    assert all(f.remedy for f in findings)


def test_a_score_of_what_is_drawn_has_no_finding() -> None:
    text = _SCORE.split("<part id=")[0] + '<part id="P1"><measure number="1"/></part></score-partwise>'
    assert undrawn(open_bytes(text.encode(), "cue").root) == ()


@pytest.mark.skipif(not _CORPUS.is_dir(), reason="the corpus of real scores is not beside the repository")
def test_it_is_quick_on_a_large_score() -> None:
    root = opened(_CORPUS / "scores" / "boulanger-dun-matin-de-printemps.mxl").root
    assert len(undrawn(root)) < 100
    assert paces(lambda: undrawn(root)) < 0.5  # a seventh when the limit was set


@pytest.mark.parametrize(
    ("element", "told"),
    [
        ("<arrow-style>paired</arrow-style>", "an arrow as more than a single one (<arrow-style>)"),
        ("<arrow-style>single</arrow-style>", ""),
        ('<cancel location="before-barline">2</cancel>', "naturals before the barline: they stand after it (location of <cancel>)"),
        ('<cancel location="right">2</cancel>', ""),
        ('<clef size="large"><sign>G</sign></clef>', "a clef larger than others (size of <clef>)"),
        ('<clef size="large" print-object="no"><sign>G</sign></clef>', ""),
        ("<staff-type>ossia</staff-type>", "a staff smaller than others (<staff-type>)"),
        ("<staff-type>regular</staff-type>", ""),
        ("<tremolo>6</tremolo>", "more than five strokes of a tremolo (<tremolo>)"),
        ("<tremolo>5</tremolo>", ""),
        ('<words line-through="1">arco</words>', "a line through words: they read as valid (line-through of <words>)"),
        ('<words line-through="0">arco</words>', ""),
    ],
)
def test_values_that_are_drawn_like_the_usual_one_are_told(element: str, told: str) -> None:
    root = etree.fromstring(
        f'<score-partwise><part id="P1"><measure number="4"><x>{element}</x></measure></part></score-partwise>'
    )
    messages = [finding.message for finding in undrawn(root)]
    assert messages == ([f"Not drawn: {told}, once, in bar 4."] if told else [])


def test_values_are_the_schema_s(schema: _Schema) -> None:
    for special in table.VALUES_NOT_YET:
        assert special.element in schema.attributes
        assert not special.attribute or special.attribute in schema.attributes[special.element]
