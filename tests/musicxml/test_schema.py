"""Violations of the schema in plain words, with places, without a network."""

from __future__ import annotations

import importlib.util
import sys
import threading
import time
from pathlib import Path

import pytest
from lxml import etree

from engraving.errors import ExitCode, MissingResource
from engraving.findings import Finding, Severity
from engraving.musicxml import schema
from engraving.musicxml.container import open_bytes
from engraving.musicxml.places import line_of
from engraving.musicxml.schema import violations
from engraving.musicxml.schema_messages import in_plain_words
from tests.musicxml.small_scores import opened

_SCORE = """<score-partwise version="4.0"><part-list>
<score-part id="P1"><part-name>Horn in F</part-name></score-part></part-list>
<part id="P1"><measure number="1"><note><rest/><duration>4</duration></note></measure>
<measure number="2">
{}
</measure></part></score-partwise>"""


def _of(fragment: str) -> tuple[Finding, ...]:
    root = open_bytes(_SCORE.format(fragment).encode(), "cue.xml").root
    return violations(root, file="cue.mxl", member="score.xml")


def test_a_valid_score_has_no_findings() -> None:
    assert _of('<note xml:id="n"><rest/><duration>4</duration></note>'.replace(' xml:id="n"', "")) == ()
    linked = _SCORE.replace("</part-name>", "</part-name>").format("")
    linked = linked.replace(
        "<score-partwise",
        '<score-partwise xmlns:xlink="http://www.w3.org/1999/xlink"',
    ).replace("<part-list>", '<work><opus xlink:href="a.xml" xlink:type="simple"/></work><part-list>')
    worded = linked.replace(
        "<part-list>",
        '<credit><credit-words xml:lang="en" xml:space="preserve"> a</credit-words></credit><part-list>',
    )
    assert violations(open_bytes(worded.encode(), "cue.xml").root) == ()


@pytest.mark.parametrize(
    ("fragment", "message"),
    [
        (
            "<note/>",
            "<note> is incomplete: <grace>, <cue>, <chord>, <pitch>, <unpitched> or <rest> is missing.",
        ),
        ("<note><rest/></note>", "<note> is incomplete: <duration> is missing."),
        ("<note foo='1'><rest/><duration>4</duration></note>", "foo is not an attribute of <note>."),
        ("<note><rest/><duration>x</duration></note>", "“x” is not a value of <duration>."),
        ("<note><rest/><duration>0</duration></note>", "“0” is not a value of <duration>."),
        ("<note><rest/><duration/></note>", "<duration> is empty."),
        (
            "<direction><staff>1</staff></direction>",
            "<staff> in the wrong place: <direction-type> should come here.",
        ),
        (
            "<attributes><clef><sign>Percussion</sign></clef></attributes>",
            "“Percussion” is not a value of <sign>: it may be G, F, C, percussion, TAB, jianpu, ….",
        ),
        (
            "<barline location='x'/>",
            "“x” is not a value of location of <barline>: it may be right, left or middle.",
        ),
        ("<barline><repeat/></barline>", "<repeat> lacks its direction."),
        (
            "<barline><ending number='0, 1' type='start'/></barline>",
            "“0, 1” is not a value of number of <ending>.",
        ),
        ("<note>x<rest/><duration>4</duration></note>", "There is text inside <note>, which may hold none."),
        (
            "<note><rest/><duration>4<b/></duration></note>",
            "There is an element inside <duration>, which may hold none.",
        ),
    ],
)
def test_plain_words(fragment: str, message: str) -> None:
    (finding,) = _of(fragment)
    assert finding.message == message
    assert finding.remedy
    assert (finding.rule, finding.severity) == ("schema", Severity.WARNING)
    where = finding.where
    assert (where.part, where.bar, where.bar_index, where.line) == ("Horn in F", "2", 1, 5)
    assert (where.file, where.member) == ("cue.mxl", "score.xml")


def test_outside_the_bars_there_is_only_a_line() -> None:
    text = _SCORE.format("").replace("<part-list>", "<work><work-title/><work-number/></work><part-list>")
    (finding,) = violations(open_bytes(text.encode(), "cue.xml").root)
    assert "<work-number> in the wrong place" in finding.message
    assert (finding.where.part, finding.where.bar, finding.where.bar_index, finding.where.line) == (
        "",
        "",
        -1,
        1,
    )


def test_elements_of_another_namespace_are_found_by_their_parent() -> None:
    (finding,) = _of("<x:y xmlns:x='urn:x'/>")
    assert "in the wrong place" in finding.message
    assert finding.where.bar == "2"


def test_messages_it_does_not_know_are_passed_on() -> None:
    assert "mystery" in in_plain_words("a mystery").message
    assert "mystery" in in_plain_words("Element 'note': a mystery").message
    assert in_plain_words(
        "Element 'foo': No matching global declaration available for the validation root."
    ).message == ("<foo> is not an element of MusicXML.")


def test_twenty_of_a_kind_then_a_count() -> None:
    findings = _of("<note foo='1'><rest/><duration>4</duration></note>" * 50 + "<note/>" * 3)
    listed = [f for f in findings if f.message == "foo is not an attribute of <note>."]
    assert len(listed) == schema.LISTED
    assert len([f for f in findings if "incomplete" in f.message]) == 3
    assert findings[-1].message == "30 more like this were not listed: foo is not an attribute of <note>."


def test_timewise_scores_are_checked_as_written_and_as_opened() -> None:
    text = """<score-timewise version="4.0"><part-list>
<score-part id="P1"><part-name>A</part-name></score-part></part-list>
<measure number="1"><part id="P1">
<note><rest/></note></part></measure></score-timewise>"""
    message = "<note> is incomplete: <duration> is missing."
    (as_written,) = violations(etree.fromstring(text.encode()))
    (as_opened,) = violations(open_bytes(text.encode(), "cue.xml").root)
    assert as_written.message == as_opened.message == message
    assert (as_opened.where.part, as_opened.where.bar, as_opened.where.line) == ("A", "1", 4)


def test_many_threads_do_not_mix_their_findings() -> None:
    roots = [open_bytes(_SCORE.format("<note/>" * n).encode(), "cue.xml").root for n in range(1, 9)]
    found: dict[int, int] = {}

    def run(index: int) -> None:
        found[index] = len(violations(roots[index]))

    threads = [threading.Thread(target=run, args=(index,)) for index in range(len(roots))]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert found == {index: index + 1 for index in range(8)}


def test_the_package_of_the_schema_is_never_imported() -> None:
    _of("")
    assert "musicxml" not in sys.modules


def test_a_missing_package_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    schema._compiled.cache_clear()
    monkeypatch.setattr(importlib.util, "find_spec", lambda _: None)
    with pytest.raises(MissingResource, match="schema is not installed") as caught:
        _of("")
    assert caught.value.code is ExitCode.MISSING


def test_a_damaged_schema_is_named(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    schema._compiled.cache_clear()
    broken = tmp_path / "musicxml_4_0.xsd"
    broken.write_text("<xs:schema", "utf-8")
    monkeypatch.setattr(schema, "schema_path", lambda: broken)
    with pytest.raises(MissingResource, match="damaged"):
        _of("")


def test_lines_beyond_65535_are_exact() -> None:
    filler = "<note>\n<rest/>\n<duration>1</duration>\n</note>\n" * 18_000
    text = _SCORE.format(
        filler + "<note><rest/><chord/><duration>1</duration></note>\n<note>\n<rest/>\n</note>"
    )
    lines = text.split("\n")
    root = open_bytes(text.encode(), "cue.xml").root
    wrong = [e.tag for e in root.iter() if f"<{e.tag}" not in lines[line_of(e) - 1]]
    assert wrong == []
    assert [f.where.line for f in violations(root)] == [
        lines.index("<note><rest/><chord/><duration>1</duration></note>") + 1,
        len(lines) - 3,
    ]


def test_real_scores(corpus: Path) -> None:
    path = corpus / "scores" / "boulanger-dun-matin-de-printemps.mxl"
    root = opened(path).root
    times = []
    for _ in range(3):
        begun = time.process_time()
        findings = violations(root)
        times.append(time.process_time() - begun)
    kinds = {finding.message for finding in findings}
    assert kinds == {
        "cautionary is not an attribute of <accidental-mark>.",
        "<staff> in the wrong place: <listening> should come here.",
    }
    assert all(finding.where.part and finding.where.bar for finding in findings)
    assert min(times) < 0.6  # 0.07 s on a quiet machine
