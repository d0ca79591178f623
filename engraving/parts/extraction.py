"""From a cue to what one chair reads: pitches as written, accidentals, rests, everybody's marks."""

from __future__ import annotations

import msgspec
from msgspec.structs import replace

from engraving.findings import Finding, Severity, Where
from engraving.instruments import Match
from engraving.parts.bar_styles import bars_as_signs
from engraving.parts.chairs import Chair, trivial_chairs
from engraving.parts.cueing import with_cues
from engraving.parts.fresh_atoms import FreshAtoms
from engraving.parts.halts import with_halts
from engraving.parts.instrument_names import instrument_names, with_names
from engraving.parts.multirests import merge_rests
from engraving.parts.pitch_forms import PitchForms
from engraving.parts.rests import settle_rests
from engraving.parts.seats import seated_music
from engraving.parts.survey import ExtractionOptions, Survey, survey
from engraving.parts.time_lines import without_restatements
from engraving.score import Credits, Cue, Music, Part
from engraving.score.places import place
from engraving.timing.picture import for_players

_PLAYED_FROM = frozenset({"harmony", "figured-bass"})


class Extraction(msgspec.Struct, frozen=True, gc=False):
    """A part and what was found on the way to it."""

    part: Part
    findings: tuple[Finding, ...] = ()


class Extractor:
    """A part for each part of the source, extracted when it is first asked for: the survey of the cue serves all."""

    def __init__(self, cue: Cue, options: ExtractionOptions | None = None, facts: Survey | None = None) -> None:
        """``facts`` are the survey with these options, where it has been made. ``chairs`` are who reads the parts, in
        score order; ``of_cue`` the findings of the whole cue."""
        self._cue, self._options = cue, options or ExtractionOptions()
        self._facts = facts or survey(cue, self._options)
        self.chairs, self.of_cue = trivial_chairs(cue), self._facts.findings
        self._made: dict[int, Extraction | None] = {}

    def extraction(self, at: int) -> Extraction:
        """What chair ``at`` (from 0) reads, with the findings of that part."""
        made = self._made.setdefault(at, None)
        if made is None:
            made = _extract(self._cue, self.chairs[at], at + 1, self._options, self._facts)
            self._made[at] = made
        return made

    def findings(self) -> tuple[Finding, ...]:
        """Those of the whole cue, then of every part in score order; all are extracted for it.

        A part whose extraction has failed has none: who asked for it has been told.
        """
        for at in range(len(self.chairs)):
            if at not in self._made:
                self.extraction(at)
        every = [self._made[at] for at in range(len(self.chairs))]
        return (*self.of_cue, *(finding for made in every if made for finding in made.findings))


def extract_all(cue: Cue, options: ExtractionOptions | None = None) -> tuple[Extraction, ...]:
    """A part for each part of the source, in score order. Findings of the whole cue stand with the first."""
    extractor = Extractor(cue, options)
    extractions = [extractor.extraction(at) for at in range(len(extractor.chairs))]
    if extractions and extractor.of_cue:
        first = extractions[0]
        extractions[0] = Extraction(first.part, extractor.of_cue + first.findings)
    return tuple(extractions)


def extract(cue: Cue, chair: Chair, options: ExtractionOptions | None = None) -> Extraction:
    """What one chair reads of a cue, with the findings of the whole cue before those of the part.

    Raises ``UsageError`` when the chair names a part the cue does not have.
    """
    options = options or ExtractionOptions()
    facts = survey(cue, options)
    number = next((i for i, p in enumerate(cue.parts, start=1) if p.key == chair.sources[0].part), 0)
    extraction = _extract(cue, chair, number, options, facts)
    return Extraction(extraction.part, facts.findings + extraction.findings)


def _extract(cue: Cue, chair: Chair, number: int, options: ExtractionOptions, facts: Survey) -> Extraction:
    music, source, findings = seated_music(cue, chair)
    index = cue.parts.index(source)
    match = facts.matches[index]
    part = Part(
        chair=chair.name,
        instrument=chair.instrument,
        number=number,
        credits=_credits(cue.credits, music),
        ticks_per_quarter=cue.ticks_per_quarter,
        bars=cue.bars,
        music=Music(music.staves, ()),
        bar_seconds=facts.bar_seconds,
        bar_durations=facts.bar_durations,
        order=facts.order,
        pitch_unconfirmed=source.key in facts.pitch.unconfirmed,
        family=match.instrument.family if match.instrument else "",
        instrument_id=match.instrument.id if match.instrument else "",
        picture=for_players(facts.picture, cue.directions) if facts.picture is not None else None,
    )
    if not _sounds(music):
        return Extraction(replace(part, tacet=True), findings + _unsaid(cue, chair, music))
    findings += _about_instrument(cue, chair, match, facts)
    music, found = PitchForms(cue, chair.name, source, options.accidentals, facts, match).as_written(music)
    findings += found
    fresh = FreshAtoms()
    music, found = bars_as_signs(cue, chair.name, music, fresh)
    findings += found
    silence = settle_rests(cue, without_restatements(music), fresh)
    silence = replace(silence, music=with_halts(source.key, cue.bars, silence.music, facts.halts, fresh))
    names = instrument_names(cue, f"{chair.name} {chair.instrument}", silence.music, fresh)
    if options.cues is not None:
        silence = with_cues(cue, chair, index, silence, facts, options.cues, fresh)
    music, rests = merge_rests(cue, silence, facts.breaks, fresh)
    music = with_names(music, names)
    part = replace(
        part,
        music=music,
        directions=cue.directions,
        spanners=cue.spanners,
        endings=tuple(ending for ending in cue.endings if ending.visible),
        multi_rests=rests,
    )
    return Extraction(part, findings)


def _credits(credits: Credits, music: Music) -> Credits:
    """Who wrote the words is named to those who sing them."""
    sung = bool(credits.lyricist) and any(event.lyrics for event in music.events)
    return credits if sung or not credits.lyricist else replace(credits, lyricist="")


def _sounds(music: Music) -> bool:
    """False for a tacet: not one visible note, no slashes, no measure repeats, no chords or figures to play from."""
    return (
        any(style.kind != "barline" for style in music.styles)
        or any(event.visible and any(head.visible for head in event.heads) for event in music.events)
        or any(segment.kind in _PLAYED_FROM for direction in music.directions for segment in direction.segments)
    )


def _unsaid(cue: Cue, chair: Chair, music: Music) -> tuple[Finding, ...]:
    """``tacet-words``: what the source says to a player who has nothing to play stands on no page."""
    words = [direction for direction in music.directions if direction.text]
    if not words:
        return ()
    first = words[0]
    more = f" and {len(words) - 1} more" if len(words) > 1 else ""
    where = place(cue, chair.name, first.bar, line=first.line)
    message = f"The part is tacet: “{first.text}”{more} is not printed."
    return (Finding("tacet-words", Severity.NOTE, where, message, "Give it to a player who plays."),)


def _about_instrument(cue: Cue, chair: Chair, match: Match, facts: Survey) -> tuple[Finding, ...]:
    """``unknown-instrument``, and ``instrument-assumed`` where a transposition hangs on a guess."""
    where = Where(part=chair.name, file=cue.file)
    if match.instrument is None:
        severity = Severity.ERROR if facts.pitch.concert else Severity.WARNING
        return (
            Finding(
                "unknown-instrument", severity, where,
                f"No known instrument is called {chair.instrument}; it is printed as it stands.",
                "Name the instrument in the source as players do, or give it an instrument-sound.",
            ),
        )  # fmt: skip
    if match.doubt and facts.pitch.concert:
        return (
            Finding(
                "instrument-assumed", Severity.WARNING, where,
                f"The instrument is not certain: {match.doubt}.",
                "Name the instrument with its key in the source.",
            ),
        )  # fmt: skip
    return ()
