"""``engraving timing beat`` and ``timing click``: what is typed, answered, refused."""

from __future__ import annotations

import io
import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from engraving import cli
from engraving.cli import tables
from engraving.cli.tables import Cell, Table, show
from engraving.cli.timing_verbs import spelled_out


def timing(capsys: pytest.CaptureFixture[str], *words: str) -> tuple[int, str, str]:
    try:
        code = cli.main(["timing", *words])
    except SystemExit as left:
        code = int(left.code or 0)
    out, err = capsys.readouterr()
    return code, out, err


def answer(capfdbinary: pytest.CaptureFixture[bytes], *words: str) -> dict[str, object]:
    assert cli.main(["timing", *words, "--json"]) == 0
    told: dict[str, object] = json.loads(capfdbinary.readouterr().out)
    return told


def test_a_sync_beat_is_told_in_thirds_and_frames(capsys: pytest.CaptureFixture[str]) -> None:
    """Vectors 7, 9, 10 and 11 of timing.md, and the tempo a written click implies (1, 6)."""
    code, out, _ = timing(capsys, "beat", "--bpm", "88", "33.7")
    row = out.splitlines()[2]
    assert code == 0
    assert "50.4267" in row
    assert "bar 13 beat 2.43" in row
    assert "50 1/3  1.53 frames early" in row
    assert "50: 6.98 frames early, exact at 87.2404" in row
    assert "exact at 89.0208" in row
    assert out.splitlines()[-1] == "A bar of 4 takes 2.7273 s. Written 2 2/3 it goes at 90.0000."


def test_a_sync_beat_as_json_is_exact(capfdbinary: pytest.CaptureFixture[bytes]) -> None:
    told = answer(capfdbinary, "beat", "--bpm", "88", "33.7", "0:00")
    assert told["schema"] == "engraving.timing-beat/1"
    moments = told["moments"]
    assert isinstance(moments, list)
    assert moments[0]["beat"] == {"exact": "3782/75", "value": 50.426667}
    assert moments[0]["third"]["frames"] == {"exact": "-84/55", "value": -1.527273}
    assert moments[1]["beat"]["exact"] == "1"
    assert moments[1]["third"]["tempo"] is None  # no tempo moves beat 1


def test_a_click_and_a_written_click_are_tempi_too(capfdbinary: pytest.CaptureFixture[bytes]) -> None:
    assert answer(capfdbinary, "beat", "--click", "16-3", "1")["tempo"] == {"exact": "11520/131", "value": 87.938931}
    assert answer(capfdbinary, "beat", "--written", "2 2/3", "1")["tempo"] == {"exact": "90", "value": 90.0}
    assert answer(capfdbinary, "beat", "--click", "12-0", "--rate", "25", "1")["tempo"] == {"exact": "125", "value": 125.0}


def test_a_click_stands_between_its_neighbours(capsys: pytest.CaptureFixture[str]) -> None:
    code, out, _ = timing(capsys, "click", "16-3", "--rate", "24")
    assert code == 0
    assert [line.split()[0] for line in out.splitlines()[2:]] == ["16-1", "16-2", "16-3", "16-4", "16-5"]
    assert out.splitlines()[4].split() == ["16-3", "87.9389", "0.682292", "←"]


def test_the_nearest_click_says_what_it_costs(capsys: pytest.CaptureFixture[str]) -> None:
    """A beat of 88 is 360/22 = 16.3636 frames at 24, 16-3 is 16.375: 50 times 0.01136 is 0.57 frames."""
    assert timing(capsys, "click", "88")[1].splitlines()[-1] == "16-3 for 88: after 50 beats 0.57 frames late."
    assert timing(capsys, "click", "120")[1].splitlines()[-1] == "12-0 is 120 exactly."


def test_a_click_book_has_seconds_frames_and_feet(capsys: pytest.CaptureFixture[str]) -> None:
    """Vector 21: beat 100 of 12-0 falls at 49.5 s; that is 1188 frames, 74 feet of 16 and 4."""
    out = timing(capsys, "click", "12-0", "--book", "100")[1]
    assert out.splitlines()[-1].split() == ["100", "0:49.50", "1188", "74+04"]
    assert len(out[out.index("Click book") :].splitlines()) == 102


@pytest.mark.parametrize(
    ("words", "complaint"),
    [
        (("click", "16-9"), "eighths from 0 to 7, such as 16-3"),
        (("click", "fast"), "beats a minute from 1 to 1000"),
        (("beat", "--bpm", "0", "3"), "beats a minute from 1 to 1000"),
        (("beat", "--bpm", "1/0", "3"), "beats a minute from 1 to 1000"),
        (("beat", "--bpm", "88", "-3"), "seconds such as 33.7"),
        (("beat", "--bpm", "88", "bar 3"), "seconds such as 33.7"),
        (("beat", "33.7"), "--bpm --click --written"),
        (("beat", "--written", "2 1/2", "3"), "in thirds"),
        (("beat", "--bpm", "88", "--beats", "0", "3"), "from 1 to 10000"),
        (("click", "16-3", "--rate", "26"), "no frame rate “26”; known: 23.976"),
        ((), "required: VERB"),
    ],
)
def test_what_makes_no_sense_is_refused_with_an_example(
    capsys: pytest.CaptureFixture[str], words: tuple[str, ...], complaint: str
) -> None:
    code, out, err = timing(capsys, *words)
    assert (code, out) == (2, "")
    assert complaint in err.replace("\n", " ")


@pytest.mark.parametrize("verb", ["beat", "click"])
def test_help_has_examples(capsys: pytest.CaptureFixture[str], verb: str) -> None:
    code, out, _ = timing(capsys, verb, "--help")
    assert code == 0
    assert f"engraving timing {verb} " in out[out.index("examples:") :]


def test_what_is_no_timing_verb_is_left_as_typed() -> None:
    assert spelled_out(["check", "beat"]) == ["check", "beat"]
    assert spelled_out(["timing", "beat", "3"]) == ["timing", "beat", "3"]
    assert spelled_out(["timing", "--help"]) == ["timing", "--help"]


@given(st.lists(st.tuples(st.text(max_size=9), st.text(max_size=9)), max_size=5))
def test_plain_tables_keep_their_columns(rows: list[tuple[str, str]]) -> None:
    shown = tables.aligned([("name", "n"), *rows], left=(0,))
    width = max(len("name"), *(len(row[0]) for row in rows), 0)
    assert all(line[:width].rstrip() == row[0].rstrip() for line, row in zip(shown[1:], rows, strict=True))


def test_a_terminal_gets_a_drawn_table(monkeypatch: pytest.MonkeyPatch) -> None:
    class Terminal(io.StringIO):
        def isatty(self) -> bool:
            return True

    terminal = Terminal()
    monkeypatch.setattr("sys.stdout", terminal)
    monkeypatch.setenv("TERM", "xterm")
    monkeypatch.delenv("NO_COLOR", raising=False)
    show(Table(("hit", "off"), [("door", Cell("+4", "bold red"))], "Hits"), "[not markup]")
    text = terminal.getvalue()
    assert "[not markup]" in text
    assert "\x1b[1;31m" in text
    assert "─" in text
