"""What is kept as text can be drawn again: nothing on paper is lost in a listing."""

from __future__ import annotations

from pathlib import Path

import msgspec
import pytest

from engraving.layout.engrave import engrave
from engraving.layout.listing import listing
from engraving.layout.page import Curve, Ink, Page
from tests.golden.album import Album
from tests.golden.kept import Kept
from tests.golden.pictures import pictures, unlike
from tests.golden.press import engraved, faces, parts_of, style
from tests.golden.redrawing import pages_of
from tests.layout.test_listing import PAGE

FOLDER = Path(__file__).parent
CUE = FOLDER.parents[1] / "samples" / "1M1 The Crossing.musicxml"


def for_the_audit_only(page: Page) -> Page:
    """The page without what only the audit reads: columns, groups, the notes at a curve's ends."""

    def plain(item: object) -> object:
        more = {"ends": (0, 0)} if isinstance(item, Curve) else {}
        return msgspec.structs.replace(item, column=0, group=0, **more)  # type: ignore[type-var]

    return msgspec.structs.replace(page, music=tuple(map(plain, page.music)), furniture=tuple(map(plain, page.furniture)))


def test_a_page_of_every_kind_of_ink_comes_back() -> None:
    (again,) = pages_of(listing([PAGE]))
    plain = for_the_audit_only(PAGE)
    assert again.staves == plain.staves
    assert set(again.music) == set(plain.music)
    assert again.furniture == plain.furniture
    assert (again.width, again.height, again.margins) == (plain.width, plain.height, plain.margins)


@pytest.mark.parametrize("chair", ["Piano", "Violin I", "Percussion 3"])
def test_a_real_part_comes_back_and_looks_the_same(chair: str) -> None:
    part = next(part for part in parts_of(CUE) if part.chair == chair)
    pages = engrave(part, style(), faces()).pages
    again = pages_of(listing(pages))
    assert listing(again) == listing(pages)
    assert [set(page.items) for page in again] == [set(for_the_audit_only(page).items) for page in pages]
    for before, now in zip(pictures(pages, faces(), 72), pictures(again, faces(), 72), strict=True):
        assert unlike(before, now) == ""


def test_what_is_no_listing_is_refused() -> None:
    with pytest.raises(ValueError, match="Not a line"):
        pages_of(listing([PAGE]).replace("width", "breadth"))
    with pytest.raises(ValueError, match="Not a line"):
        pages_of("something else\n")


def moved(text: str) -> str:
    """The listing with its first head elsewhere."""
    (page,) = pages_of(text)
    head = next(item for item in page.music if item.ink is Ink.HEAD)
    there = msgspec.structs.replace(head, y=head.y + 266)
    music = tuple(there if item is head else item for item in page.music)
    return listing([msgspec.structs.replace(page, music=music)])


def test_a_change_fails_is_shown_and_is_kept_when_accepted(tmp_path: Path) -> None:
    ((_, engraving),) = engraved(FOLDER / "one-line.musicxml")
    old = listing(engraving.pages)
    golden = tmp_path / "some-page.listing"
    golden.write_text(old, encoding="utf-8")

    album = Album(tmp_path / "album")
    with pytest.raises(AssertionError, match="some-page: 2 lines changed"):
        Kept(update=False, album=album).compare(golden, moved(old))
    album.write()
    assert "some-page, page 1" in (tmp_path / "album" / "index.html").read_text(encoding="utf-8")
    assert {p.name for p in (tmp_path / "album").glob("*.png")} == {"001-kept.png", "001-now.png", "001-both.png"}
    assert golden.read_text(encoding="utf-8") == old

    Kept(update=True).compare(golden, moved(old))
    assert golden.read_text(encoding="utf-8") == moved(old)
    Kept(update=False).compare(golden, moved(old))


def test_an_album_of_nothing_says_so(tmp_path: Path) -> None:
    Album(tmp_path).write()
    assert "Nothing changed." in (tmp_path / "index.html").read_text(encoding="utf-8")
