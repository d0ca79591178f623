"""A1 by planting: a clean page of nearly everything, then one piece of ink moved onto another."""

from __future__ import annotations

import pytest

from engraving.layout.audit import Fault, Place, audit
from engraving.layout.audit.report import ink_name
from engraving.layout.audit.tracing import Outliner
from engraving.layout.page import Item
from engraving.typefaces import Faces, load_faces
from tests.layout.audit.sheet import SPACE, Sheet, moved, realistic_sheet

PLANTS = (
    # accidentals, dots, heads, stems, flags, ledgers, rests
    ("sharp", "altered head"), ("flat", "sharp"), ("flat", "plain stem"), ("sharp", "flag"), ("flat", "dot"),
    ("dot", "altered head"), ("dot", "flag"), ("plain head", "flagged head"), ("plain stem", "flagged stem"),
    ("flag", "high head"), ("ledger 4", "sharp"), ("ledger 4", "plain head"), ("rest", "beamed 0 head"),
    ("rest", "beam"), ("rest", "dot"), ("beam", "flagged head"), ("beam", "sharp"), ("beamed 1 head",
    "beamed 2 head"),
    ("beamed 1 stem", "beamed 2 head"), ("grace head", "flat"), ("slash", "plain head"), ("slash", "sharp"),
    ("tremolo", "flag"), ("tremolo", "plain head"), ("tremolo", "beam"),
    # marks at notes
    ("staccato", "plain head"), ("staccato", "slur"), ("accent", "high head"), ("accent", "fermata"),
    ("fermata", "beam"), ("fingering", "last head"), ("breath", "rest"), ("trill", "trilled head"),
    ("arpeggio", "upper chord low"), ("arpeggio", "upper clef"), ("glissando", "upper chord second"),
    # ties, slurs, tuplets
    ("slur", "accent"), ("slur", "tied 1 head"), ("slur", "beam"), ("slur", "flat"), ("slur", "tie"),
    ("tie", "flag"), ("tie", "sharp"), ("tie", "dot"), ("tie", "slurred 2 head"), ("tie", "tuplet number"),
    ("tuplet number", "beam"), ("tuplet bracket", "beam"), ("tuplet bracket", "fermata"),
    # the frame
    ("flagged head", "barline"), ("rest", "barline"), ("sharp", "barline"), ("breath", "barline"),
    ("first key", "metre over"), ("metre under", "first clef"), ("repeat dot", "note 5 head"),
    ("left hand stem", "grand barline 30"), ("arpeggio", "grand barline 30"), ("brace", "upper clef"),
    ("mid-line clef", "measure repeat"), ("slur", "first clef"), ("glissando", "lower clef"), ("h-bar",
    "repeat barline"),
    # beside the staff
    ("forte", "hairpin over"), ("forte", "note 0 stem"), ("forte", "expression"), ("expression",
    "hairpin under"),
    ("technique", "note 1 head"), ("tempo", "rehearsal"), ("tempo", "box 0"), ("chord symbol", "octave line"),
    ("lyric", "bar number"), ("hyphen", "bar number"), ("bar number", "note 5 stem"), ("timing", "segno"),
    ("volta", "segno"), ("volta number", "octave line"), ("ottava", "technique"), ("rest count", "h-bar"),
    ("rest range", "hyphen"), ("turn warning", "dashes"), ("dashed word", "rest range"), ("box 1",
    "chord symbol"),
    ("pedal", "left hand head"), ("pedal line", "left hand head"), ("trill line", "trilled stem"),
    ("hairpin over", "lyric"), ("dashes", "expression"),
    # on staff lines
    ("expression", "staff 2 line 4"), ("forte", "staff 2 line 0"), ("hairpin over", "staff 2 line 2"),
    ("octave line", "staff 2 line 1"), ("lyric", "staff 2 line 4"), ("bar number", "staff 2 line 4"),
    ("volta", "staff 2 line 0"), ("pedal line", "staff 4 line 2"), ("accent", "staff 1 line 0"),
    ("fermata", "staff 1 line 1"), ("tempo", "staff 2 line 0"), ("dashes", "staff 2 line 3"),
    # neighbouring systems, furniture
    ("fermata", "tempo"), ("accent", "note 2 head"), ("plain head", "staff 2 line 2"), ("beam",
    "staff 2 line 3"),
    ("slur", "staff 3 line 0"), ("forte", "trill"), ("left hand head", "staff 3 line 4"), ("slur",
    "grand barline 30"),
    ("heading", "technique"), ("page number", "pedal"), ("heading", "staff 1 line 3"),
)  # fmt: skip


@pytest.fixture(scope="module")
def faces() -> Faces:
    return load_faces()


@pytest.fixture(scope="module")
def sheet(faces: Faces) -> Sheet:
    return realistic_sheet(faces)


def ink_point(item: Item, faces: Faces) -> tuple[float, float]:
    """A place well inside an item's ink: the middle of its widest span."""
    outliner = Outliner(faces)
    box = outliner.box(item)
    assert box is not None
    outline = outliner.outline(item, box)
    _, low, _, high = outline.box
    widest, point = 0.0, (0.0, 0.0)
    for step in range(1, 60):
        y = low + (high - low) * step / 60
        spans = outline.spans(y)
        for left, right in zip(spans[0::2], spans[1::2], strict=True):
            if right - left > widest:
                widest, point = right - left, ((left + right) / 2, y)
    return point


def planted(sheet: Sheet, name: str, target: str) -> tuple[dict[str, Item], tuple[float, float]]:
    """The sheet with one item moved onto another, and where."""
    x, y = ink_point(sheet.items[name], sheet.faces)
    u, v = ink_point(sheet.items[target], sheet.faces)
    items = dict(sheet.items)
    items[name] = moved(items[name], round(u - x), round(v - y))
    return items, (u, v)


def collisions_of(items: dict[str, Item], sheet: Sheet) -> list[Place]:
    report = audit([sheet.page(items)], frozenset(), sheet.faces)
    found = [place for place in report.places if place.fault is Fault.COLLISION]
    assert report.collisions == len(found)
    return found


def test_the_page_is_clean_before_planting(sheet: Sheet) -> None:
    report = audit([sheet.page()], frozenset(), sheet.faces)
    assert [str(place) for place in report.places] == []
    assert report.clean


def test_at_least_forty_kinds_are_planted(sheet: Sheet) -> None:
    kinds = {frozenset((sheet.items[a].ink, sheet.items[b].ink)) for a, b in PLANTS}
    assert len(kinds) >= 80


@pytest.mark.parametrize(("name", "target"), PLANTS, ids=[f"{a} on {b}" for a, b in PLANTS])
def test_a_planted_collision_is_found(sheet: Sheet, name: str, target: str) -> None:
    items, (x, y) = planted(sheet, name, target)
    inks = {ink_name(items[name].ink), ink_name(items[target].ink)}
    here = [
        place
        for place in collisions_of(items, sheet)
        if set(place.inks) == inks
        and abs(place.x * 100 - x) < 30 * SPACE
        and abs(place.y * 100 - y) < 3 * SPACE
    ]
    assert here
    assert all(place.page == 1 and place.area > 0.02 and place.depth > 0.08 for place in here)


def test_only_what_was_moved_collides(sheet: Sheet) -> None:
    for name, target in PLANTS:
        items, _ = planted(sheet, name, target)
        kind = ink_name(items[name].ink)
        strangers = [str(place) for place in collisions_of(items, sheet) if kind not in place.inks]
        assert strangers == []


def test_a_place_names_bars_and_atoms(sheet: Sheet) -> None:
    items, _ = planted(sheet, "forte", "expression")
    (place,) = [p for p in collisions_of(items, sheet) if p.inks == ("dynamic", "expression")]
    assert set(place.atoms) == {210, 212}
    assert place.bars == (8, 11)  # such atoms name no bar: the system's
    assert str(place).startswith("page 1 at ")
    assert "collision: dynamic on expression" in str(place)


def test_places_come_in_reading_order_whatever_was_drawn_first(sheet: Sheet) -> None:
    items, _ = planted(sheet, "forte", "expression")
    items |= {
        name: item for name, item in planted(sheet, "sharp", "altered head")[0].items() if name == "sharp"
    }
    backwards = dict(reversed(items.items()))
    first, second = (
        [(p.fault, p.x, p.y, p.inks) for p in audit([sheet.page(i)], frozenset(), sheet.faces).places]
        for i in (items, backwards)
    )
    assert first == second
    heights = [place[2] for place in first if place[0] is Fault.COLLISION]
    assert len(heights) == 2
    assert heights == sorted(heights, reverse=True)
