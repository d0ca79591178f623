"""Marks on single notes: which glyphs they are and on which side of the note they belong (E16, E20)."""

from __future__ import annotations

from collections.abc import Sequence

from msgspec.structs import replace

from engraving.notation.accidentals import accidental_code
from engraving.notation.mark_signs import MarkSign, either, pair, smufl_sign, top, words
from engraving.notation.technique import technical_sign
from engraving.score import Event, Mark, Music, Spanner
from engraving.typefaces import smufl as g
from engraving.typefaces.glyph_names import code_point

SIGNS: dict[str, MarkSign] = {
    # articulations
    "accent": pair(g.ARTIC_ACCENT_ABOVE, g.ARTIC_ACCENT_BELOW),
    "strong-accent": pair(g.ARTIC_MARCATO_ABOVE, g.ARTIC_MARCATO_BELOW, "top"),
    "soft-accent": pair(g.ARTIC_SOFT_ACCENT_ABOVE, g.ARTIC_SOFT_ACCENT_BELOW),
    "staccato": pair(g.ARTIC_STACCATO_ABOVE, g.ARTIC_STACCATO_BELOW, "inner"),
    "tenuto": pair(g.ARTIC_TENUTO_ABOVE, g.ARTIC_TENUTO_BELOW, "inner"),
    "detached-legato": pair(g.ARTIC_TENUTO_STACCATO_ABOVE, g.ARTIC_TENUTO_STACCATO_BELOW),
    "staccatissimo": pair(g.ARTIC_STACCATISSIMO_WEDGE_ABOVE, g.ARTIC_STACCATISSIMO_WEDGE_BELOW),
    "spiccato": pair(g.ARTIC_STACCATISSIMO_STROKE_ABOVE, g.ARTIC_STACCATISSIMO_STROKE_BELOW),
    "stress": pair(g.ARTIC_STRESS_ABOVE, g.ARTIC_STRESS_BELOW),
    "unstress": pair(g.ARTIC_UNSTRESS_ABOVE, g.ARTIC_UNSTRESS_BELOW),
    # ornaments
    "trill-mark": top(g.ORNAMENT_TRILL),
    "turn": top(g.ORNAMENT_TURN),
    "delayed-turn": top(g.ORNAMENT_TURN),
    "inverted-turn": top(g.ORNAMENT_TURN_INVERTED),
    "delayed-inverted-turn": top(g.ORNAMENT_TURN_INVERTED),
    "vertical-turn": top(g.ORNAMENT_TURN_UP),
    "inverted-vertical-turn": top(g.ORNAMENT_TURN_UP_S),
    "shake": top(g.ORNAMENT_TREMBLEMENT),
    "mordent": top(g.ORNAMENT_MORDENT),
    "inverted-mordent": top(g.ORNAMENT_SHORT_TRILL),
    "schleifer": top(g.ORNAMENT_SCHLEIFER),
    "haydn": top(g.ORNAMENT_HAYDN),
    # after the note
    "breath-mark": either(g.BREATH_MARK_COMMA, "after"),
    "caesura": either(g.CAESURA, "after"),
}

_FERMATAS: dict[str, tuple[int, int]] = {
    "normal": (g.FERMATA_ABOVE, g.FERMATA_BELOW),
    "angled": (g.FERMATA_SHORT_ABOVE, g.FERMATA_SHORT_BELOW),
    "square": (g.FERMATA_LONG_ABOVE, g.FERMATA_LONG_BELOW),
    "double-angled": (g.FERMATA_VERY_SHORT_ABOVE, g.FERMATA_VERY_SHORT_BELOW),
    "double-square": (g.FERMATA_VERY_LONG_ABOVE, g.FERMATA_VERY_LONG_BELOW),
    "double-dot": (g.FERMATA_LONG_HENZE_ABOVE, g.FERMATA_LONG_HENZE_BELOW),
    "half-curve": (g.FERMATA_SHORT_HENZE_ABOVE, g.FERMATA_SHORT_HENZE_BELOW),
    "curlew": (g.CURLEW_SIGN, g.CURLEW_SIGN),
}
_BREATHS = {"tick": g.BREATH_MARK_TICK, "upbow": g.BREATH_MARK_UPBOW, "salzedo": g.BREATH_MARK_SALZEDO}
CAESURAS = {
    "thick": g.CAESURA_THICK,
    "short": g.CAESURA_SHORT,
    "curved": g.CAESURA_CURVED,
    "single": g.CAESURA_SINGLE_STROKE,
}

_LENGTHS = ("short", "medium", "long")
_BENT = {  # a sign that leaves its head: curved, straight, wavy, each in three lengths from the first
    "doit": (g.BRASS_DOIT_SHORT, g.BRASS_LIFT_SMOOTH_SHORT, g.BRASS_LIFT_SHORT),
    "falloff": (g.BRASS_FALL_LIP_SHORT, g.BRASS_FALL_SMOOTH_SHORT, g.BRASS_FALL_ROUGH_SHORT),
}
_INTO_HEAD = {"scoop": g.BRASS_SCOOP, "plop": g.BRASS_PLOP}
_TURNS = ("turn", "delayed-turn", "inverted-turn", "delayed-inverted-turn")
_ON_STEMS = {  # SMuFL's stems with a sign on them are that sign, on the stem the note has anyway
    "stemSprechgesang": "vocalSprechgesang",
    "stemBowOnBridge": "stringsBowOnBridge",
    "stemBowOnTailpiece": "stringsBowOnTailpiece",
    "stemBuzzRoll": "buzzRoll",
    "stemDamp": "pluckedDamp",
    "stemPendereckiTremolo": "pendereckiTremolo",
}


def sign_of(mark: Mark) -> MarkSign | None:
    """How ``mark`` is drawn; None when it is not a mark on a note (arpeggios, tremolos) or cannot be drawn."""
    name, text = mark.name, mark.text
    plain = SIGNS.get(name)
    if plain is not None and not text and not mark.attributes:
        return plain
    if name == "fermata":
        above, below = _FERMATAS.get(text or "normal", _FERMATAS["normal"])
        return pair(above, below, "fermata")
    if name == "breath-mark" and text in _BREATHS:
        return either(_BREATHS[text], "after")
    if name == "caesura" and text in CAESURAS:
        return either(CAESURAS[text], "after")
    if name in _BENT or name in _INTO_HEAD:
        return _beside_head(mark)
    if name in _ORNAMENTED:
        return _ornament(mark)
    if name in ("other-articulation", "other-ornament", "other-notation"):
        return _free(mark)
    if name == "accidental-mark":
        return top(accidental_code(text))
    return plain or technical_sign(mark)


def _beside_head(mark: Mark) -> MarkSign:
    """Doits, falls, scoops and plops, as long and as bent as the source says."""
    if mark.name in _INTO_HEAD:
        return either(_INTO_HEAD[mark.name], "before-head")
    curved, straight, wavy = _BENT[mark.name]
    first = wavy if mark.get("line-type") == "wavy" else straight if mark.get("line-shape") == "straight" else curved
    length = mark.get("line-length", "medium")
    return either(first + (_LENGTHS.index(length) if length in _LENGTHS else 1), "after-head")


_ORNAMENTED = frozenset({*_TURNS, "mordent", "inverted-mordent"})


def _ornament(mark: Mark) -> MarkSign:
    """Turns with a slash, mordents of five notes, with what leads into them and out of them."""
    sign = SIGNS[mark.name]
    if mark.name in _TURNS:
        if mark.get("slash") != "yes":
            return sign
        return replace(sign, struck=True) if "inverted" in mark.name else top(g.ORNAMENT_TURN_SLASH)
    if mark.get("long") == "yes":
        sign = replace(top(g.ORNAMENT_TREMBLEMENT), struck=mark.name == "mordent")
    return replace(sign, tails=(mark.get("approach"), mark.get("departure")))


def _free(mark: Mark) -> MarkSign | None:
    """What the format has no element for: a glyph by name, on the stem when it is one of SMuFL's stems, or words."""
    name = mark.get("smufl")
    on_stem = smufl_sign(_ON_STEMS.get(name, ""))
    if on_stem is not None:
        return replace(on_stem, zone="stem")
    return smufl_sign(name) or words(mark.text)


def tremolo_code(mark: Mark) -> int:
    """The glyph of a tremolo on a stem: the source's own, a buzz roll for unmeasured ones, else so many strokes."""
    name = mark.get("smufl")
    own = code_point(_ON_STEMS.get(name, name))
    if own:
        return own
    if mark.get("type") == "unmeasured":
        return g.BUZZ_ROLL
    count = int(mark.text) if mark.text.isdecimal() and int(mark.text) else 3
    return g.TREMOLOS[min(count, len(g.TREMOLOS)) - 1]


NOT_SIGNS = frozenset({"tremolo", "arpeggiate", "non-arpeggiate", "bend"})
"""Marks drawn otherwise than as a sign at their note."""


OF_NOTES = frozenset({"inner", "before-head", "after-head", "stem"})
"""Zones a rest does not have."""


def undrawn(event: Event) -> list[Mark]:
    """Marks for which there is no sign, or none that a rest could have: they become findings."""
    return [mark for mark in event.marks if not _has_sign(mark, at_rest=event.is_rest)]


def _has_sign(mark: Mark, *, at_rest: bool) -> bool:
    if mark.name in NOT_SIGNS:
        return not at_rest
    sign = sign_of(mark)
    return sign is not None and not (at_rest and sign.zone in OF_NOTES)


def waved_events(music: Music, waves: Sequence[Spanner]) -> frozenset[int]:
    """Notes under the wave of a trill that began before them or on them."""
    spans = [
        (wave.start.tick, wave.stop.tick, wave.start.staff)
        for wave in waves
        if wave.start is not None and wave.stop is not None and wave.stop.tick > wave.start.tick
    ]
    if not spans:
        return frozenset()
    return frozenset(
        event.id
        for event in music.events
        if event.marks and any(a <= event.tick <= b and event.staff == staff for a, b, staff in spans)
    )


def is_accent(mark: Mark) -> bool:
    """Accents stand outside marks of length, whatever the source's order (E16)."""
    return mark.name in ("accent", "soft-accent")


def goes_below(mark: Mark) -> bool:
    """Whether the source asks for it under the note."""
    return mark.placement == "below" or mark.get("type") in ("inverted", "down")


ORNAMENTS = frozenset(
    {
        "trill-mark", "turn", "delayed-turn", "inverted-turn", "delayed-inverted-turn", "vertical-turn",
        "inverted-vertical-turn", "shake", "mordent", "inverted-mordent", "schleifer", "haydn", "other-ornament",
        "accidental-mark",
    }
)  # fmt: skip
"""Marks that stand with the ornaments, outside technique and articulation (E41)."""


def shared_marks(event: Event) -> tuple[object, ...]:
    """The marks of a chord, alike for chords that one sign each can serve; other marks are one voice's own."""
    found = []
    for mark in event.marks:
        sign = sign_of(mark)
        shared = sign is not None and sign.zone in ("inner", "outer") and len(sign.above) == 1 and not sign.text
        found.append((mark.name, 0 if shared else mark.atom))
    return tuple(sorted(found))
