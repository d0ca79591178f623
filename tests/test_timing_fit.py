"""``engraving timing fit``: what is searched, shown, drawn, applied and refused."""

from __future__ import annotations

import json
import re
from fractions import Fraction
from pathlib import Path

import pytest
from lxml import etree

from engraving import cli
from engraving.cli.timing_verbs.fit import metres
from engraving.production.tempo_search import FitWishes, fit_segments, fit_tempo
from engraving.report.tempo_fits import tempo_events
from engraving.report.tempo_plot import tempo_plot
from engraving.timing.cue_file import CueFile, Hit, Place
from engraving.timing.cue_file_reading import load_cue_file
from engraving.timing.cue_file_writing import dump_cue_file
from engraving.timing.fit import downbeats
from engraving.timing.fit.segments import Prices
from engraving.timing.grades import grade

# 5, 12.5 and 20 s: 72, 96 and 120 meet all three, only 96 on downbeats (vectors 70, 71 of timing.md)
CUE = CueFile(
    number="2m14", title="Chase", start=86652, first_bar="9",
    hits=tuple(Hit(Fraction(at), caption) for at, caption in (("5", "door"), ("12.5", "car <1>"), ("20", "sea"))),
)  # fmt: skip


@pytest.fixture
def path(tmp_path: Path) -> Path:
    file = tmp_path / "2m14 Chase.toml"
    file.write_text(dump_cue_file(CUE), encoding="utf-8")
    return file


def fit(capfdbinary: pytest.CaptureFixture[bytes], *words: str) -> tuple[int, str, str]:
    try:
        code = cli.main(["timing", "fit", *words])
    except SystemExit as left:
        code = int(left.code or 0)
    out, err = capfdbinary.readouterr()
    return code, out.decode(), err.decode()


def test_the_best_tempi_and_every_hit(capfdbinary: pytest.CaptureFixture[bytes], path: Path) -> None:
    code, out, err = fit(capfdbinary, str(path), "--from", "60", "--to", "140", "--on", "downbeats")
    assert (code, err) == (0, "")
    table, hits = out.split("\n\n")
    assert table.splitlines()[2].split()[:6] == ["1", "96", "15-0", "=", "96.00", "3/3"]
    # 8 beats in 5 s: bar 9 is the first, so two bars on is bar 11
    assert hits.splitlines()[2].split() == ["5.000", "11", "1", "on", "it", "green", "door"]
    assert hits.splitlines()[4].split() == ["20.000", "17", "1", "on", "it", "green", "sea"]


def test_a_missed_hit_is_exit_code_1(capfdbinary: pytest.CaptureFixture[bytes], path: Path) -> None:
    code, out, _ = fit(capfdbinary, str(path), "--from", "100", "--to", "110", "--json")
    told = json.loads(out)
    assert code == 1
    assert told["schema"] == "engraving.timing-fit/1"
    assert {hit["grade"] for hit in told["candidates"][0]["hits"]} > {"green"}


def test_apply_writes_the_tempo_and_nothing_else(capfdbinary: pytest.CaptureFixture[bytes], path: Path) -> None:
    code, _, err = fit(capfdbinary, str(path), "--from", "60", "--to", "140", "--apply", "2")
    written = load_cue_file(path)
    assert code == 0
    assert "tempo written" in err
    assert [(event.place, event.tempo.bpm) for event in written.tempo] == [(Place("9"), 96)]
    assert written.hits == CUE.hits


def test_apply_keeps_what_people_wrote_into_the_file(capfdbinary: pytest.CaptureFixture[bytes], path: Path) -> None:
    text = "# spotted on Tuesday\n" + path.read_text(encoding="utf-8") + "\n[[tempo]]\nbar = 9\nbpm = 88  # too slow?\n"
    path.write_text(text, encoding="utf-8")
    assert fit(capfdbinary, str(path), "--on", "downbeats", "--to", "140", "--apply")[0] == 0
    assert path.read_text(encoding="utf-8") == text.replace("bpm = 88 ", "bpm = 96 ")


def test_a_click_is_applied_as_a_click(capfdbinary: pytest.CaptureFixture[bytes], path: Path) -> None:
    """96 is 15-0 at 24."""
    assert fit(capfdbinary, str(path), "--on", "downbeats", "--to", "140", "--print", "click", "--apply")[0] == 0
    (event,) = load_cue_file(path).tempo
    assert (str(event.tempo.click), event.tempo.bpm) == ("15-0", None)


def test_candidates_are_in_order_once_they_can_be_printed() -> None:
    hits = tuple(Hit(Fraction(n * n * 3 + 40 * n, 25), late=Fraction(3)) for n in range(1, 12))
    found = fit_tempo(CueFile(hits=hits), FitWishes(count=8)).candidates
    order = [(-c.weight, Fraction(c.worst_frames.exact)) for c in found]
    assert order == sorted(order)
    assert len(found) == 8


def test_segments_are_applied_at_their_bars(capfdbinary: pytest.CaptureFixture[bytes], path: Path) -> None:
    late = CueFile(number="2m14", first_bar="9", hits=(Hit(Fraction(5)), Hit(Fraction(9))))
    path.write_text(dump_cue_file(late), encoding="utf-8")
    code, out, _ = fit(capfdbinary, str(path), "--segments", "--from", "95", "--to", "125", "--apply")
    assert code == 0
    assert "every hit exact" in out
    tempi = load_cue_file(path).tempo
    # 5 s and 4 s: 8 beats at 96 and 8 at 120 stay in four; 10 and 8 at 120 make the first hit weak, at 120 throughout
    assert [(event.place, event.tempo.bpm) for event in tempi] == [(Place("9"), 120)]


def test_a_change_of_tempo_stands_at_its_bar() -> None:
    cue = CueFile(first_bar="5", hits=(Hit(Fraction(5), "a"), Hit(Fraction(9), "b")))
    answer = fit_segments(cue, FitWishes(), Prices(weak=10_000_000, odd_bar=10_000_000))
    # only whole bars of four are left: 8 beats in 5 s at 96 and 8 in 4 s at 120, or 12 at 144 and 8 at 120 …
    assert [segment.bars for segment in answer.segments] in ([(4, 4), (4, 4)], [(4, 4, 4), (4, 4)], [(4, 4, 4), (4, 4, 4)])
    events = tempo_events(answer)
    assert events[1].place == Place(str(5 + len(answer.segments[0].bars)))
    assert events[1].tempo.bpm == Fraction(60 * answer.segments[1].beats, 4)


def test_a_wanted_place_is_the_only_one_that_will_do() -> None:
    hit = Hit(Fraction(5), "door", wanted=Place("11", Fraction(3)))
    found = fit_tempo(CueFile(first_bar="9", hits=(hit,)), FitWishes()).candidates[0]
    assert Fraction(found.tempo.exact) == 120  # bar 11 beat 3 is ten beats on
    assert (found.hits[0].bar, found.hits[0].beat.value) == (11, 3)


def test_limits_and_weights_are_taken_in_place_of_the_hits_own() -> None:
    wide = fit_tempo(CUE, FitWishes(Fraction(100), Fraction(110), limits=(Fraction(6), Fraction(6)))).candidates[0]
    assert wide.met == 3
    light = CueFile(hits=(*CUE.hits, Hit(Fraction(7), weight=5)))
    assert fit_tempo(light, FitWishes(least_weight=2)).hits == 1


def test_the_plot_has_every_beat_and_every_hit(capfdbinary: pytest.CaptureFixture[bytes], path: Path) -> None:
    picture = path.with_name("fit.svg")
    assert fit(capfdbinary, str(path), "--to", "140", "--plot", str(picture))[0] == 0
    text = picture.read_text(encoding="utf-8")
    etree.fromstring(text)
    assert "car &lt;1&gt;" in text
    assert text == tempo_plot(fit_tempo(CUE, FitWishes(fastest=Fraction(140))))
    one = tempo_plot(fit_tempo(CUE, FitWishes(Fraction(96), Fraction(96), downbeats(4), count=1)))
    # the row runs to 21.3 s: 34.08 beats of 0.625 s, so beats 0 to 34, every fourth of them a downbeat
    assert len(re.findall('class="bar"', one)) == 9
    assert len(re.findall('class="beat"', one)) == 26
    assert one.count("<circle") == 3


@pytest.mark.parametrize(
    ("words", "code", "complaint"),
    [
        (("--from", "120", "--to", "60"), 2, "Give the slower tempo first"),
        (("--weight", "9"), 2, "no hits to meet"),
        (("--apply", "50"), 2, "no candidate 50"),
        (("--plot", "fit.png"), 2, "drawn as SVG"),
        (("--limits", "a"), 2, "such as 1,2"),
        (("--segments", "--from", "60", "--to", "61"), 2, "Widen --from"),
    ],
)
def test_what_cannot_be_is_refused_with_a_remedy(
    capfdbinary: pytest.CaptureFixture[bytes], path: Path, words: tuple[str, ...], code: int, complaint: str
) -> None:
    left, _, err = fit(capfdbinary, str(path), *words)
    assert left == code
    assert complaint in err.replace("\n", " ")


def test_a_score_without_a_cue_file_is_told(capfdbinary: pytest.CaptureFixture[bytes], tmp_path: Path) -> None:
    score = tmp_path / "cue.musicxml"
    code, _, err = fit(capfdbinary, str(score))
    assert code == 2
    assert "There is no such file" in err
    score.touch()
    code, _, err = fit(capfdbinary, str(score))
    assert code == 5
    assert "Write cue.toml" in err


def test_grades() -> None:
    """Green to the limits, yellow to three frames or three times the limits, red beyond; early and late apart."""
    one, two = Fraction(1), Fraction(2)
    assert [grade(Fraction(n), one, two) for n in (-4, -3, -2, -1, 0, 2, 3, 6, 7)] == [
        "red", "yellow", "yellow", "green", "green", "green", "yellow", "yellow", "red",
    ]  # fmt: skip


def test_bars_are_told_in_runs() -> None:
    assert metres(()) == "on"
    assert metres((4, 4, 4, 5)) == "3×4, 5"
