"""A cue file changed in place: what people wrote into it stays."""

from __future__ import annotations

from fractions import Fraction
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from msgspec.structs import replace

from engraving.timing.cue_file import CueFile, Hit, Place, Punch, Tempo, TempoEvent
from engraving.timing.cue_file.editing import rewritten
from engraving.timing.cue_file.reading import load_cue_file
from engraving.timing.cue_file.writing import dump_cue_file

PATH = Path("cue.toml")
TEXT = """\
# The Chase, as spotted with Anna on Tuesday
number   = "1M3"     # was 1M2 until v6
rate = 24
start = "01:00:10:12"

# --- tempo ---

[[tempo]]
  bar = 1
  bpm = 88           # Anna: not slower!

[[tempo]]
bar = 9
bpm = 100

# the hits that matter

# agreed
[[hit]]
at = "01:00:20:12"
# the second slam, not the first
caption = "Door # 2"  # two doors

[[hit]]
at = 33.7
caption = "Car"
weight = 1

# end of file
"""


def changed(text: str, **changes: object) -> str:
    before = load_cue_file(PATH, text)
    after = replace(before, **changes)
    found = rewritten(PATH, text, after)
    assert load_cue_file(PATH, found) == after
    return found


def test_what_does_not_change_is_not_touched() -> None:
    assert changed(TEXT) == TEXT


def test_another_tempo_is_written_over_the_old_one_only() -> None:
    new = changed(TEXT, tempo=(TempoEvent(Place("1"), Tempo(Fraction(96))), TempoEvent(Place("9"), Tempo(Fraction(100)))))
    assert new == TEXT.replace("bpm = 88 ", "bpm = 96 ")


def test_a_tempo_that_goes_leaves_the_comments_around_it() -> None:
    new = changed(TEXT, tempo=(TempoEvent(Place("1"), Tempo(Fraction(88))),))
    assert new == TEXT.replace("\n[[tempo]]\nbar = 9\nbpm = 100\n", "")


def test_a_new_hit_goes_where_it_belongs_in_time() -> None:
    hits = load_cue_file(PATH, TEXT).hits
    new = changed(TEXT, hits=(hits[0], Hit(Fraction(20), "Bell"), hits[1]))
    block = '\n[[hit]]\nat = "01:00:30:12"\ncaption = "Bell"\n'
    assert new == TEXT.replace('two doors\n', 'two doors\n' + block)


def test_a_hit_that_is_retimed_keeps_its_comments() -> None:
    hits = load_cue_file(PATH, TEXT).hits
    new = changed(TEXT, hits=(replace(hits[0], at=Fraction(11), late=Fraction(2)), hits[1]))
    assert new == TEXT.replace("01:00:20:12", "01:00:21:12").replace("two doors\n", "two doors\nlate = 2\n")


def test_a_new_list_stands_in_the_usual_order() -> None:
    new = changed(TEXT, punches=(Punch(Fraction(10)),), end=2000 + 86652)
    assert new.index("Car") < new.index("[[punch]]") < new.index("# end of file")
    assert 'start = "01:00:10:12"\nend = "' in new
    assert all(line in new for line in TEXT.splitlines())


def test_all_that_is_gone_leaves_the_comments_outside_of_it() -> None:
    new = changed(TEXT, hits=(), tempo=())
    outside = ["# The Chase, as spotted with Anna on Tuesday", "# --- tempo ---", "# the hits that matter", "# agreed",
               "# end of file"]  # fmt: skip
    assert [line for line in new.splitlines() if line.startswith("#")] == outside


def test_a_start_that_moves_takes_the_hits_along() -> None:
    """Moments are kept in seconds from the start: a label is written anew when the start is another."""
    new = changed(TEXT, start=86400)
    assert 'at = "01:00:10:00"' in new
    assert "# two doors" in new


def test_line_ends_of_windows_stay() -> None:
    text = TEXT.replace("\n", "\r\n")
    new = changed(text, tempo=(TempoEvent(Place("1"), Tempo(Fraction(96))),))
    assert new.count("\n") == new.count("\r\n")
    assert "# Anna: not slower!" in new


@pytest.mark.parametrize(
    "text",
    [
        '# why\ntempo = [{bar = 1, bpm = 88}]\nnumber = "1"\n',
        '# why\nnumber = """\none\n"""\n',
    ],
)
def test_what_cannot_be_edited_by_lines_is_written_anew_under_its_comments(text: str) -> None:
    after = CueFile(number="2", tempo=(TempoEvent(Place("1"), Tempo(Fraction(96))),))
    new = rewritten(PATH, text, after)
    assert load_cue_file(PATH, new) == after
    assert "# why" in new


places = st.integers(1, 9).map(lambda bar: Place(str(bar)))
events = st.lists(
    st.builds(TempoEvent, places, st.integers(60, 63).map(lambda bpm: Tempo(Fraction(bpm)))), max_size=4
).map(lambda found: tuple(sorted(found, key=lambda event: event.place)))
hits = st.lists(
    st.builds(Hit, st.integers(0, 5).map(Fraction), st.sampled_from(["", "a", "b"]), weight=st.integers(1, 2)), max_size=5
).map(tuple)
files = st.builds(
    CueFile, number=st.sampled_from(["", "1"]), start=st.sampled_from([None, 0, 24]), tempo=events, hits=hits,
)  # fmt: skip


@given(files, files)
def test_any_file_becomes_any_other_and_keeps_its_comments(before: CueFile, after: CueFile) -> None:
    loose = "\n# loose\n"
    text = "# top\n" + dump_cue_file(before).replace("\n[[", f"{loose}\n[[")
    new = rewritten(PATH, text, after)
    assert load_cue_file(PATH, new) == after
    assert new.count("# loose") == text.count("# loose")
    assert new.startswith("# top\n")
