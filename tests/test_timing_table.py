"""``engraving timing CUE``: bars, beats and hits against the picture, by the arithmetic of the vectors."""

from __future__ import annotations

import csv
import json
from fractions import Fraction
from io import BytesIO, StringIO
from pathlib import Path

import pytest
from msgspec.structs import replace
from pypdf import PdfReader

from engraving.cli import main
from engraving.production.timing_table import timing_table
from engraving.report.timing_sheet import bar_played, tempo_in_words
from engraving.report.timing_table import TimingReport, timing_report
from engraving.score import Bar, Credits, Cue, Metre, TempoChange
from engraving.timing import tempo_map
from engraving.timing.beat_units import beat_unit, unit_name
from engraving.timing.cue_file import ClickSwitch, CueFile, FreeTime, Hit, Place, Tempo, TempoEvent
from engraving.timing.rates import RATES
from engraving.timing.timecode import Rounding, parse

TPQ = 24
START = parse("01:00:10:12", RATES["24"])


def _cue(quarters: list[float], tempi: dict[int, float], metres: dict[int, str] | None = None) -> Cue:
    """Bars of so many quarters; tempi and metres by bar index."""
    bars, tick = [], 0
    for index, length in enumerate(quarters):
        bars.append(Bar(index, str(index + 1), tick, int(length * TPQ)))
        tick += int(length * TPQ)
    changes = tuple(TempoChange(bars[k].start, bpm) for k, bpm in tempi.items())
    shown = {k: text.split("/") for k, text in (metres or {0: "4/4"}).items()}
    lines = tuple((bars[k].start, k, Metre(((upper, int(lower)),))) for k, (upper, lower) in shown.items())
    return Cue(Credits(), TPQ, tuple(bars), (), tempi=changes, metres=lines)


def _report(cue: Cue, *hits: Hit, every_beat: bool = False, rounding: Rounding = Rounding.NEAREST) -> TimingReport:
    cue_file = CueFile(number="1M1", start=START, hits=hits)
    return timing_report(cue, cue_file, tempo_map(cue, cue_file), every_beat=every_beat, rounding=rounding)


def test_bar_13_at_88() -> None:
    """Vector 55: 360/11 s, 785.45 frames, 01:00:43:05."""
    row = _report(_cue([4] * 16, {0: 88})).bars[12]
    assert row.seconds is not None
    assert Fraction(row.seconds.exact) == Fraction(360, 11)
    assert (row.bar, row.elapsed, row.timecode) == ("13", "0:32.7", "01:00:43:05")
    assert row.feet == "49+01"  # 785 = 49 * 16 + 1
    assert (row.click, row.unit) == ("16-3", "quarter")  # vector 17


def test_bars_of_many_lengths_at_100() -> None:
    """Vector 56: 0, 2.4, 4.8, 6.6, and 9.6 at the end."""
    report = _report(_cue([4, 4, 3, 5], {0: 100}, {0: "4/4", 2: "3/4", 3: "5/4"}))
    assert [row.elapsed for row in report.bars] == ["0:00.0", "0:02.4", "0:04.8", "0:06.6"]
    assert report.duration == "0:09.6"


def test_a_change_of_tempo() -> None:
    """Vector 57: bar 7 at 40/3 s."""
    row = _report(_cue([4] * 8, {0: 120, 4: 90})).bars[6]
    assert row.seconds is not None
    assert row.seconds.exact == "40/3"


def test_nearest_frame_line_and_frame_on_the_screen() -> None:
    """A bar at 33.7 s of a cue: frame 808.8, which is 16 on the screen and nearest to 17 (vector 40)."""
    cue = _cue([4, 4], {0: 2400 / 337})
    zero = CueFile(start=0)
    times = tempo_map(cue, zero)
    nearest, floor = (timing_report(cue, zero, times, rounding=rule).bars[1].timecode for rule in Rounding.__members__.values())
    assert {nearest, floor} == {"00:00:33:16", "00:00:33:17"}
    assert timing_report(cue, zero, times).bars[1].timecode == "00:00:33:17"


def test_compound_metres_beat_in_dotted_quarters() -> None:
    """Vector 58: 6/8 at a dotted quarter of 60 is 90 quarters a minute and 2 s a bar."""
    report = _report(_cue([3, 3], {0: 90}, {0: "6/8"}), every_beat=True)
    assert [(row.bar, row.beat, row.elapsed) for row in report.bars] == [
        ("1", "1", "0:00.0"), ("1", "4", "0:01.0"), ("2", "1", "0:02.0"), ("2", "4", "0:03.0"),
    ]  # fmt: skip
    row = report.bars[0]
    assert row.bpm is not None
    assert (row.bpm.exact, row.unit, row.click) == ("60", "dotted-quarter", "24-0")


@pytest.mark.parametrize(
    ("metre", "unit", "name"),
    [
        (Metre((("4", 4),)), 1, "quarter"),
        (Metre((("2", 2),)), 2, "half"),
        (Metre((("3", 8),)), Fraction(1, 2), "eighth"),
        (Metre((("9", 8),)), Fraction(3, 2), "dotted-quarter"),
        (Metre((("3+2", 8),)), Fraction(1, 2), "eighth"),
        (Metre((("6", 4),)), 1, "quarter"),
        (Metre((("6", 16),)), Fraction(3, 4), "dotted-eighth"),
        (Metre(()), 1, "quarter"),
        (None, 1, "quarter"),
    ],
)
def test_what_beats(metre: Metre | None, unit: Fraction, name: str) -> None:
    assert beat_unit(metre) == unit
    assert unit_name(beat_unit(metre)) == name


def test_written_clicks_and_what_they_imply() -> None:
    """Vectors 1 and 6: four beats at 88 are written 2 2/3, which is 90."""
    row = _report(_cue([4, 4], {0: 88})).bars[0]
    assert row.implied is not None
    assert (row.written, row.implied.exact) == ("2 2/3", "90")


def test_a_hit_against_the_nearest_beat() -> None:
    """Vector 9: at 88 the hit at 33.7 s lies 384/55 frames after beat 50, which is bar 13, beat 2."""
    hit = _report(_cue([4] * 16, {0: 88}), Hit(Fraction(337, 10), "Door")).hits[0]
    assert hit.frames is not None
    assert (hit.bar, hit.beat, hit.frames.exact, hit.grade) == ("13", "2", "-384/55", "red")
    assert hit.exactly == "13:2.43"  # vector 7


def test_a_hit_against_the_beat_it_is_wanted_on() -> None:
    """Beat 51 at 88 comes at 375/11 s, 0.3909 s after 33.7 s."""
    wanted = Hit(Fraction(337, 10), "Door", wanted=Place("13", Fraction(3)))
    hit = _report(_cue([4] * 16, {0: 88}), wanted).hits[0]
    assert hit.frames is not None
    assert Fraction(hit.frames.exact) == 24 * (Fraction(50 * 60, 88) - Fraction(337, 10))
    assert hit.wanted


@pytest.mark.parametrize(
    ("frames", "grade"),
    [(0, "green"), (1, "green"), (-1, "green"), (2, "yellow"), (-3, "yellow"), (4, "red"), (-4, "red")],
)
def test_grades(frames: int, grade: str) -> None:
    """The beat at 4 s against a hit so many frames before it."""
    report = _report(_cue([4] * 4, {0: 60}), Hit(4 - Fraction(frames, 24)))
    hit = report.hits[0]
    assert hit.frames is not None
    assert (hit.frames.value, hit.grade) == (frames, grade)
    assert report.missed is (grade == "red")


def test_hits_no_bar_reaches_are_red() -> None:
    before, after = _report(_cue([4], {0: 60}), Hit(Fraction(-1)), Hit(Fraction(5))).hits
    assert (before.bar, before.frames, before.grade, before.elapsed) == ("", None, "red", "-0:01.0")
    assert (after.bar, after.grade) == ("", "red")


def test_hits_as_csv_are_read_back(tmp_path: Path) -> None:
    from engraving.spotting import Window, hits, read_spotting
    from engraving.timing.timecode import seconds_of

    at = (Fraction(5), Fraction(25, 2))
    report = _report(_cue([4] * 8, {0: 60}), *(Hit(moment, f"“a, b” {moment}") for moment in at))
    (tmp_path / "hits.csv").write_bytes(report.hits_as_csv())
    found, _ = hits(read_spotting(tmp_path / "hits.csv", RATES["24"]), Window(seconds_of(START, RATES["24"])))
    assert [(hit.at, hit.caption) for hit in found] == [(moment, f"“a, b” {moment}") for moment in at]


def test_nothing_the_cue_file_says_of_a_hit_is_lost_as_csv(tmp_path: Path) -> None:
    """Weight, limits and the place wanted come back, and a moment between two frame lines is not moved to one."""
    from engraving.spotting import Window, hits, read_spotting
    from engraving.timing.timecode import seconds_of

    place = Place("3", Fraction(5, 2))
    said = Hit(Fraction("8.01"), "Door", "cut", 7, Fraction(2), Fraction(3, 2), place)
    report = _report(_cue([4] * 8, {0: 60}), said, Hit(Fraction(9), "Plain"))
    (tmp_path / "hits.csv").write_bytes(report.hits_as_csv())
    window = Window(seconds_of(START, RATES["24"]))
    found, _ = hits(read_spotting(tmp_path / "hits.csv", RATES["24"]), window)
    assert found == (said, Hit(Fraction(9), "Plain"))


def test_repeats_are_unrolled_and_a_hit_falls_on_its_own_pass() -> None:
    """Two bars of 4 s played twice: bar 1 again at 8 s, and 13 s is bar 2, beat 2, of the second time."""
    cue = _cue([4, 4], {0: 60})
    first, second = cue.bars
    cue = replace(cue, bars=(first, replace(second, repeat_end=2)))
    report = _report(cue, Hit(Fraction(13)))
    assert [(row.bar, row.turn, row.elapsed) for row in report.bars] == [
        ("1", 1, "0:00.0"), ("2", 1, "0:04.0"), ("1", 2, "0:08.0"), ("2", 2, "0:12.0"),
    ]  # fmt: skip
    assert [bar_played(row) for row in report.bars] == ["1", "2", "1 (2)", "2 (2)"]
    (hit,) = report.hits
    assert hit.frames is not None
    assert (hit.bar, hit.beat, hit.frames.value) == ("2", "2", 0)


def test_a_ramp_shows_both_its_tempi_and_lasts_what_its_law_says() -> None:
    """120 to 60 over four beats, linear in time, is 8/3 s (vector 62)."""
    ramp = TempoEvent(Place("1"), Tempo(Fraction(120)), law="time-linear", to=Tempo(Fraction(60)), until=Place("2"))
    cue, cue_file = _cue([4, 4], {0: 120}), CueFile(start=START, tempo=(ramp,))
    first, second = timing_report(cue, cue_file, tempo_map(cue, cue_file)).bars
    assert first.bpm is not None
    assert second.seconds is not None
    assert first.bpm.exact == "120"
    assert tempo_in_words(first).startswith("120.00 – 6")
    assert second.seconds.exact == "8/3"


# --- from the command line ---


@pytest.fixture
def cue(tmp_path: Path) -> Path:
    """A score of eight bars of 4/4 at 96, its cue file beside it."""
    first = "<attributes><divisions>1</divisions><time><beats>4</beats><beat-type>4</beat-type></time></attributes>"
    tempo = '<direction><direction-type><words>Go</words></direction-type><sound tempo="96"/></direction>'
    note = "<note><pitch><step>C</step><octave>4</octave></pitch><duration>4</duration><type>whole</type></note>"
    bars = "".join(
        f'<measure number="{n}">{(first + tempo) if n == 1 else ""}{note}</measure>' for n in range(1, 9)
    )
    part = f'<part-list><score-part id="P1"><part-name>Flute</part-name></score-part></part-list><part id="P1">{bars}</part>'
    path = tmp_path / "1M1 Small.musicxml"
    path.write_text(f'<score-partwise version="4.0">{part}</score-partwise>')
    head = 'number = "1M1"\ntitle = "Small"\nstart = "01:00:10:12"\n'
    path.with_suffix(".toml").write_text(f'{head}[[hit]]\nat = "01:00:15:12"\ncaption = "Door"\n')
    return path


def test_the_verb_may_be_left_out(cue: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["timing", str(cue)]) == 0
    short = capsys.readouterr().out
    assert main(["timing", "table", str(cue.with_suffix(".toml"))]) == 0
    assert capsys.readouterr().out == short
    assert "1M1 Small" in short
    assert "  3   0:05.0  01:00:15:12   7+08  96.00   15-0" in short
    assert "01:00:15:12  Door    3     1  nearest   on it  green" in short


def test_a_red_hit_is_exit_code_1(cue: Path, capsys: pytest.CaptureFixture[str]) -> None:
    toml = cue.with_suffix(".toml")
    toml.write_text(toml.read_text() + "bar = 4\n")
    assert main(["timing", str(cue), "--hits"]) == 1
    assert "Door    4     1  wanted  60.00 late  red" in capsys.readouterr().out


def test_csv_and_json(cue: Path, capsysbinary: pytest.CaptureFixture[bytes]) -> None:
    assert main(["timing", str(cue), "--csv"]) == 0
    rows = list(csv.DictReader(StringIO(capsysbinary.readouterr().out.decode())))
    assert [row["seconds"] for row in rows] == ["0", "2.5", "5", "7.5", "10", "12.5", "15", "17.5"]
    assert main(["timing", str(cue), "--json"]) == 0
    said = json.loads(capsysbinary.readouterr().out)
    assert said["schema"] == "engraving.timing/1"
    assert (said["bars"][1]["seconds"]["exact"], said["duration"], said["end"]) == ("5/2", "0:20.0", "01:00:30:12")


def test_the_sheet_holds_every_bar_and_hit(cue: Path, tmp_path: Path) -> None:
    assert main(["timing", str(cue), "--pdf", str(tmp_path / "sheet.pdf")]) == 0
    text = PdfReader(BytesIO((tmp_path / "sheet.pdf").read_bytes())).pages[0].extract_text()
    for words in ("1M1 Small", "01:00:28:00", "Door", "green", "1 of 1"):
        assert words in text


@pytest.mark.parametrize(
    ("typed", "size"),
    [((), (612, 792)), (("--paper", "A4"), (595.28, 841.89)), (("--style", "london-session"), (595.28, 841.89)),
     (("--style", "london-session", "--paper", "letter"), (612, 792))],
)  # fmt: skip
def test_the_sheet_is_on_the_paper_asked_for(
    cue: Path, tmp_path: Path, typed: tuple[str, ...], size: tuple[float, float]
) -> None:
    assert main(["timing", str(cue), "--pdf", str(tmp_path / "sheet.pdf"), *typed]) == 0
    box = PdfReader(BytesIO((tmp_path / "sheet.pdf").read_bytes())).pages[0].mediabox
    assert (float(box.width), float(box.height)) == pytest.approx(size, abs=0.02)


def test_the_sheet_has_the_hits_first_and_written_clicks_when_asked(cue: Path, tmp_path: Path) -> None:
    assert main(["timing", str(cue), "--pdf", str(tmp_path / "sheet.pdf"), "--written-clicks"]) == 0
    text = PdfReader(BytesIO((tmp_path / "sheet.pdf").read_bytes())).pages[0].extract_text()
    assert text.index("Hits") < text.index("Bars")
    assert "2 2/3" in text  # 2.5 s a bar: halves of a third go up


def test_a_ramp_ends_at_its_tempo() -> None:
    """60 to 120 over two bars: 90 at the barline between them, not what is left of it half a tick before."""
    ramp = TempoEvent(
        Place("1"), Tempo(Fraction(60)), "beat-linear", Tempo(Fraction(120)), Place("3"),
    )  # fmt: skip
    cue = _cue([4] * 4, {})
    file = CueFile(tempo=(ramp,))
    bars = timing_report(cue, file, tempo_map(cue, file)).bars
    assert [tempo_in_words(row) for row in bars] == ["60.00 – 90.00", "90.00 – 120.00", "120.00", "120.00"]


def test_the_click_is_told_as_it_is_heard() -> None:
    """Exact at 60 and nearest at 62, out from bar 3, nothing counted in the free time of bar 4."""
    cue = _cue([4] * 5, {})
    tempi = TempoEvent(Place("1"), Tempo(Fraction(60))), TempoEvent(Place("2"), Tempo(Fraction(62)))
    switches = ClickSwitch(Place("3"), False), ClickSwitch(Place("5"), True)
    file = CueFile(tempo=tempi, clicks=switches, free=(FreeTime("4", Fraction(9)),))
    report = timing_report(cue, file, tempo_map(cue, file))
    assert [row.click_told for row in report.bars] == ["24-0", "≈23-2", "out", "free", "≈23-2"]
    assert [row.heard for row in report.bars] == ["click", "click", "out", "free", "click"]
    assert [tempo_in_words(row) for row in report.bars] == ["60.00", "62.00", "62.00", "", "62.00"]


def test_hits_stand_in_the_order_of_time() -> None:
    report = _report(_cue([4] * 4, {0: 60}), Hit(Fraction(9), "late"), Hit(Fraction(2), "soon"))
    assert [hit.caption for hit in report.hits] == ["soon", "late"]


def test_a_cue_file_without_a_score_is_asked_about(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "x.toml").write_text("")
    assert main(["timing", str(tmp_path / "x.toml")]) == 2
    assert "x.musicxml" in capsys.readouterr().err


def test_another_rate_than_the_cue_files_is_not_passed_over(cue: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["timing", str(cue), "--rate", "25"]) == 2
    assert "The cue file counts 24 frames a second, not 25." in capsys.readouterr().err


def test_a_cue_that_says_no_number_is_called_by_its_files(tmp_path: Path, cue: Path) -> None:
    cue.with_suffix(".toml").write_text('rate = "24"\n', encoding="utf-8")
    assert timing_table(cue)[0].cue == "1M1"
