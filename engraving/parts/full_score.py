"""From a cue to the conductor's score: every part of the source on one grid."""

from __future__ import annotations

from engraving.findings import Finding
from engraving.instruments import Match
from engraving.parts.accidentals import printed_accidentals
from engraving.parts.bar_styles import bars_as_signs
from engraving.parts.chair_names import tidy
from engraving.parts.chairs import Chair, trivial_chairs
from engraving.parts.fresh_atoms import FreshAtoms
from engraving.parts.rests import settle_rests
from engraving.parts.survey import ExtractionOptions, Survey, survey
from engraving.parts.time_lines import without_restatements
from engraving.score import Cue, FullScore, Part, PartGroup, ScoreGroup, ScorePart, SourcePart


def full_score(cue: Cue, options: ExtractionOptions | None = None) -> tuple[FullScore, tuple[Finding, ...]]:
    """The score of a cue, and what was found on the way to it."""
    options = options or ExtractionOptions()
    facts = survey(cue, options)
    findings = list(facts.findings)
    parts = []
    for index, (source, chair) in enumerate(zip(cue.parts, trivial_chairs(cue), strict=True)):
        part, found = _score_part(cue, source, chair, index, options, facts)
        parts.append(part)
        findings += found
    score = FullScore(
        credits=cue.credits,
        ticks_per_quarter=cue.ticks_per_quarter,
        bars=cue.bars,
        parts=tuple(parts),
        groups=tuple(_group(group) for group in cue.groups),
        transposed=not facts.pitch.concert,
        directions=cue.directions,
        spanners=cue.spanners,
        endings=tuple(ending for ending in cue.endings if ending.visible),
        metres=cue.metres,
        bar_seconds=facts.bar_seconds,
        bar_durations=facts.bar_durations,
        order=facts.order,
    )
    return score, tuple(findings)


def _group(group: PartGroup) -> ScoreGroup:
    return ScoreGroup(
        group.first, group.last, group.symbol, group.name, group.abbreviation, joined=group.barlines != "no"
    )


def _score_part(
    cue: Cue, source: SourcePart, chair: Chair, index: int, options: ExtractionOptions, facts: Survey
) -> tuple[ScorePart, tuple[Finding, ...]]:
    match = facts.matches[index]
    music, findings = printed_accidentals(cue, chair.name, source.music, options.accidentals)
    fresh = FreshAtoms()
    music, found = bars_as_signs(cue, chair.name, music, fresh)
    music = settle_rests(cue, without_restatements(music), fresh).music
    part = Part(
        chair=chair.name,
        instrument=chair.instrument,
        number=index + 1,
        credits=cue.credits,
        ticks_per_quarter=cue.ticks_per_quarter,
        bars=cue.bars,
        music=music,
        family=_family(match),
    )
    name = tidy(source.name)
    instrument = match.instrument.id if match.instrument else ""
    return ScorePart(part, name, tidy(source.abbreviation) or name, index, instrument), findings + found


def _family(match: Match) -> str:
    return match.instrument.family if match.instrument else ""
