"""``engraving timing beat`` and ``timing click``: what is typed, answered, refused."""

from __future__ import annotations

import io
import json
import re

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
    assert " 33.700    50  6.98 frames early   87.2404" in out.splitlines()
    assert " 33.700    51  9.38 frames late    89.0208" in out.splitlines()
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


def test_limits_give_the_tempi_that_keep_to_them(capsys: pytest.CaptureFixture[str]) -> None:
    """Vector 12: beat 50 at 33.7 s within a frame is 87.1326 to 87.3484."""
    out = timing(capsys, "beat", "--bpm", "88", "33.7", "--limits", "1")[1]
    assert "exact at    within limits\n 33.700    50  6.98 frames early   87.2404  87.1326–87.3484\n" in out
    assert "–up" in timing(capsys, "beat", "--bpm", "1000", "0.06", "--limits", "2")[1]
    assert "within" not in timing(capsys, "beat", "--bpm", "88", "33.7")[1]


def test_a_length_of_picture_in_every_form(capfdbinary: pytest.CaptureFixture[bytes]) -> None:
    """Vectors 40, 49, 50 and 48: 33.7 s is nearest to frame 809; 36 feet of 16 mm are 90 of 35 mm; a minute is 90 feet."""
    told = answer(capfdbinary, "convert", "33.7", "00:00:33:16", "808f", "0:33.7", "60")
    lengths = [found["length"] for found in told["lengths"]]  # type: ignore[attr-defined, index]
    assert [length["timecode"] for length in lengths] == ["00:00:33:17", *["00:00:33:16"] * 2, "00:00:33:17", "00:01:00:00"]
    assert lengths[1]["feet_35mm"] == "50+08"
    assert lengths[0]["frames"]["exact"] == "4044/5"
    assert (lengths[4]["feet_35mm"], lengths[4]["feet_16mm"]) == ("90+00", "36+00")
    (small,) = answer(capfdbinary, "convert", "36+00", "--film", "16")["lengths"]  # type: ignore[misc]
    assert small["length"]["feet_35mm"] == "90+00"  # type: ignore[index]


def test_a_reel_ends_at_its_last_frame_of_action(capfdbinary: pytest.CaptureFixture[bytes]) -> None:
    """Vector 47: 1827+13 is a reel of 1815+14; what lies in the leader is none."""
    told = answer(capfdbinary, "convert", "1827+13", "10+00")
    assert [found["length"]["reel"] for found in told["lengths"]] == ["1815+14", ""]  # type: ignore[attr-defined, index]


def test_frames_are_kept_at_another_rate_and_when_pulled(capsys: pytest.CaptureFixture[str]) -> None:
    """Vectors 52 to 54: three minutes at 24 are 180.18 s at 23.976, and so they are pulled down."""
    code, out, _ = timing(capsys, "convert", "00:03:00:00", "--to", "23.976", "--pull", "down", "--bpm", "120")
    assert code == 0
    same, pulled = out.splitlines()[3:5]
    assert same.split()[2:6] == ["23.976", "00:03:00:00", "4320", "180.1800"]
    assert pulled.split() == ["pulled", "4320", "180.1800"]
    assert "120 becomes 119.8801, 48000 Hz become 47952.048" in out
    assert "48000 Hz become 48048.000" in timing(capsys, "convert", "60", "--pull", "up")[1]


@pytest.mark.parametrize(
    ("words", "remedy"),
    [
        (("00:01:00;00", "--rate", "29.97df"), "begin with 00:01:00;02"), (("39+17",), "frames 00 to 15"),
        (("soon",), "Write 01:00:10:12"), (("60", "--bpm", "120"), "Say --pull"), (("60", "--to", "26"), "no frame rate"),
    ],
)  # fmt: skip
def test_lengths_that_are_none_are_refused(capsys: pytest.CaptureFixture[str], words: tuple[str, ...], remedy: str) -> None:
    code, _, err = timing(capsys, "convert", *words)
    assert code == 2
    assert remedy in " ".join(err.split())


def test_a_ramp_by_every_law(capsys: pytest.CaptureFixture[str]) -> None:
    """Vectors 62 to 66: 120 to 60 over four beats."""
    code, out, _ = timing(capsys, "ramp", "--from", "120", "--to", "60", "--beats", "4")
    seconds = [line.split()[2] for line in out.splitlines()[2:]]
    assert (code, seconds) == (0, ["2.666667", "2.772589", "3.000000", "2.885390", "2.538095"])
    assert [line.split()[3] for line in out.splitlines()[2:5]] == ["64.00", "66.54", "72.00"]


def test_the_tempo_a_ramp_must_reach(capsys: pytest.CaptureFixture[str]) -> None:
    """Vector 69: eight beats in five seconds from 100."""
    _, out, _ = timing(capsys, "ramp", "--from", "100", "--seconds", "5", "--beats", "8")
    assert [line.split()[1] for line in out.splitlines()[2:5]] == ["92.0000", "92.1081", "92.3077"]
    _, out, _ = timing(capsys, "ramp", "--from", "100", "--seconds", "60", "--beats", "8")
    assert "no tempo does" in out
    assert timing(capsys, "ramp", "--from", "100", "--seconds", "0", "--beats", "8")[0] == 2


@pytest.mark.parametrize(("columns", "between"), [("100", "   "), ("46", "  ")])
def test_columns_draw_together_where_that_spares_a_line(
    monkeypatch: pytest.MonkeyPatch, columns: str, between: str
) -> None:
    class Terminal(io.StringIO):
        def isatty(self) -> bool:
            return True

    terminal = Terminal()
    monkeypatch.setattr("sys.stdout", terminal)
    for name, value in (("TERM", "dumb-not"), ("COLUMNS", columns), ("NO_COLOR", "1")):
        monkeypatch.setenv(name, value)
    show(Table("abcd", [("0123456789",) * 4]), "after")
    drawn = [line.strip() for line in re.sub(r"\x1b\[[0-9;]*m", "", terminal.getvalue()).splitlines()]
    assert between.join(("0123456789",) * 4) in drawn
    assert drawn[-2:] == ["", "after"]


def test_numbers_are_not_broken_where_the_terminal_is_narrow(monkeypatch: pytest.MonkeyPatch) -> None:
    class Terminal(io.StringIO):
        def isatty(self) -> bool:
            return True

    terminal = Terminal()
    monkeypatch.setattr("sys.stdout", terminal)
    monkeypatch.setenv("TERM", "dumb-not")
    monkeypatch.setenv("COLUMNS", "40")
    monkeypatch.setenv("NO_COLOR", "1")
    numbers = ("01:02:46:00", "60.00 – 54.00", "330+14", "2 2/3", "60.0000")
    words = "a lantern falls and the light goes out"
    show(Table([*"abcde", "hit"], [(*numbers, words)], "", ("hit",)))
    drawn = re.sub(r"\x1b\[[0-9;]*m", "", terminal.getvalue())
    assert all(number in drawn for number in numbers)
    assert all(word in drawn for word in words.split())
    assert words not in drawn
