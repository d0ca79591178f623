"""What stands on a page besides music (E44, E55), and the page of a chair that does not play."""

from __future__ import annotations

import itertools

import msgspec
import pytest

from engraving.layout.page import Ink, Text
from engraving.layout.sheets.furniture import PageContext, foot_height, furnish, heading_height, running_height
from engraving.layout.sheets.tacet import tacet_page
from engraving.score import Credits, Part
from tests.layout.small_music import engraved, house, notes, part_of, score_xml, small_faces

QUARTERS = notes("c5q d5 e5 d5")
CREDITS = Credits(
    "3M12", "The Long Way Home", "A. Composer", "An Orchestrator", "v2", "Some Film", "© Studio", "2024-05-06"
)


def part(**fields: object) -> Part:
    return msgspec.structs.replace(part_of(score_xml(QUARTERS)), credits=CREDITS, **fields)


def texts(page: int, pages: int = 3, **fields: object) -> dict[str, Text]:
    items = furnish(part(**fields), house(), small_faces(), PageContext(page, pages))
    return {item.text: item for item in items if isinstance(item, Text)}


def test_e44_page_one_names_cue_instrument_title_and_makers_in_their_sizes() -> None:
    found = texts(1)
    sizes = {text: item.size / 100 for text, item in found.items()}
    assert sizes["3M12"] == 24
    assert sizes["Flute"] == 18
    assert sizes["The Long Way Home"] == 16
    assert sizes["A. Composer"] == 10
    assert found["Flute"].face.name == found["3M12"].face.name == "BOLD"


def test_e44_later_pages_carry_one_line_with_instrument_cue_title_version_and_page() -> None:
    found = texts(2)
    assert len({item.y for item in found.values()}) == 1
    line = " ".join(found)
    for word in ("Flute", "3M12", "The Long Way Home", "v2", "page 2 of 3"):
        assert word in line
    assert {item.size for item in found.values()} == {1000}


@pytest.mark.parametrize("page", [1, 2, 3])
def test_e44_every_page_says_which_it_is_of_how_many(page: int) -> None:
    assert f"page {page} of 3" in " ".join(texts(page))


@pytest.mark.parametrize("page", [1, 2])
def test_e55_furniture_stays_inside_the_margins(page: int) -> None:
    paper = house().paper
    left, right = paper.margins.left * 72 / 25.4 * 100, (paper.width - paper.margins.right) * 72 / 25.4 * 100
    for item in texts(page).values():
        width = small_faces().text_width(item.text, item.face, item.size / 100) * 100
        assert item.x >= left - 2
        assert item.x + width <= right + 2


def test_a_part_whose_pitch_is_not_known_says_so() -> None:
    for page in (1, 2):
        assert "PITCH UNCONFIRMED" in " ".join(texts(page, pitch_unconfirmed=True))
        assert "UNCONFIRMED" not in " ".join(texts(page))


def test_a_long_title_is_broken_instead_of_running_into_its_neighbours() -> None:
    long = msgspec.structs.replace(
        CREDITS, title="A Title So Long That It Would Never Fit Between The Instrument And The Makers"
    )
    items = furnish(msgspec.structs.replace(part(), credits=long), house(), small_faces(), PageContext(1, 1))
    lines = [i for i in items if isinstance(i, Text) and i.size == 1600]
    assert len(lines) >= 2
    assert " ".join(i.text for i in sorted(lines, key=lambda i: -i.y)) == long.title


def test_e55_page_one_leaves_room_for_its_heading() -> None:
    faces, style = small_faces(), house()
    assert heading_height(part(), style, faces) > 24 + 16
    assert heading_height(part(), style, faces) > running_height(style) > 10
    assert foot_height(style) > 10


def test_e55_music_never_touches_the_furniture() -> None:
    """Two full pages: all ink of the music lies between heading or running line and foot."""
    sheet = engraved(*[QUARTERS] * 110)
    assert len(sheet.pages) >= 2
    for number, page in enumerate(sheet.pages):
        words = [i for i in page.furniture if isinstance(i, Text)]
        high = [i.y for i in words if i.y > page.height / 2]
        low = [i.y + i.size for i in words if i.y < page.height / 2]
        music = list(sheet.of(*Ink, page=number))
        tops = {s.number: s.y for s in page.staves}
        assert max(tops[d.staff] + d.y1 * sheet.space for d in music) < min(high)
        assert min(tops[d.staff] + d.y0 * sheet.space for d in music) > max(low, default=page.margins[1])


def test_e55_a_line_of_air_is_between_the_last_bar_numbers_and_the_foot() -> None:
    """A full first page: 47 over the title at its foot would be read with it."""
    sheet = engraved(*[QUARTERS] * 110)
    page = sheet.pages[0]
    foot = [i for i in page.furniture if isinstance(i, Text) and i.y < page.height / 2]
    size = max(i.size for i in foot)
    top = max(i.y for i in foot) + 0.7 * size
    last = page.staves[-1]
    numbers = [d for d in sheet.of(Ink.BAR_NUMBER, staff=last.number) if isinstance(d.item, Text)]
    assert min(last.y + d.y0 * sheet.space for d in numbers) - top >= 1.2 * size


def test_e44_no_type_is_under_eight_points() -> None:
    sheet = engraved(*[QUARTERS] * 60)
    sizes = [i.size for page in sheet.pages for i in page.items if isinstance(i, Text)]
    assert min(sizes) >= 800


def test_systems_go_down_the_page_in_order_and_keep_their_distance() -> None:
    """E55: from bottom line to next top line 6.0 at least."""
    sheet = engraved(*[QUARTERS] * 60)
    ys = [s.y / sheet.space for s in sheet.staves()]
    assert all(a - b >= 4 + 6.0 - 0.01 for a, b in itertools.pairwise(ys))


# Tacet


def test_a_chair_that_does_not_play_gets_a_page_that_says_so() -> None:
    page = tacet_page(part(tacet=True), house(), small_faces())
    (word,) = (item for item in page.music if isinstance(item, Text))
    assert word.text == "TACET"
    width = small_faces().text_width("TACET", word.face, word.size / 100) * 100
    assert word.x + width / 2 == pytest.approx(page.width / 2, abs=2)
    assert {"3M12", "Flute"} <= {i.text for i in page.furniture if isinstance(i, Text)}
    assert page.staves == ()


def test_a_silent_part_is_engraved_as_tacet() -> None:
    sheet = engraved(notes("R"), notes("R"))
    assert [i.text for i in sheet.pages[0].music if isinstance(i, Text)] == ["TACET"]


def test_letters_that_reach_out_of_their_width_stay_inside_the_margins() -> None:
    """The tail of a bold J hangs to the left."""
    sheet = engraved(QUARTERS, name="Jazz Guitar", title="Joyful f")
    assert "Jazz Guitar" in sheet.furniture()
    assert sheet.engraving.audit.outside_margins == 0


def heading(**credits: str) -> list[tuple[str, int, int]]:
    """Text, x and y of page one's heading lines, from the top."""
    named = msgspec.structs.replace(part_of(score_xml(QUARTERS)), credits=Credits(**credits))
    items = furnish(named, house(), small_faces(), PageContext(1, 1))
    found = [(item.text, item.x, item.y) for item in items if isinstance(item, Text)]
    return sorted(found, key=lambda one: -one[2])


def test_e44_a_title_takes_the_room_that_names_beside_it_leave() -> None:
    lines = heading(title="Gloria in excelsis. Et in terra pax", composer="J. S. Bach")
    assert "Gloria in excelsis. Et in terra pax" in [text for text, _, _ in lines]


def test_e44_a_title_of_two_lines_breaks_where_it_pauses_not_before_its_last_word() -> None:
    title = "String Quartet in C major, Op. 1 No. 1"
    long = "Joseph Bologne, Chevalier de Saint-Georges"
    lines = heading(title=title, composer=long)
    assert [text for text, _, _ in lines if text in title] == ["String Quartet in C major,", "Op. 1 No. 1"]
    title = "The long and winding story of the sea and of the river"
    first, second = [text for text, _, _ in heading(title=title, composer=long) if text in title]
    assert 0.6 <= len(second) / len(first) <= 1.6


def test_e44_title_and_credits_do_not_meet() -> None:
    faces = small_faces()
    named = Credits("", "A title that is so long that it has two lines", "A composer with rather many names", "")
    page = furnish(msgspec.structs.replace(part(), credits=named), house(), faces, PageContext(1, 1))
    boxes = [
        (item.x, item.x + faces.text_width(item.text, item.face, item.size / 100) * 100, item.y, item.size)
        for item in page if isinstance(item, Text)
    ]  # fmt: skip
    for a, b in itertools.combinations(boxes, 2):
        level = abs(a[2] - b[2]) < min(a[3], b[3])
        assert not level or a[1] + 500 < b[0] or b[1] + 500 < a[0]


def test_who_wrote_the_words_stands_under_the_composer() -> None:
    makers = ["A. Composer", "Words by A. Poet", "Orchestrated by A. Hand"]
    lines = heading(composer="A. Composer", lyricist="A. Poet", orchestrator="A. Hand")
    assert [text for text, _, _ in lines if text in makers] == makers


def test_a_credit_that_ends_with_an_address_does_not_end_with_at() -> None:
    lines = heading(orchestrator="Transcribed from the IMSLP file(s) at http://imslp.org/wiki/Quartet")
    assert "Transcribed from the IMSLP file(s)" in [text for text, _, _ in lines]
