"""House styles: those of the program, those users write, and what they are told when one is wrong."""

from __future__ import annotations

import contextlib
from pathlib import Path

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from engraving.errors import ExitCode, SettingsError
from engraving.house import Style, centipoints, load_style
from engraving.house.settings import SettingsFile, check_table, key_paths, nearest
from engraving.house.templates import style_files

NAMES = ("concert", "london-session", "us-session")
KEYS = ("extends", *(".".join(path) for path in key_paths(Style)))
DOCS = Path(__file__).resolve().parents[1] / "docs" / "styles.md"


def complaint(folder: Path, text: str) -> str:
    path = folder / "mine.toml"
    path.write_text(text, encoding="utf-8")
    with pytest.raises(SettingsError) as caught:
        load_style(path)
    assert caught.value.code is ExitCode.SETTINGS
    assert "mine.toml" in caught.value.where
    return str(caught.value)


def test_three_styles_come_with_the_program() -> None:
    assert tuple(style_files()) == NAMES
    assert all(load_style(name).name == name for name in NAMES)


def test_paper_is_what_the_conventions_say() -> None:
    us, london = load_style("us-session").paper, load_style("london-session").paper
    assert (us.width, us.height) == (228.6, 304.8)  # R01
    assert (london.width, london.height) == (210.0, 297.0)  # R02
    for name in NAMES:
        style = load_style(name)
        margins = style.paper.margins
        assert min(margins.left, margins.right, margins.top, margins.bottom) >= 12.7  # R05
        assert 7.0 <= style.staff.height <= 8.5  # R06


def test_styles_differ_where_the_sources_contradict_each_other() -> None:
    us, concert = load_style("us-session"), load_style("concert")
    assert (us.numbers.bars, concert.numbers.bars) == ("every-bar-below", "system-start")  # R20, R21
    assert not concert.numbers.first_bar
    assert (us.accidentals.courtesies, concert.accidentals.courtesies) == ("plain", "parentheses")  # E13
    assert (us.spacing.density, concert.spacing.density) == (1.0, 0.9)  # E51
    assert (us.keys.open, concert.keys.open) == (True, False)  # R47 is for cues in open key; a symphony in C is in C
    assert (us.turns.policy, concert.turns.policy) == ("taped", "book")
    assert concert.timing.marks == "none"
    assert (us.cues.after_bars, us.cues.after_seconds) == (16, 30.0)  # a click and a number under every bar
    assert (concert.cues.after_bars, concert.cues.after_seconds) == (8, 15.0)  # R57, R58


def test_scores_stand_on_the_paper_and_in_the_pitch_of_the_conventions() -> None:
    us, london, concert = (load_style(name).score for name in ("us-session", "london-session", "concert"))
    sheets = [(score.paper.width, score.paper.height) for score in (us, london, concert)]
    assert sheets == [(304.8, 457.2), (297.0, 420.0), (279.4, 431.8)]  # R67
    assert [score.pitch for score in (us, london, concert)] == ["concert", "concert", "transposed"]  # R45
    assert [score.metres for score in (us, london, concert)] == ["big", "big", "staff"]
    for score in (us, london, concert):
        assert score.staff >= 3.5  # R08
        assert 4 <= score.least_bars <= score.most_bars <= 8  # R65
        assert score.paper.margins.left >= 12.7  # R05


def test_a_style_file_of_the_program_says_only_what_the_defaults_do_not_or_repeats_them() -> None:
    us = load_style("us-session")
    assert msgspec.structs.replace(us, name="", description="") == Style()


def test_lengths_in_the_units_of_the_page() -> None:
    style = Style()
    assert style.space == pytest.approx(7.5 / 4 / 25.4 * 7200)
    assert centipoints(25.4) == 7200
    assert style.points(9.0) == 9.0
    assert load_style("london-session").points(9.0) == pytest.approx(9.6)


@pytest.mark.parametrize("height", [7.0, 7.2, 7.5, 8.0, 8.5])
def test_type_is_measured_in_the_size_it_is_printed_in(height: float) -> None:
    """A page knows sizes to 1/100 pt: a long line measured a little smaller would end beyond the margin."""
    style = msgspec.structs.replace(Style(), staff=msgspec.structs.replace(Style().staff, height=height))
    for size in (8.0, 9.0, 11.0, 13.0, 15.0):
        assert style.points(size) * 100 == pytest.approx(round(style.points(size) * 100), abs=1e-6)


def test_no_type_gets_smaller_than_eight_points(tmp_path: Path) -> None:
    (tmp_path / "small.toml").write_text("[staff]\nheight = 7.0\n")
    assert load_style(tmp_path / "small.toml").points(8.0) == 8.0  # E44


def test_a_style_without_a_parent_starts_from_the_defaults(tmp_path: Path) -> None:
    (tmp_path / "bare.toml").write_text('[furniture.foot]\nleft = ["version"]\ncentre = ["rights"]\n')
    style = load_style(tmp_path / "bare.toml")
    assert style.furniture.foot.right == ("page",)
    assert msgspec.structs.replace(style, furniture=Style().furniture, name="") == Style()


def test_a_style_extends_another_by_name_and_by_path(tmp_path: Path) -> None:
    (tmp_path / "studio.toml").write_text('extends = "concert"\n[staff]\nheight = 8.0\n')
    (tmp_path / "tonight.toml").write_text('extends = "studio.toml"\n[sizes]\ntempo = 14\n')
    style = load_style(str(tmp_path / "tonight.toml"))
    assert style.name == "tonight"  # not its parent's
    assert (style.spacing.density, style.staff.height, style.sizes.tempo) == (0.9, 8.0, 14.0)


def test_a_file_is_found_from_where_the_user_stands(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "mine.toml").write_text("[staff]\nheight = 8.2\n")
    monkeypatch.chdir(tmp_path)
    assert load_style("mine.toml").staff.height == 8.2


def test_a_table_may_be_written_inline_or_dotted(tmp_path: Path) -> None:
    path = tmp_path / "mine.toml"
    path.write_text('staff.height = 8.0\npaper = { margins = { left = 20.0 } }\n"sizes".tempo = 14\n')
    style = load_style(path)
    assert (style.staff.height, style.paper.margins.left, style.sizes.tempo) == (8.0, 20.0, 14.0)


@pytest.mark.parametrize(
    ("text", "line", "key", "tells"),
    [
        ("\n[paper]\nwidht = 210\n", 3, "paper.widht", "paper.width"),
        ("[papre]\nwidth = 210\n", 1, "papre", "“paper”"),
        ("width = 210\n", 1, "width", "paper.width"),
        ('extend = "concert"\n', 1, "extend", "“extends”"),
        ("[sizes]\nbar_number = 9\n", 2, "sizes.bar_number", "sizes.bar-number"),
        ("[paper.margins]\n\n# white\ntopp = 13\n", 4, "paper.margins.topp", "paper.margins.top"),
        ("paper = { margins = { lefft = 20 } }\n", 1, "paper.margins.lefft", "paper.margins.left"),
        ('[paper]\nwidth = "wide"\n', 2, "paper.width", "a number"),
        ("[paper]\nwidth = true\n", 2, "paper.width", "a number"),
        ("[paper]\nwidth = nan\n", 2, "paper.width", "a number"),
        ("[paper]\nwidth = inf\n", 2, "paper.width", "at most"),
        ("[paper]\nwidth = 20\n", 2, "paper.width", "at least 100"),
        ("[paper.margins]\nleft = 10\n", 2, "paper.margins.left", "at least 12.7"),
        ("[staff]\nheight = 6\n", 2, "staff.height", "at least 7"),
        ("[staff]\nheight = 9\n", 2, "staff.height", "at most 8.5"),
        ("[sizes]\ntempo = 7.9\n", 2, "sizes.tempo", "at least 8"),
        ("[turns]\npanels = 2.5\n", 2, "turns.panels", "a whole number"),
        ("[turns]\npanels = 0\n", 2, "turns.panels", "at least 1"),
        ('[timing]\nmarks = "system-strat"\n', 2, "timing.marks", "system-start"),
        ('[faces]\nmusic = "Brvaura"\n', 2, "faces.music", "nearest valid word is “Bravura”"),
        ("[faces]\nmusic = 3\n", 2, "faces.music", "text in quotes"),
        ('\n[faces]\nmusic = "gone.otf"\n', 3, "faces.music", "gone.otf"),
        ('[furniture.first]\nleft = ["instrumnt"]\n', 2, "furniture.first.left", "instrument"),
        ('[furniture.first]\nleft = "instrument"\n', 2, "furniture.first.left", "a list"),
        ("[numbers]\nrest-ranges = 1\n", 2, "numbers.rest-ranges", "true or false"),
        ("name = 3\n", 1, "name", "text in quotes"),
        ("paper = 3\n", 1, "paper", "[paper]"),
        ("extends = 3\n", 1, "extends", "name or path"),
        ('extends = "conzert"\n', 1, "extends", "“concert”"),
        ('extends = "gone.toml"\n', 1, "extends", "gone.toml"),
        ("zyxw = 1\n", 1, "zyxw", "Valid here: "),
    ],
)
def test_a_wrong_key_or_value_is_named_with_its_line(
    tmp_path: Path, text: str, line: int, key: str, tells: str
) -> None:
    words = complaint(tmp_path, text)
    assert f"line {line}, key {key}:" in words
    assert tells in words


@pytest.mark.parametrize(
    ("text", "tells"),
    [
        ("[paper]\nwidth = 215.9\nheight = 355.6\n", "R03"),
        ("[paper]\nwidth = 150\n[paper.margins]\nleft = 40\nright = 40\n", "less than 100 mm"),
        ("[systems]\nleast-gap = 9\n", "systems.gap"),
        ("[systems]\nleast-staff-gap = 9\n", "systems.staff-gap"),
        ("[systems]\nleast-clearance = 2\n", "systems.clearance"),
        ("[spacing]\nleast-bar = 8\n", "spacing.least-bar"),
        ("[turns]\nmild = 4\n", "turns.free"),
        ("[cues]\nbars = 6\nmost = 5\n", "cues.bars"),
        ("[score]\nleast-bars = 9\n", "score.most-bars"),
        ("[score.paper]\nwidth = 215.9\nheight = 355.6\n", "R03"),
        ("[score.paper]\nwidth = 120\n", "less than 100 mm"),
        ('[furniture.later]\ncentre = ["cue-number"]\n', "“version” belongs on every page"),
        ('[furniture.foot]\ncentre = ["version", "instrument"]\n', "printed twice"),
    ],
)
def test_settings_that_do_not_go_together_are_refused(tmp_path: Path, text: str, tells: str) -> None:
    assert tells in complaint(tmp_path, text)


def test_text_that_is_not_toml_is_told_with_its_line(tmp_path: Path) -> None:
    assert "line 3" in complaint(tmp_path, "[staff]\nheight = 8\nheight 9\n")
    assert "line 1" in complaint(tmp_path, "a = [")


def test_styles_that_extend_each_other_are_refused(tmp_path: Path) -> None:
    (tmp_path / "one.toml").write_text('extends = "two.toml"\n')
    (tmp_path / "two.toml").write_text('\nextends = "one.toml"\n')
    with pytest.raises(SettingsError, match="circle") as caught:
        load_style(tmp_path / "one.toml")
    assert "two.toml, line 2, key extends" in caught.value.where


def test_an_unknown_name_is_answered_with_the_nearest() -> None:
    with pytest.raises(SettingsError, match="The nearest is “london-session”"):
        load_style("londn-session")


def test_a_missing_or_unreadable_file_is_a_settings_error(tmp_path: Path) -> None:
    with pytest.raises(SettingsError, match="no such settings file"):
        load_style(tmp_path / "gone.toml")
    (tmp_path / "latin.toml").write_bytes(b'name = "caf\xe9"\n')
    with pytest.raises(SettingsError, match="not UTF-8"):
        load_style(tmp_path / "latin.toml")
    (tmp_path / "folder.toml").mkdir()
    with pytest.raises(SettingsError, match="This is a folder"):
        load_style(tmp_path / "folder.toml")


def test_every_key_is_explained_in_the_docs() -> None:
    text = DOCS.read_text(encoding="utf-8")
    assert [key for key in KEYS if f"`{key}`" not in text] == []


def test_the_docs_explain_no_key_that_is_gone() -> None:
    keys = DOCS.read_text(encoding="utf-8").partition("## Every key")[2]
    rows = [line.split("`")[1] for line in keys.splitlines() if line.startswith("| `")]
    assert [key for key in rows if key not in KEYS] == []


def test_fonts_of_one_s_own_count_from_the_folder_of_the_style_that_names_them(tmp_path: Path) -> None:
    (tmp_path / "studio").mkdir()
    (tmp_path / "studio" / "Own.otf").touch()
    (tmp_path / "studio" / "house.toml").write_text('[faces]\nmusic = "Own.otf"\n')
    (tmp_path / "tonight.toml").write_text('extends = "studio/house.toml"\n[faces]\ntext = "Source Serif Pro"\n')
    faces = load_style(tmp_path / "tonight.toml").faces
    assert (faces.music, faces.text) == (str(tmp_path / "studio" / "Own.otf"), "Source Serif Pro")


def test_styles_survive_the_way_to_a_worker() -> None:
    style = load_style("london-session")
    assert msgspec.msgpack.decode(msgspec.msgpack.encode(style), type=Style) == style


@given(st.text(max_size=200))
def test_any_text_is_a_style_or_a_settings_error(tmp_path_factory: pytest.TempPathFactory, text: str) -> None:
    path = tmp_path_factory.getbasetemp() / "any.toml"
    path.write_text(text, encoding="utf-8", errors="surrogatepass")
    with contextlib.suppress(SettingsError):
        assert load_style(path).name


@given(st.sampled_from([key for key in KEYS if key != "extends"]), st.data())
def test_one_letter_wrong_and_the_right_key_is_offered(key: str, data: st.DataObject) -> None:
    *_, last = key.split(".")
    if len(last) < 4:
        return
    at = data.draw(st.integers(0, len(last) - 1))
    wrong = last[:at] + last[at + 1 :]
    siblings = [
        other.split(".")[-1] for other in KEYS if other.rpartition(".")[0] == key.rpartition(".")[0]
    ]
    assert nearest(wrong, siblings)


def test_lines_are_found_in_tables_and_inline_tables(tmp_path: Path) -> None:
    path = tmp_path / "lines.toml"
    path.write_text(
        "# a\n[paper]\nwidth = 200.0\nmargins = { left = 15.0, right = 16.0 }\n\n[turns]\npanels = 3\n"
    )
    file = SettingsFile(path)
    check_table(file, file.table, Style)
    assert [file.line_of(("paper",)), file.line_of(("paper", "width"))] == [2, 3]
    assert file.line_of(("paper", "margins", "right")) == 4
    assert file.line_of(("turns", "panels")) == 7
    assert file.line_of(("turns", "gone")) == 6
