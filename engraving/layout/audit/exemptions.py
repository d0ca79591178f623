"""What may touch what: the audit's table of exemptions (A1, a–g), a reason a row.

A pair of inks is exempt when one of its rows holds. Rows name two sets of ink and a condition. The
condition looks at the two items; those that depend on where the two meet look at the contact as well.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from typing import NamedTuple

from engraving.layout.audit.conditions import EARLY, LATE, Condition
from engraving.layout.audit.contact import Contact
from engraving.layout.audit.report import ink_name
from engraving.layout.audit.scene import Mark, Scene
from engraving.layout.page import Ink


class Exemption(NamedTuple):
    """One row: ``first`` with ``second``, in either order, under ``condition``."""

    letter: str
    first: frozenset[Ink]
    second: frozenset[Ink]
    condition: Condition
    reason: str


Rows = tuple[tuple[Exemption, bool], ...]
Test = Callable[[Mark, Mark, Scene], bool]


def _row(letter: str, first: str, second: str, condition: Condition, reason: str) -> Exemption:
    """A row from names of ink parted by blanks."""
    return Exemption(
        letter,
        frozenset(Ink[name] for name in first.split()),
        frozenset(Ink[name] for name in second.split()),
        condition,
        reason,
    )


CURVES = "TIE SLUR"
BARLINES = "BARLINE SYSTEM_LINE"
SIGNS = "CLEF KEY METRE BIG_METRE"
LONG_LINES = f"{CURVES} HAIRPIN GLISSANDO TRILL_LINE"
TYPED_LINES = "OCTAVE PEDAL DASHES LYRIC_LINE FIGURE"
IN_STAFF = "HEAD REST ACCIDENTAL DOT STACCATO CLEF KEY METRE REPEAT_DOT BREATH MEASURE_REPEAT H_BAR"
THROUGH_STAFF = (
    "STEM FLAG BEAM LEDGER TIE SLUR TUPLET_BRACKET TREMOLO SLASH ARPEGGIO GLISSANDO BARLINE SYSTEM_LINE"
    " BRACE BRACKET BIG_METRE"
)
FREE_OF_OWN_STAFF = frozenset(Ink[name] for name in f"{IN_STAFF} {THROUGH_STAFF}".split())
"""Ink that the lines of its own staff do not disturb (b)."""

RUNS = (
    "METRE DYNAMIC EXPRESSION TECHNIQUE TEMPO REHEARSAL OCTAVE PEDAL TRILL_LINE LYRIC VOLTA JUMP REST_COUNT"
    " REST_RANGE BAR_NUMBER TIMING CHORD_SYMBOL FINGERING TUPLET_NUMBER ORNAMENT ARTICULATION TURN_WARNING"
    " HEADING BIG_METRE HIT STREAMER CLICK"
)

EXEMPTIONS: tuple[Exemption, ...] = (
    _row("a", "HEAD", "HEAD", Condition.CHORD, "the heads of a second stand side by side"),
    _row("a", "HEAD", "STEM", Condition.CHORD, "a stem grows from its heads"),
    _row("a", "HEAD", "LEDGER", Condition.CHORD, "a ledger line runs through or under its head"),
    _row("a", "LEDGER", "STEM", Condition.CHORD, "ledger lines reach past the stem of their chord"),
    _row("a", "STEM", "FLAG", Condition.CHORD, "a flag hangs on its stem"),
    _row("a", "STEM", "BEAM", Condition.GROUP, "stems end in their beam"),
    _row("a", "BEAM", "BEAM", Condition.GROUP, "the beams of a group meet in its knees and stubs"),
    _row("a", "TREMOLO", "STEM", Condition.GROUP, "tremolo strokes cross their stem or join two"),
    _row("a", "SLASH", "STEM FLAG BEAM", Condition.GROUP, "a grace slash crosses stem, flag or beam"),
    _row("b", IN_STAFF, "STAFF_LINE", Condition.STAFF, "stands in the staff by nature"),
    _row("b", THROUGH_STAFF, "STAFF_LINE", Condition.SYSTEM, "passes through staves by nature"),
    _row("c", LONG_LINES, BARLINES, Condition.SYSTEM, "runs on over the barline"),
    _row("c", TYPED_LINES, BARLINES, Condition.LINE, "the line runs on, its type does not"),
    _row("c", "BEAM", BARLINES, Condition.OVER, "a beam over the bar"),
    _row("c", LONG_LINES, SIGNS, Condition.MID_LINE, "runs on over a change of clef, key or metre"),
    _row("c", TYPED_LINES, SIGNS, Condition.MID_LINE_STROKE, "the line runs on, its type does not"),
    _row("c", "BEAM", SIGNS, Condition.OVER, "a beam over a change of clef, key or metre"),
    _row("c", BARLINES, f"{BARLINES} REPEAT_DOT BRACKET BRACE", Condition.SYSTEM, "the strokes of one frame"),
    _row("c", "MEASURE_REPEAT", BARLINES, Condition.SYSTEM, "a repeat of several bars stands on their barline"),
    _row("c", "BRACKET BRACE", "BRACKET BRACE", Condition.SYSTEM, "the strokes of one frame"),
    _row("d", CURVES, "HEAD STEM FLAG BEAM DOT", Condition.OWN_END, "a curve starts and ends at its notes"),
    _row("d", CURVES, CURVES, Condition.SHARED_END, "curves may meet where they start or end together"),
    _row("e", "HEAD", "HEAD", Condition.COINCIDENT, "a unison printed once"),
    _row("e", "DOT", "DOT", Condition.COINCIDENT, "dots of a unison, printed once"),
    _row("e", "REST", "REST", Condition.COINCIDENT, "equal rests of two voices, printed once"),
    _row("e", "TUPLET_NUMBER", "TUPLET_NUMBER", Condition.COINCIDENT, "a tuplet of several voices, printed once"),
    *(
        _row("e", name, name, Condition.COINCIDENT, "a mark of several voices, printed once")
        for name in ("STACCATO", "ARTICULATION")
    ),
    _row("e", "SLUR", "SLUR", Condition.SAME, "a slur of several voices, printed once"),
    _row("e", "STEM", "HEAD", Condition.COLUMN, "one voice's stem may touch the other's heads"),
    _row("e", "LEDGER", "HEAD LEDGER STEM", Condition.COLUMN, "ledger lines serve both voices of a column"),
    _row("f", "OCTAVE", "OCTAVE", Condition.OWN, "line, sign and hook are one mark"),
    _row("f", "PEDAL", "PEDAL", Condition.OWN, "line, sign and notch are one mark"),
    _row("f", "VOLTA", "VOLTA", Condition.OWN, "line, hook and number are one mark"),
    _row("f", "TUPLET_BRACKET", "TUPLET_BRACKET TUPLET_NUMBER", Condition.OWN, "bracket and number"),
    _row("f", "HAIRPIN", "HAIRPIN", Condition.OWN, "the two lines of a hairpin meet, or its niente circle"),
    _row("f", "TRILL_LINE", "TRILL_LINE ORNAMENT", Condition.OWN, "a wavy line begins at its sign"),
    _row("f", "ARPEGGIO", "ARPEGGIO", Condition.OWN, "the pieces of one wavy line or bracket"),
    _row("f", "GLISSANDO", "GLISSANDO EXPRESSION TECHNIQUE", Condition.OWN, "a glissando and its text"),
    _row("f", "DASHES", "DASHES DYNAMIC EXPRESSION TEMPO TECHNIQUE", Condition.OWN, "dashes and word"),
    _row("f", "LYRIC_LINE", "LYRIC LYRIC_LINE", Condition.OWN, "hyphens and extenders follow their syllable"),
    _row("f", "H_BAR", "H_BAR", Condition.OWN, "the bar and its serifs are one sign"),
    _row("f", "FIGURE", "FIGURE", Condition.OWN, "the figures of one stack, strokes through them and their lines"),
    _row("f", "TEMPO", "TEMPO", Condition.OWN, "notes of a metronome mark with their beams, ties and brackets"),
    _row("f", "TREMOLO", "TREMOLO", Condition.OWN, "the strokes of one tremolo"),
    _row(
        "f", "BOX", "BOX REHEARSAL TEMPO TECHNIQUE EXPRESSION DYNAMIC REST_RANGE BAR_NUMBER", Condition.OWN,
        "a box and what it holds are one mark",
    ),
    _row("f", "HIT BOX", "HIT BOX", Condition.GROUP, "a hit, its box and its stem, and hits that share a box"),
    _row("f", "STREAMER", "STREAMER", Condition.OWN, "line, arrow and the stroke where it begins are one mark"),
    _row("g", "STEM BEAM", BARLINES, Condition.CROSS_STAFF, "cross-staff notes stand in the barline's gap"),
    *(_row("run", name, name, Condition.LETTERS, "signs of one run") for name in RUNS.split()),
)  # fmt: skip

CLOSE: tuple[Exemption, ...] = (
    _row("near", "HEAD", "FLAG", Condition.CHORD, "flags curl back towards their head"),
    _row("near", "HEAD", "HEAD", Condition.COLUMN, "seconds of two voices touch"),
    _row("near", "ACCIDENTAL", "ACCIDENTAL", Condition.OWN, "parentheses stand close round their sign"),
    _row("near", "METRE", "METRE", Condition.STAFF, "figures of one metre stand on each other"),
    _row("near", "KEY", "KEY", Condition.STAFF, "accidentals of one key tuck into each other"),
    _row("near", "TRILL_LINE", "ORNAMENT", Condition.STAFF, "a wavy line begins at its sign"),
)  # fmt: skip
"""Pairs that stand close by nature: a hit counts, nearness is not worth listing."""


def _both_ways(exemptions: Iterable[Exemption]) -> dict[int, Rows]:
    """Rows by pair of ink; with each whether the pair stands the other way round in it."""
    table: dict[int, list[tuple[Exemption, bool]]] = {}
    for row in exemptions:
        for a in row.first:
            for b in row.second:
                table.setdefault(a << 6 | b, []).append((row, False))
                if not (b in row.first and a in row.second):
                    table.setdefault(b << 6 | a, []).append((row, True))
    return {pair: tuple(rows) for pair, rows in table.items()}


def _tests(rows_by_pair: Mapping[int, Rows]) -> dict[int, tuple[Test, ...]]:
    """The conditions that can be asked before geometry, by pair."""
    return {
        pair: tuple(
            _turned(EARLY[row.condition]) if turned else EARLY[row.condition]
            for row, turned in rows
            if row.condition in EARLY
        )
        for pair, rows in rows_by_pair.items()
    }


def _turned(test: Test) -> Test:
    """The same question of a pair that stands the other way round in its row."""
    return lambda a, b, scene: test(b, a, scene)


_TABLE = _both_ways(EXEMPTIONS)
_EARLY = _tests(_TABLE)
_CLOSE = _tests(_both_ways(CLOSE))
_LATE = {
    pair: tuple((LATE[row.condition], turned) for row, turned in rows if row.condition in LATE)
    for pair, rows in _TABLE.items()
}


def exempt(a: Mark, b: Mark, scene: Scene) -> bool:
    """Whether two marks may touch wherever they like."""
    for test in _EARLY.get(a.ink << 6 | b.ink, ()):  # noqa: SIM110 - asked too often for any()
        if test(a, b, scene):
            return True
    return False


def close_by_nature(a: Mark, b: Mark, scene: Scene) -> bool:
    """Whether nobody need hear that two marks are near."""
    for test in _CLOSE.get(a.ink << 6 | b.ink, ()):  # noqa: SIM110 - as above
        if test(a, b, scene):
            return True
    return False


def exempt_there(a: Mark, b: Mark, scene: Scene, contact: Contact) -> bool:
    """Whether they may touch where they do."""
    for test, turned in _LATE.get(a.ink << 6 | b.ink, ()):
        if test(b, a, scene, contact) if turned else test(a, b, scene, contact):
            return True
    return False


def exemption_table() -> str:
    """The table as Markdown, a reason a row."""
    lines = ["| | ink | with | when | because |", "|---|---|---|---|---|"]
    for row in (*EXEMPTIONS, *CLOSE):
        first, second = (", ".join(ink_name(ink) for ink in sorted(inks)) for inks in (row.first, row.second))
        lines.append(f"| {row.letter} | {first} | {second} | {row.condition} | {row.reason} |")
    return "\n".join(lines) + "\n"
