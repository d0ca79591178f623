"""Start and rate that a score names in its own fields, where no cue file stands beside it."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from engraving import cli
from engraving.musicxml import read_unchecked
from engraving.timing.rates import RATES
from engraving.timing.score_fields import said_by_score
from engraving.timing.timecode import parse

SCORE = """\
<score-partwise version="4.0"><work><work-title>1M3 Chase</work-title></work><identification><miscellaneous>{fields}\
</miscellaneous></identification><part-list><score-part id="P1"><part-name>Flute</part-name></score-part></part-list>
<part id="P1"><measure number="1"><attributes><divisions>1</divisions><time><beats>4</beats><beat-type>4</beat-type></time>
</attributes><direction><direction-type><metronome><beat-unit>quarter</beat-unit><per-minute>120</per-minute></metronome>
</direction-type><sound tempo="120"/></direction><note><rest measure="yes"/><duration>4</duration></note></measure>
<measure number="2"><note><pitch><step>C</step><octave>5</octave></pitch><duration>4</duration><type>whole</type></note></measure></part></score-partwise>
"""


def score(folder: Path, **fields: str) -> Path:
    said = "".join(
        f'<miscellaneous-field name="{name.replace("_", "-")}">{text}</miscellaneous-field>' for name, text in fields.items()
    )
    path = folder / "1M3.musicxml"
    path.write_text(SCORE.format(fields=said), encoding="utf-8")
    return path


def test_start_and_rate_make_a_cue_file(tmp_path: Path) -> None:
    cue = read_unchecked(score(tmp_path, Start_Timecode="01:00:10;12", frame_rate="29.97 DF")).cue
    said, (finding,) = said_by_score(cue)
    assert said is not None
    assert (said.rate, said.number) == (RATES["29.97df"], "1M3")
    assert said.start == parse("01:00:10;12", RATES["29.97df"])
    assert finding.rule == "picture-from-score"


@pytest.mark.parametrize(
    ("fields", "why"),
    [
        ({"start_timecode": "01:00:10:12"}, "not at which rate"),
        ({"start_timecode": "01:00:10:24", "frame_rate": "24"}, "frame goes up to 23"),
        ({"frame_rate": "26"}, "no frame rate"),
    ],
)
def test_what_cannot_be_counted_is_told_and_not_guessed(tmp_path: Path, fields: dict[str, str], why: str) -> None:
    said, (finding,) = said_by_score(read_unchecked(score(tmp_path, **fields)).cue)
    assert said is None
    assert finding.rule == "picture-field-unread"
    assert why in finding.message


def test_a_score_that_says_nothing_has_no_picture(tmp_path: Path) -> None:
    assert said_by_score(read_unchecked(score(tmp_path, version="3")).cue) == (None, ())


def test_the_table_counts_from_the_scores_start(capfdbinary: pytest.CaptureFixture[bytes], tmp_path: Path) -> None:
    """A bar of four at 120 is two seconds, 50 frames at 25."""
    path = score(tmp_path, start_timecode="10:00:00:00", frame_rate="25")
    assert cli.main(["timing", str(path), "--json"]) == 0
    out, err = capfdbinary.readouterr()
    assert [bar["timecode"] for bar in json.loads(out)["bars"]] == ["10:00:00:00", "10:00:02:00"]
    assert b"picture-from-score" in err
    path.with_suffix(".toml").write_text('rate = "24"\nstart = "01:00:00:00"\n', encoding="utf-8")
    assert cli.main(["timing", str(path), "--json"]) == 0
    assert json.loads(capfdbinary.readouterr()[0])["bars"][1]["timecode"] == "01:00:02:00"


def test_check_tells_where_the_rate_comes_from_and_what_disagrees(
    capfdbinary: pytest.CaptureFixture[bytes], tmp_path: Path
) -> None:
    path = score(tmp_path, start_timecode="10:00:00:00", frame_rate="25")
    cli.main(["check", str(path)])
    assert b"picture-from-score" in b"".join(capfdbinary.readouterr())
    path.with_suffix(".toml").write_text('rate = "25"\nstart = "10:00:00:01"\n', encoding="utf-8")
    cli.main(["check", str(path)])
    told = b"".join(capfdbinary.readouterr())
    assert b"picture-from-score" not in told
    assert b"cue-unlike-score" in told
