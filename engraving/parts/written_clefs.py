"""Clefs a player reads: what a concert score shows a transposing instrument in may be another's."""

from __future__ import annotations

from msgspec.structs import replace

from engraving.findings import Finding, Severity
from engraving.instruments import Instrument
from engraving.score import Clef, Cue, Music
from engraving.score.clefs import named_clef
from engraving.score.places import bar_at, place


def readable_clefs(
    cue: Cue, part: str, music: Music, instrument: Instrument | None
) -> tuple[Music, tuple[Finding, ...]]:
    """Replace clefs the instrument is never written in; each kind of them is one ``clef-replaced`` note.

    A baritone saxophone stands in the bass clef of a concert score and nowhere else.
    """
    if instrument is None:
        return music, ()
    customary = tuple(clef for clef in map(named_clef, instrument.clefs) if clef is not None)
    if not customary:
        return music, ()
    clefs: list[tuple[int, int, Clef]] = []
    strange: dict[tuple[str, int], int] = {}
    for tick, staff, clef in music.clefs:
        if clef.sign in ("G", "F", "C") and not _reads(customary, clef):
            strange.setdefault((clef.sign, clef.line), tick)
            clefs.append((tick, staff, replace(customary[0], visible=clef.visible)))
        else:
            clefs.append((tick, staff, clef))
    if not strange:
        return music, ()
    findings = tuple(
        Finding(
            "clef-replaced", Severity.NOTE, place(cue, part, bar_at(cue.bars, tick), tick),
            f"The concert score has this part in a {sign} clef its players do not read; "
            f"{instrument.clefs[0]} is printed.",
        )
        for (sign, _), tick in strange.items()
    )  # fmt: skip
    return replace(music, clefs=tuple(clefs)), findings


def _reads(customary: tuple[Clef, ...], clef: Clef) -> bool:
    return any((c.sign, c.line) == (clef.sign, clef.line) for c in customary)
