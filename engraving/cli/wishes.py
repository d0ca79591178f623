"""What was typed, as the options of a run."""

from __future__ import annotations

import argparse
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from engraving.house import Style
    from engraving.production import Options


def options(arguments: argparse.Namespace) -> Options:
    """For every verb that reads a cue. Raises SettingsError when the style is wrong."""
    from msgspec.structs import replace

    from engraving.house import load_style
    from engraving.production import Options
    from engraving.score import Credits

    if arguments.verb == "check":
        return Options(
            score_pitch=arguments.score_pitch, validate=arguments.validate, cue_file=arguments.cue_file
        )
    if arguments.verb == "proof":
        return Options(
            style=load_style(arguments.style), score_pitch=arguments.score_pitch, validate=arguments.validate,
            cue_file=arguments.cue_file,
        )  # fmt: skip
    common = Options(
        style=load_style(arguments.style),
        listing=arguments.listing,
        pdf_a=arguments.pdf_a,
        credits=Credits(
            cue_number=arguments.cue_number,
            title=arguments.title,
            composer=arguments.composer,
            orchestrator=arguments.orchestrator,
            version=arguments.version_label,
            production=arguments.production,
        ),
        score_pitch=arguments.score_pitch,
        validate=arguments.validate,
        strict=arguments.strict,
        cue_file=arguments.cue_file,
        jobs=arguments.jobs,
    )
    if arguments.verb == "score":
        return replace(common, style=_for_score(common.style, arguments), reorder=arguments.reorder)
    return replace(
        common,
        chairs=tuple(arguments.chair),
        cue_notes=arguments.cues,
        score=arguments.score,
    )


def _for_score(style: Style, arguments: argparse.Namespace) -> Style:
    """The style with what was typed about its score."""
    from msgspec.structs import replace

    from engraving.house import PAPERS

    score, sheet = style.score, arguments.paper
    width, height = PAPERS.get(sheet, (score.paper.width, score.paper.height))
    return replace(
        style,
        score=replace(
            score,
            paper=replace(score.paper, width=width, height=height),
            reduce_to=score.reduce_to if sheet is None else "none" if sheet in PAPERS else sheet,
            orientation="landscape" if arguments.landscape else score.orientation,
            pitch=arguments.pitch or score.pitch,
            cover=arguments.cover or score.cover,
            obey_breaks=arguments.obey_breaks or score.obey_breaks,
        ),
    )
