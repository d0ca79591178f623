"""From a cue to the conductor's score: every part of the source on one grid."""

from __future__ import annotations

from typing import Literal

import msgspec

from engraving.findings import Finding
from engraving.parts.bar_styles import bars_as_signs
from engraving.parts.chair_names import tidy
from engraving.parts.chairs import Chair, trivial_chairs
from engraving.parts.fresh_atoms import FreshAtoms
from engraving.parts.halts import Halt, with_halts
from engraving.parts.instrument_names import instrument_names, with_names
from engraving.parts.pitch_forms import PitchForms
from engraving.parts.rests import settle_rests
from engraving.parts.survey import ExtractionOptions, Survey, survey
from engraving.parts.time_lines import without_restatements
from engraving.score import Cue, FullScore, Part, PartGroup, ScoreGroup, ScorePart


class ScoreOptions(msgspec.Struct, frozen=True, gc=False):
    """What may be asked of a score. ``pitch`` "source" is the form the cue is in."""

    pitch: Literal["concert", "transposed", "source"] = "source"


def full_score(
    cue: Cue, options: ExtractionOptions | None = None, wanted: ScoreOptions | None = None
) -> tuple[FullScore, tuple[Finding, ...]]:
    """The score of a cue, and what was found on the way to it."""
    options, wanted = options or ExtractionOptions(), wanted or ScoreOptions()
    facts = survey(cue, options)
    transposed = wanted.pitch == "transposed" or (wanted.pitch == "source" and not facts.pitch.concert)
    findings = list(facts.findings)
    parts = []
    for index, chair in enumerate(trivial_chairs(cue)):
        part, found = _score_part(cue, index, chair, transposed, options, facts)
        parts.append(part)
        findings += found
    score = FullScore(
        credits=cue.credits,
        ticks_per_quarter=cue.ticks_per_quarter,
        bars=cue.bars,
        parts=tuple(parts),
        groups=tuple(_group(group) for group in cue.groups),
        transposed=transposed,
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
    cue: Cue, index: int, chair: Chair, transposed: bool, options: ExtractionOptions, facts: Survey
) -> tuple[ScorePart, tuple[Finding, ...]]:
    source = cue.parts[index]
    instrument = facts.matches[index].instrument
    forms = PitchForms(cue, chair.name, source, options.accidentals, facts, facts.matches[index])
    music, findings = forms.as_written(source.music) if transposed else forms.as_sounding(source.music)
    fresh = FreshAtoms()
    music, found = bars_as_signs(cue, chair.name, music, fresh)
    music = settle_rests(cue, without_restatements(music), fresh).music
    music = with_halts(source.key, cue.bars, music, _signs(facts.halts), fresh)
    music = with_names(music, instrument_names(cue, f"{chair.name} {chair.instrument}", music, fresh))
    part = Part(
        chair=chair.name,
        instrument=chair.instrument,
        number=index + 1,
        credits=cue.credits,
        ticks_per_quarter=cue.ticks_per_quarter,
        bars=cue.bars,
        music=music,
        pitch_unconfirmed=source.key in facts.pitch.unconfirmed,
        family=instrument.family if instrument else "",
    )
    name = tidy(source.name)
    line = ScorePart(part, name, tidy(source.abbreviation) or name, index, instrument.id if instrument else "")
    return line, findings + found


def _signs(halts: tuple[Halt, ...]) -> tuple[Halt, ...]:
    """Fermatas stand over every staff (E57); words such as G.P. the conductor reads once."""
    return tuple(halt for halt in halts if halt.mark is not None)
