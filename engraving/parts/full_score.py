"""From a cue to the conductor's score: every part of the source on one grid."""

from __future__ import annotations

from typing import Literal

import msgspec

from engraving.findings import Finding
from engraving.parts.bar_styles import bars_as_signs
from engraving.parts.chairs import Chair, trivial_chairs
from engraving.parts.fresh_atoms import FreshAtoms
from engraving.parts.halts import Halt, with_halts
from engraving.parts.instrument_names import instrument_names, with_names
from engraving.parts.instrumentation import desks, forces, pitch_note
from engraving.parts.pitch_forms import PitchForms
from engraving.parts.rests import settle_rests
from engraving.parts.score_cues import without_cues
from engraving.parts.score_groups import names_left_out, score_groups
from engraving.parts.score_names import line_names
from engraving.parts.score_order import order_findings, standard_order
from engraving.parts.survey import ExtractionOptions, Survey, survey
from engraving.parts.time_lines import without_restatements
from engraving.score import Cue, FullScore, Part, ScorePart


class ScoreOptions(msgspec.Struct, frozen=True, gc=False):
    """What may be asked of a score. ``pitch`` "source" is the form the cue is in.

    ``reorder``: parts stand as in scores usually, not as in the source. ``cues``: the source's own cue notes are
    shown.
    """

    pitch: Literal["concert", "transposed", "source"] = "source"
    reorder: bool = False
    cues: bool = False


def full_score(
    cue: Cue,
    options: ExtractionOptions | None = None,
    wanted: ScoreOptions | None = None,
    facts: Survey | None = None,
) -> tuple[FullScore, tuple[Finding, ...]]:
    """The score of a cue, and what was found on the way to it; ``facts`` are the survey with these options, where it
    has been made."""
    options, wanted = options or ExtractionOptions(), wanted or ScoreOptions()
    facts = facts or survey(cue, options)
    transposed = wanted.pitch == "transposed" or (wanted.pitch == "source" and not facts.pitch.concert)
    chairs = trivial_chairs(cue)
    order = standard_order(facts.matches) if wanted.reorder else tuple(range(len(cue.parts)))
    matches = tuple(facts.matches[index] for index in order)
    called = tuple(chairs[index].name for index in order)
    sources = [cue.parts[index] for index in order]
    names, runs = line_names(sources, called, matches)
    players = desks(sources, matches, names, runs)
    groups = score_groups(cue, order, matches, runs)
    findings = [*facts.findings, *order_findings(cue, called, matches), *names_left_out(cue, groups)]
    parts = []
    for index, name in zip(order, names, strict=True):
        part, found = _part(cue, index, chairs[index], transposed, options, facts, cues=wanted.cues)
        instrument = facts.matches[index].instrument
        parts.append(ScorePart(part, name.full, name.short, index, instrument.id if instrument else ""))
        findings += found
    score = FullScore(
        credits=cue.credits,
        ticks_per_quarter=cue.ticks_per_quarter,
        bars=cue.bars,
        parts=tuple(parts),
        groups=groups,
        transposed=transposed,
        directions=cue.directions,
        spanners=cue.spanners,
        endings=tuple(ending for ending in cue.endings if ending.visible),
        metres=cue.metres,
        bar_seconds=facts.bar_seconds,
        bar_durations=facts.bar_durations,
        order=facts.order,
        line_breaks=cue.line_breaks,
        page_breaks=cue.page_breaks,
        forces=forces(players),
        pitch_note=pitch_note(players, transposed=transposed),
        picture=facts.picture,
    )
    return score, tuple(findings)


def _part(
    cue: Cue, index: int, chair: Chair, transposed: bool, options: ExtractionOptions, facts: Survey, *, cues: bool
) -> tuple[Part, tuple[Finding, ...]]:
    source = cue.parts[index]
    music, left_out = (source.music, ()) if cues else without_cues(cue, chair.name, source.music)
    instrument = facts.matches[index].instrument
    forms = PitchForms(cue, chair.name, source, options.accidentals, facts, facts.matches[index])
    music, findings = forms.as_written(music) if transposed else forms.as_sounding(music)
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
        instrument_id=instrument.id if instrument else "",
    )
    return part, left_out + findings + found


def _signs(halts: tuple[Halt, ...]) -> tuple[Halt, ...]:
    """Fermatas stand over every staff (E57); words such as G.P. the conductor reads once."""
    return tuple(halt for halt in halts if halt.mark is not None)
