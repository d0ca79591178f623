"""What has no ink is named by a finding, and only that (conservation of ink)."""

from __future__ import annotations

import pytest

from engraving.house import load_style
from engraving.layout.engrave import Engraving, engrave
from engraving.layout.page import Ink
from engraving.musicxml import read_data
from engraving.parts import extract_all
from engraving.typefaces import load_faces, smufl
from tests.layout.small_music import Sheet, back, direction, engraved, notes

HEAD = """<?xml version="1.0"?><score-partwise version="4.0"><part-list><score-part id="P1"><part-name>Flute</part-name>
</score-part></part-list><part id="P1"><measure number="1"><attributes><divisions>1</divisions><time><beats>4</beats>
<beat-type>4</beat-type></time><clef><sign>G</sign><line>2</line></clef></attributes>"""
FOOT = "</measure></part></score-partwise>"
NOTE = (
    "<note><pitch><step>{step}</step><octave>5</octave></pitch><duration>{q}</duration><type>{type}</type>{more}</note>"
)


def _pages(body: str) -> Engraving:
    part = extract_all(read_data((HEAD + body + FOOT).encode(), "x.musicxml", validate=False).cue)[0].part
    return engrave(part, load_style("us-session"), load_faces())


def test_a_mark_without_a_sign_is_named() -> None:
    unknown = '<notations><technical><other-technical smufl="medRenFlatSoftB"/></technical></notations>'
    done = _pages(NOTE.format(step="C", q=4, type="whole", more=unknown))
    assert [f.rule for f in done.findings] == ["mark-not-drawn"]
    assert done.audit.lost == 0


def test_its_beat_is_one_of_the_metres_lower_figure() -> None:
    """The fourth eighth of 6/8 is beat 4, as everywhere else in the report."""
    unknown = '<notations><technical><other-technical smufl="medRenFlatSoftB"/></technical></notations>'
    notes = [NOTE.format(step="C", q=1, type="eighth", more=more) for more in ("", "", "", unknown, "", "")]
    head = HEAD.replace("<divisions>1", "<divisions>2").replace("<beats>4", "<beats>6").replace("type>4<", "type>8<")
    cue = read_data((head + "".join(notes) + FOOT).encode(), "x.musicxml", validate=False).cue
    (finding,) = engrave(extract_all(cue)[0].part, load_style("us-session"), load_faces()).findings
    assert (finding.where.bar, finding.where.beat) == ("1", 4.0)


@pytest.mark.parametrize(
    "mark",
    [
        "<articulations><staccato/></articulations>",
        "<articulations><falloff/></articulations>",
        '<ornaments><tremolo type="single">3</tremolo></ornaments>',
        "<arpeggiate/>",
        "<technical><bend><bend-alter>2</bend-alter></bend></technical>",
    ],
)
def test_what_a_rest_cannot_have_is_named(mark: str) -> None:
    rest = f"<note><rest/><duration>2</duration><type>half</type><notations>{mark}</notations></note>"
    done = _pages(rest + NOTE.format(step="C", q=2, type="half", more=""))
    assert [finding.rule for finding in done.findings] == ["mark-not-drawn"]
    assert (done.audit.lost, done.audit.collisions) == (0, 0)


def test_a_rest_may_have_a_fermata_and_a_breath() -> None:
    marks = "<fermata/><articulations><breath-mark/></articulations>"
    rest = f"<note><rest/><duration>2</duration><type>half</type><notations>{marks}</notations></note>"
    done = _pages(rest + NOTE.format(step="C", q=2, type="half", more=""))
    assert done.findings == ()
    inks = {item.ink for page in done.pages for item in page.music}
    assert {Ink.FERMATA, Ink.BREATH} <= inks


def test_the_same_slur_written_twice_is_printed_once_and_named() -> None:
    start = '<notations><slur type="start" number="1"/><slur type="start" number="2"/></notations>'
    stop = '<notations><slur type="stop" number="1"/><slur type="stop" number="2"/></notations>'
    body = NOTE.format(step="C", q=2, type="half", more=start) + NOTE.format(step="E", q=2, type="half", more=stop)
    done = _pages(body)
    assert [f.rule for f in done.findings] == ["slur-doubled"]
    assert sum(item.ink is Ink.SLUR for page in done.pages for item in page.music) == 1


def test_a_note_without_a_head_leaves_no_ink() -> None:
    """Sources write such notes to hang words on: drawn as a head they would be played."""
    silent = "<stem>none</stem><notehead>none</notehead>"
    done = _pages(
        NOTE.format(step="C", q=2, type="half", more=silent) + NOTE.format(step="E", q=2, type="half", more="")
    )
    inks = [item.ink for page in done.pages for item in page.music]
    assert (inks.count(Ink.HEAD), inks.count(Ink.STEM)) == (1, 1)


def test_a_source_without_beams_is_beamed_by_its_metre() -> None:
    """E30: four plain eighths under one beam in each half of a 4/4 bar."""
    done = _pages("".join(NOTE.format(step=s, q=0.5, type="eighth", more="") for s in "CDEFGFED"))
    inks = [item.ink for page in done.pages for item in page.music]
    assert (inks.count(Ink.BEAM), inks.count(Ink.FLAG)) == (2, 0)


def test_plain_notes_need_no_finding() -> None:
    assert engraved(notes("c5w")).of(Ink.HEAD)


def test_the_whole_rest_of_a_third_voice_is_left_out_and_named() -> None:
    """Over two voices with notes it would stand among the tempo marks and say nothing to anybody."""
    two = notes("c5h d5", voice=1) + back() + notes("e4w", voice=2) + back()
    sheet = engraved(two + notes("R", voice=3))
    assert not sheet.of(Ink.REST)
    (finding,) = sheet.engraving.findings
    assert (finding.rule, finding.where.bar) == ("rest-left-out", "1")
    assert sheet.engraving.audit.lost == 0


@pytest.mark.parametrize("rest", ["R{fermata}", "rh. rq"])
def test_the_rest_of_a_third_voice_that_says_something_stays(rest: str) -> None:
    """A fermata belongs to the player who rests, and so does the place of his entry."""
    two = notes("c5h d5", voice=1) + back() + notes("e4w", voice=2) + back()
    sheet = engraved(two + notes(rest, voice=3))
    assert sheet.of(Ink.REST)
    assert sheet.engraving.findings == ()


def test_the_rest_of_a_second_voice_stays() -> None:
    """One voice has notes and the other waits: its player wants to see the rest."""
    sheet = engraved(notes("c5h d5", voice=1) + back() + notes("R", voice=2))
    assert len(sheet.of(Ink.REST)) == 1


def run_over(rests: str, *, above: int = 2) -> Sheet:
    """A run that begins on the lower staff and ends ``above`` notes on the upper; rests of a voice under it."""
    run = "<staff>1</staff>".join(notes("[c3s g3 c4 e4]", staff=2).rsplit("<staff>2</staff>", above))
    own = back() + notes(rests, voice=2, staff=2)
    return engraved(run + notes("rq rh") + own, clefs=("G2", "F4"), name="Harp")


def test_rests_under_a_run_beamed_to_the_other_staff_are_left_out_and_named() -> None:
    """The left hand plays the run's first notes: that it rests meanwhile is not true, and stands in the way."""
    sheet = run_over("rq")
    assert not sheet.of(Ink.REST, staff=2)
    (finding,) = sheet.engraving.findings
    assert finding.rule == "rest-left-out"
    assert sheet.engraving.audit.lost == 0


@pytest.mark.parametrize(("rests", "above"), [("rq", 0), ("rq rq", 2), ("rq c3h", 2)])
def test_other_rests_of_a_second_voice_stay(rests: str, above: int) -> None:
    """Under a run on one staff, where no run begins, or before notes of their own."""
    sheet = run_over(rests, above=above)
    assert len(sheet.of(Ink.REST, staff=2)) == rests.count("r")
    assert sheet.engraving.findings == ()


def test_rests_in_place_of_notes_that_visit_the_staff_are_left_out_and_the_others_stay() -> None:
    """The right hand goes down and comes back: the lower staff reads rest, its notes, rest."""
    run = notes("c5q") + notes("c4q d4", staff=2) + notes("e5q")
    sheet = engraved(run + back() + notes("rq r rq rq", voice=2, staff=2), clefs=("G2", "F4"), name="Harp")
    rests, heads = sheet.of(Ink.REST, staff=2), sheet.of(Ink.HEAD, staff=2)
    assert len(rests) == 2
    assert rests[0].x0 < heads[0].x0 < heads[1].x0 < rests[1].x0
    assert all(rest.y == pytest.approx(0.0, abs=0.01) for rest in rests)
    (finding,) = sheet.engraving.findings
    assert (finding.rule, len(finding.atoms)) == ("rest-left-out", 2)
    assert "2 times, in bar 1:" in finding.message
    assert sheet.engraving.audit.lost == 0


@pytest.mark.parametrize("rests", ["rh rh", "rq rh rq", "R"])
def test_rests_longer_than_a_visit_stay(rests: str) -> None:
    """Without them the staff would not add up."""
    run = notes("c5q") + notes("c4q", staff=2) + notes("e5h")
    sheet = engraved(run + back() + notes(rests, voice=2, staff=2), clefs=("G2", "F4"), name="Harp")
    assert len(sheet.of(Ink.REST, staff=2)) == len(rests.split())
    assert sheet.engraving.findings == ()


def test_a_rest_before_a_visit_stands_in_the_middle_of_the_staff() -> None:
    """The left hand's run comes up in the second half of the beat: the right hand's rest is no upper voice's."""
    run = "<staff>1</staff>".join(notes("re [d3s c5]", voice=2, staff=2).rsplit("<staff>2</staff>", 1))
    sheet = engraved(notes("rq r r r") + back() + run + notes("rq rh", voice=2, staff=2), clefs=("G2", "F4"), name="Celesta")
    rests = sheet.of(Ink.REST, staff=1)
    assert [rest.y for rest in rests] == pytest.approx([0.0] * 4, abs=0.01)
    assert sheet.engraving.audit.collisions == 0


def tuned(name: str, alter: str = "0") -> Sheet:
    """A note with an accidental that MusicXML has no name for."""
    sign = f'<accidental smufl="{name}">other</accidental>'
    written = notes("c5w", extra=sign).replace("</step>", f"</step><alter>{alter}</alter>")
    return engraved(written)


@pytest.mark.parametrize("name", ["Plus", "Minus", "El", "Seven", "Up", "Down", "13", "31"])
def test_accidentals_of_just_intonation_are_drawn(name: str) -> None:
    sheet = tuned(f"accidentalJohnston{name}")
    sign, head = sheet.one(Ink.ACCIDENTAL), sheet.one(Ink.HEAD)
    assert 0xE2B0 <= sign.code <= 0xE2B7
    assert head.x0 - sign.x1 == pytest.approx(0.35, abs=0.05)
    assert sign.middle == pytest.approx(head.y, abs=0.35)
    assert sheet.engraving.findings == ()


@pytest.mark.parametrize(("alter", "nearest"), [("0.2", "NATURAL"), ("1.1", "SHARP"), ("-1", "FLAT")])
def test_an_accidental_that_no_font_has_is_named_and_the_nearest_printed(alter: str, nearest: str) -> None:
    sheet = tuned("accSagittal7CommaUp", alter)
    assert sheet.one(Ink.ACCIDENTAL).code == getattr(smufl, f"ACCIDENTAL_{nearest}")
    (finding,) = sheet.engraving.findings
    assert (finding.rule, finding.where.bar, finding.where.beat) == ("accidental-not-drawn", "1", 1.0)
    assert "accSagittal7CommaUp" in finding.message
    assert sheet.engraving.audit.lost == 0


@pytest.mark.parametrize("kind", ["wedge", "bracket", "dashes", "principal-voice", "octave-shift", "pedal"])
def test_a_line_after_the_last_note_is_told(kind: str) -> None:
    """It begins and ends at the end of the cue: nothing to draw, and nothing lost in silence."""
    first = {"wedge": "crescendo", "octave-shift": "down"}.get(kind, "start")
    more = ' line-end="down"' if kind == "bracket" else ' symbol="Hauptstimme"' if kind == "principal-voice" else ""
    ends = "".join(direction(f'<{kind} type="{end}"{more}/>') for end in (first, "stop"))
    made = engraved(notes("c5w"), notes("c5w") + ends).engraving
    assert [finding.rule for finding in made.findings] == ["line-without-length"]
    assert made.audit.lost == 0


def test_letters_that_no_face_has_are_told_with_what_they_stand_in() -> None:
    words = '<direction><direction-type><words>慢</words></direction-type></direction>'
    done = _pages(words + NOTE.format(step="C", q=4, type="whole", more=""))
    (finding,) = done.findings
    assert (finding.rule, finding.severity.value) == ("characters-missing", "error")
    assert "慢" in finding.message
    sung = "<lyric><syllabic>single</syllabic><text>la\u203fil</text></lyric>"
    for more in ("", sung):  # the sign of elision is the music face's
        plain = _pages(NOTE.format(step="C", q=4, type="whole", more=more))
        assert plain.findings == ()  # said of the part that has them alone


def test_greek_and_cyrillic_words_are_printed() -> None:
    words = "<direction><direction-type><words>тихо</words></direction-type></direction>"
    assert _pages(words + NOTE.format(step="C", q=4, type="whole", more="")).findings == ()
