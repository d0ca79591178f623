"""Which pitch a cue holds, written or concert: decided once for the whole cue, never part by part."""

from __future__ import annotations

import msgspec

from engraving.errors import UsageError
from engraving.findings import Finding, Severity, Where
from engraving.instruments import Instrument
from engraving.score import Cue, Key, SourcePart

WRITTEN = "written"
CONCERT = "concert"


class PitchDecision(msgspec.Struct, frozen=True, gc=False):
    """``concert``: the source holds sounding pitches. ``unconfirmed``: keys of parts that may be wrong."""

    concert: bool
    reason: str
    unconfirmed: tuple[str, ...] = ()
    findings: tuple[Finding, ...] = ()


def decide_pitch(
    cue: Cue, instruments: tuple[Instrument | None, ...], score_pitch: str | None = None
) -> PitchDecision:
    """Decide from the option, the source's own word, its transpositions, and last its key signatures.

    ``instruments`` are those of ``cue.parts``, None where unknown. Findings: ``pitch-assumed`` (note)
    when only the key signatures speak, ``pitch-unconfirmed`` (error) when nothing does. Raises
    ``UsageError`` for a ``score_pitch`` other than "written", "concert" or nothing.
    """
    if score_pitch:
        if score_pitch not in (WRITTEN, CONCERT):
            what = f"{score_pitch!r} is not a score pitch."
            raise UsageError(what, "--score-pitch", "Say written or concert.")
        return PitchDecision(score_pitch == CONCERT, "the option --score-pitch")
    if cue.concert_pitch is not None:
        return PitchDecision(cue.concert_pitch, "the source says so")
    if any(_transposes(part) for part in cue.parts):
        return PitchDecision(False, "the source gives transpositions")
    transposing = _transposing(cue, instruments)
    if not transposing:
        return PitchDecision(False, "no instrument of the cue transposes")
    return _by_keys(cue, instruments, transposing)


def _transposes(part: SourcePart) -> bool:
    return any(value.chromatic or value.diatonic for _, _, value in part.music.transpositions)


def _transposing(cue: Cue, instruments: tuple[Instrument | None, ...]) -> list[int]:
    """Parts of instruments that transpose by more than octaves."""
    return [
        index
        for index, (instrument, part) in enumerate(zip(instruments, cue.parts, strict=True))
        if instrument is not None and instrument.transposition.chromatic % 12 and part.music.events
    ]


def _by_keys(cue: Cue, instruments: tuple[Instrument | None, ...], transposing: list[int]) -> PitchDecision:
    in_c = part_in_c(cue, instruments)
    reference = None if in_c is None else _signatures(cue.parts[in_c])
    telling = [i for i in transposing if not _reads_without_key(instruments[i])] or transposing
    same = [i for i in telling if _signatures(cue.parts[i]) == reference]
    names = ", ".join(cue.parts[i].name for i in transposing)
    if reference is not None and len(same) == len(telling):
        finding = Finding(
            "pitch-assumed", Severity.NOTE, Where(file=cue.file),
            f"Nothing in the source says which pitch it holds; its key signatures are those of a score in "
            f"concert pitch, so these parts are transposed: {names}.",
            "Say --score-pitch written if the parts stand as their players read them.",
        )  # fmt: skip
        return PitchDecision(True, "the key signatures equal the strings'", findings=(finding,))
    finding = Finding(
        "pitch-unconfirmed", Severity.ERROR, Where(part=cue.parts[transposing[0]].name, file=cue.file),
        f"The source does not say whether these parts are in written or concert pitch: {names}. "
        "They are printed as they stand and marked PITCH UNCONFIRMED.",
        "Say --score-pitch written or --score-pitch concert.",
    )  # fmt: skip
    keys = tuple(cue.parts[i].key for i in transposing)
    return PitchDecision(False, "undecided", keys, (finding,))


def _reads_without_key(instrument: Instrument | None) -> bool:
    return instrument is not None and instrument.open_key


def part_in_c(cue: Cue, instruments: tuple[Instrument | None, ...]) -> int | None:
    """The part whose key signatures are those of the cue: the first strings, or another instrument in C."""
    in_c = [
        (instrument.family != "strings", index)
        for index, instrument in enumerate(instruments)
        if instrument is not None
        and instrument.pitched
        and not instrument.open_key
        and instrument.transposition.chromatic % 12 == 0
        and cue.parts[index].music.events
    ]
    return min(in_c)[1] if in_c else None


def _signatures(part: SourcePart) -> tuple[tuple[int, Key], ...]:
    """Where the first staff's signature changes, and to what; an open beginning counts as none."""
    line: list[tuple[int, Key]] = []
    for tick, staff, key in part.music.keys:
        if staff <= 1:
            plain = Key(fifths=key.fifths, free=key.free)
            if plain != (line[-1][1] if line else Key()):
                line.append((tick, plain))
    return tuple(line)
