"""What every part of a cue needs to know, found out once: instruments, pitch, keys, halts, time."""

from __future__ import annotations

from functools import lru_cache

import msgspec

from engraving.findings import Finding, Severity, Where
from engraving.instruments import Match, lookup
from engraving.parts.accidentals import AccidentalPolicy
from engraving.parts.chair_names import instrument_title
from engraving.parts.cue_choice import CueChooser, CuePolicy, Player
from engraving.parts.ensemble import Ensemble
from engraving.parts.halts import Halt, halts
from engraving.parts.intervals import UNISON, Interval, to_written
from engraving.parts.multirests import Breaks, cue_breaks
from engraving.parts.pitch import PitchDecision, decide_pitch
from engraving.score import Cue, Picture, SourcePart, Transposition
from engraving.timing.cue_file import CueFile
from engraving.timing.picture import picture_of
from engraving.timing.tempo_map import TempoMap, tempo_map


class ExtractionOptions(msgspec.Struct, frozen=True, gc=False):
    """How to extract. ``score_pitch`` is "written", "concert" or None (find out).

    ``open_key``: a cue without key signatures at concert pitch has none in its parts either (R47).
    ``cue_file`` is what binds the cue to its picture. ``cues`` None: no cue notes.
    """

    score_pitch: str | None = None
    accidentals: AccidentalPolicy = AccidentalPolicy()
    open_key: bool = True
    cue_file: CueFile | None = None
    cues: CuePolicy | None = None


class Survey(msgspec.Struct, frozen=True, gc=False):
    """The facts of one cue. ``matches`` are in the order of ``cue.parts``."""

    matches: tuple[Match, ...]
    pitch: PitchDecision
    open_key: bool
    halts: tuple[Halt, ...]
    breaks: Breaks
    tempo: TempoMap
    bar_seconds: tuple[float, ...]
    bar_durations: tuple[float, ...]
    order: tuple[int, ...]
    findings: tuple[Finding, ...]
    ensemble: Ensemble
    chooser: CueChooser
    picture: Picture | None


def survey(cue: Cue, options: ExtractionOptions) -> Survey:
    """Everything the parts share; ``findings`` are those of the cue as a whole.

    They are those of ``decide_pitch``, ``tempo_map`` and ``picture_of``, and ``key-left-out`` (note).
    """
    matches = tuple(match_of(part) for part in cue.parts)
    pitch = decide_pitch(cue, tuple(match.instrument for match in matches), options.score_pitch)
    stops = halts(cue)
    tempo = tempo_map(cue, options.cue_file)
    open_key = options.open_key and _in_open_key(cue, matches, pitch)
    picture, unprinted = picture_of(cue, options.cue_file, tempo) if options.cue_file is not None else (None, ())
    changes = [click.tick for click in picture.clicks] if picture is not None else []
    warnings = [tick for one in picture.warnings for tick in one.clicks] if picture is not None else []
    breaks, seconds = cue_breaks(cue, stops, changes, warnings), tempo.bar_seconds()
    drums = frozenset(i for i, m in enumerate(matches) if m.instrument and m.instrument.family == "percussion")
    ensemble = Ensemble(cue, drums)
    unsure = frozenset(index for index, part in enumerate(cue.parts) if part.key in pitch.unconfirmed)
    chooser = CueChooser(ensemble, _players(cue, pitch, matches), seconds, breaks.before, unsure)
    return Survey(
        matches=matches,
        pitch=pitch,
        open_key=open_key,
        halts=stops,
        breaks=breaks,
        tempo=tempo,
        bar_seconds=seconds,
        bar_durations=tempo.bar_durations(),
        order=tempo.turning_order(),
        findings=pitch.findings + tempo.findings + unprinted + (_keys_left_out(cue) if open_key else ()),
        ensemble=ensemble,
        chooser=chooser,
        picture=picture,
    )


def _players(cue: Cue, pitch: PitchDecision, matches: tuple[Match, ...]) -> list[Player]:
    """Who plays each part, for choosing cues."""
    leaders: dict[str, int] = {}
    players = []
    for index, match in enumerate(matches):
        instrument = match.instrument
        leader = leaders.setdefault(instrument.id, index) if instrument else index
        semitones = to_sounding(cue, pitch, matches, index, 0).chromatic
        players.append(Player(leader, instrument.family if instrument else "", semitones))
    return players


def to_sounding(cue: Cue, pitch: PitchDecision, matches: tuple[Match, ...], part: int, tick: int) -> Interval:
    """From a part's notes in the source to what sounds; a cue in concert pitch hides octaves only (R46)."""
    source = cue.parts[part]
    value = _in_force(_apart(source, matches[part]), tick)
    if pitch.concert and source.key not in cue.concert_exceptions and not value.is_octave:
        return UNISON
    return Interval(value.diatonic, value.chromatic)


def written_interval(source: SourcePart, match: Match, tick: int) -> Interval:
    """From what sounds to what the players of a part read."""
    return to_written(_in_force(_apart(source, match), tick))


def _apart(source: SourcePart, match: Match) -> tuple[tuple[int, Transposition], ...]:
    """Written-to-sounding over time; octaves that the clefs carry are in the notes and not counted again."""
    line = source_transposition(source, match)
    if source.music.transpositions or not any(clef.octave_change for _, _, clef in source.music.clefs):
        return line
    return tuple((tick, Transposition() if value.is_octave else value) for tick, value in line)


def _in_force(line: tuple[tuple[int, Transposition], ...], tick: int) -> Transposition:
    return next((value for since, value in reversed(line) if since <= tick), Transposition())


def match_of(part: SourcePart) -> Match:
    """The instrument a part begins with: by its own name, else by that of its first instrument."""
    title = instrument_title(part)
    first = part.music.instruments[0][2] if part.music.instruments else None
    if first is None and part.instruments:
        first = part.instruments[0]
    if first is None:
        return cached_lookup(title, "", None)
    match = cached_lookup(title, first.sound, first.midi_program or None)
    if match.how in ("none", "midi"):
        named = cached_lookup(first.name, first.sound, first.midi_program or None)
        return named if named.how == "name" else match
    return match


@lru_cache(maxsize=512)
def cached_lookup(name: str, sound: str, midi_program: int | None) -> Match:
    """``lookup``, remembered: the same names come back in every cue of a show."""
    return lookup(name, sound, midi_program)


def source_transposition(part: SourcePart, match: Match) -> tuple[tuple[int, Transposition], ...]:
    """Written-to-sounding over time: the source's, else those of the table for each instrument played."""
    said = tuple((tick, value) for tick, staff, value in part.music.transpositions if staff <= 1)
    if said:
        return said
    if match.instrument is None:
        return ()
    line = [(0, _of(match))]
    for tick, _, name in part.music.instruments[1:]:
        other = cached_lookup(name.name, name.sound, name.midi_program or None)
        if other.instrument is not None:
            line.append((tick, _of(other)))
    return tuple(line)


def _of(match: Match) -> Transposition:
    if match.instrument is None:
        return Transposition()
    own = match.instrument.transposition
    return Transposition(own.diatonic, own.chromatic)


def _keys_left_out(cue: Cue) -> tuple[Finding, ...]:
    """Which parts show a signature in the source and none on paper, so that nobody wonders (R47)."""
    shown = [part.name for part in cue.parts if any(key.fifths for _, _, key in part.music.keys)]
    if not shown:
        return ()
    return (
        Finding(
            "key-left-out", Severity.NOTE, Where(file=cue.file),
            "The cue has no key signature at concert pitch, so the parts that show one only because they "
            f"are transposed are written without: {', '.join(shown)}.",
            "Say so in the house style if transposed parts are to keep their signatures.",
        ),
    )  # fmt: skip


def _in_open_key(cue: Cue, matches: tuple[Match, ...], pitch: PitchDecision) -> bool:
    """No part has a signature at concert pitch; those that show one only have it from transposition."""
    return all(
        _part_is_open(part, match, pitch.concert)
        for part, match in zip(cue.parts, matches, strict=True)
        if part.music.keys and part.music.events
    )


def _part_is_open(part: SourcePart, match: Match, concert: bool) -> bool:
    keys = part.music.keys
    if all(not key.fifths and not key.free for _, _, key in keys):
        return True
    if concert or any(key.free for _, _, key in keys):
        return False
    line = source_transposition(part, match)
    shifts = {to_written(value).fifths for _, value in line} or {0}
    return all(_concert_fifths(key.fifths, shifts) for _, _, key in keys)


def _concert_fifths(fifths: int, shifts: set[int]) -> bool:
    """Is this signature what open key becomes under one of the part's transpositions (or its respelling)?"""
    return any((fifths - shift) % 12 == 0 for shift in shifts)
