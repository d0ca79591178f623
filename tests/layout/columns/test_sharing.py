"""Room shared along a line: type over neighbouring bars stands beside each other where others can give way (E42, E43)."""

from __future__ import annotations

from itertools import pairwise

import pytest

from engraving.layout.columns.sharing import Wish, shared
from engraving.layout.columns.springs import Gap
from engraving.layout.page import Ink
from tests.layout.small_music import Drawn, Sheet, direction, engraved, metronome, notes, rehearsal, tempo

REST = notes("Rw")
HIT = notes("c5q rq rh")
BUSY = notes("c5s d5 e5 f5 g5 f5 e5 d5 c5 d5 e5 f5 g5 f5 e5 d5")


def name(text: str) -> str:
    return direction(f"<words>{text}</words>", placement="above")


def names(sheet: Sheet) -> list[Drawn]:
    return sorted(sheet.of(Ink.TECHNIQUE), key=lambda d: d.x0)


def test_e43_names_over_bars_with_a_multi_rest_between_stand_on_one_height() -> None:
    """The rests of the line give the two names their room: a player reads them from left to right."""
    bars = [name("Suspended cymbal, soft mallets, arco") + HIT, REST, REST, name("Crash cymbals") + HIT]
    sheet = engraved(*bars, *[REST] * 3, HIT, *[REST] * 5, HIT)
    first, second = (d for d in names(sheet) if d.text.strip())
    assert first.y == second.y
    assert second.x0 - first.x1 >= 1.2 - 0.02


def test_e42_a_metronome_mark_stands_beside_a_long_text_over_multi_rests() -> None:
    """The long rest after the mark gives way, and the one under the text grows."""
    sheet = engraved(
        tempo("Un peu à l'aise, souple, expressif, toujours léger") + REST, *[REST] * 7, metronome(140) + REST,
        *[REST] * 3, tempo("rit.") + REST, *[REST] * 3, tempo("a tempo") + REST, *[REST] * 15,
        *[rehearsal(letter) + REST + REST for letter in "AB"], notes("c5w"),
    )  # fmt: skip
    marks = [d for d in sheet.of(Ink.TEMPO) if d.text.strip() or d.code]
    text = next(d for d in marks if "aise" in d.text)
    others = [d for d in marks if d.x0 > text.x0 and d.text.strip()]
    assert others
    assert all(d.x0 > text.x1 for d in others)
    assert {round(d.item.y) for d in marks if d.text.strip()} == {round(text.item.y)}  # type: ignore[union-attr]


def test_e53_bars_of_notes_are_not_torn_apart_for_a_name() -> None:
    """Where no bar of the line can give, the names stand over each other instead."""
    bars = [name("Suspended cymbal, soft mallets, swelling") + BUSY, name("Crash cymbals") + BUSY, BUSY, BUSY]
    sheet = engraved(*bars)
    lines = [d.x0 for d in sheet.of(Ink.BARLINE, staff=1)]
    assert len(lines) >= 2
    widths = [b - a for a, b in pairwise(lines)]
    assert max(widths) <= 1.7 * min(widths) + 0.1


GAPS = [Gap(5.0, 0.0), Gap(6.0, 10.0, 13.0), Gap(2.0, 8.0), Gap(6.0, 20.0, 26.0), Gap(2.0, 8.0)]
RESTS = [1, 3]


def test_rests_give_before_notes_do() -> None:
    """What a rest can spare is taken from it; the notes stay as they were."""
    found = shared(GAPS, 51.0, RESTS, [Wish(1, 2, 18.0, 18.0)], 1.0)
    assert found is not None
    lengths, force = found
    assert lengths == pytest.approx([5.0, 18.0, 8.0, 12.0, 8.0])
    assert force == 1.0


def test_the_line_stays_as_wide_when_notes_must_give() -> None:
    """Rests at their least, notes under one smaller force, and never under four fifths of what they had."""
    found = shared(GAPS, 51.0, RESTS, [Wish(1, 2, 26.0, 26.0)], 1.0)
    assert found is not None
    lengths, force = found
    assert sum(lengths) == pytest.approx(51.0, abs=0.02)
    assert (lengths[1], lengths[3]) == (pytest.approx(26.0), pytest.approx(6.0))
    assert lengths[2] == pytest.approx(lengths[4]) == pytest.approx(7.0, abs=0.02)
    assert 0.8 <= force < 1.0
    assert shared(GAPS, 51.0, RESTS, [Wish(1, 2, 30.0, 30.0)], 1.0) is None


def test_a_wish_that_is_met_stays_met_when_another_is() -> None:
    """The second rest has no more to give than its own type leaves."""
    wishes = [Wish(1, 2, 18.0, 18.0), Wish(3, 4, 14.0, 14.0)]
    found = shared(GAPS, 51.0, RESTS, wishes, 1.0)
    assert found is not None
    lengths, _ = found
    assert lengths[1] >= 18.0 - 0.02
    assert lengths[3] >= 14.0 - 0.02


def test_type_that_can_wait_asks_for_less() -> None:
    """When the whole wish is too much, what the type can do with is enough."""
    found = shared(GAPS, 51.0, RESTS, [Wish(1, 2, 30.0, 25.0)], 1.0)
    assert found is not None
    assert found[0][1] == pytest.approx(25.0)


def test_nothing_is_shared_when_nothing_is_wished_for() -> None:
    assert shared(GAPS, 51.0, RESTS, [], 1.0) is None
    assert shared(GAPS, 51.0, RESTS, [Wish(1, 4, 30.0, 30.0)], 1.0) is None
