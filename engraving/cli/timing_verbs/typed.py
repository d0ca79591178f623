"""Numbers as people type them: tempi, moments, clicks and frame rates, each exact, each with its complaint."""

from __future__ import annotations

import argparse
import re
from fractions import Fraction
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from engraving.timing.clicks import FrameClick
    from engraving.timing.rates import Rate

_CLOCK = re.compile(r"(?:(\d+):)?(\d+(?:[.,]\d+)?)")


def tempo(text: str) -> Fraction:
    """Beats a minute: ``88``, ``87.94``, ``1440/13``."""
    found = _fraction(text)
    if found is None or not 1 <= found <= 1000:
        raise argparse.ArgumentTypeError(f"“{text}” is no tempo: beats a minute from 1 to 1000, such as 88 or 87.94")
    return found


def moment(text: str) -> Fraction:
    """Seconds from the first beat: ``33.7``, or minutes and seconds, ``1:02.5``."""
    found = _CLOCK.fullmatch(text.strip())
    if found is None:
        raise argparse.ArgumentTypeError(f"“{text}” is no moment: seconds such as 33.7, or minutes such as 1:02.5")
    return 60 * int(found[1] or 0) + Fraction(found[2].replace(",", "."))


def thirds(text: str) -> Fraction:
    """A written click: ``2 2/3``, ``3``, ``8/3`` seconds."""
    pieces = [_fraction(piece) for piece in text.split()]
    known = [piece for piece in pieces if piece is not None]
    total = sum(known, Fraction(0))
    if not pieces or len(known) < len(pieces) or total <= 0 or (total * 3).denominator != 1:
        raise argparse.ArgumentTypeError(f"“{text}” is no written click: seconds in thirds, such as “2 2/3”")
    return total


def click(text: str) -> FrameClick:
    """A frame click, ``16-3``."""
    from engraving.timing.clicks import UnknownClick, parse_click

    try:
        return parse_click(text)
    except UnknownClick as error:
        raise argparse.ArgumentTypeError(str(error)) from error


def click_or_tempo(text: str) -> FrameClick | Fraction:
    """``16-3`` is a click, ``88`` a tempo."""
    return click(text) if re.search(r"\d[-/]\d", text) and "." not in text else tempo(text)


def rate(text: str) -> Rate:
    """A frame rate by its name."""
    from engraving.timing.rates import UnknownRate, rate_named

    try:
        return rate_named(text)
    except UnknownRate as error:
        raise argparse.ArgumentTypeError(str(error)) from error


def limits(text: str) -> tuple[Fraction, Fraction]:
    """Frames early and late: ``1``, ``1,2``."""
    frames = [_fraction(piece) for piece in text.split(",")]
    early, late = frames[0], frames[-1]
    if len(frames) > 2 or early is None or late is None or min(early, late) < 0:
        raise argparse.ArgumentTypeError(f"“{text}” are no limits: frames early and late, such as 1,2")
    return early, late


def spread(text: str) -> tuple[int, int]:
    """Whole frames earlier and later: ``12``, ``0,24``."""
    pieces = [piece.strip() for piece in text.split(",")]
    if len(pieces) > 2 or not all(piece.isascii() and piece.isdigit() and int(piece) <= 240 for piece in pieces):
        raise argparse.ArgumentTypeError(f"“{text}” are no frames, up to 240: such as 12, or earlier,later: 0,24")
    return int(pieces[0]), int(pieces[-1])


def counts(text: str) -> tuple[int, ...]:
    """Numbers of beats: ``3,5``."""
    pieces = [piece.strip() for piece in text.split(",") if piece.strip()]
    if not all(piece.isascii() and piece.isdigit() and 1 <= int(piece) <= 32 for piece in pieces):
        raise argparse.ArgumentTypeError(f"“{text}” are no numbers of beats, such as 2,3,5")
    return tuple(int(piece) for piece in pieces)


def pickup(text: str) -> int | None:
    """Beats before the first whole bar; None for ``any``."""
    if text == "any":
        return None
    if not text.isascii() or not text.isdigit() or int(text) > 32:
        raise argparse.ArgumentTypeError(f"“{text}” is no number of beats; say 0, 1, 2 … or any")
    return int(text)


def at_least_one(text: str) -> int:
    """A count: 1, 2, 3 … up to 10,000."""
    if not text.isascii() or not text.isdigit() or not 1 <= int(text) <= 10_000:
        raise argparse.ArgumentTypeError(f"“{text}” is no number from 1 to 10000")
    return int(text)


def add_rate(verb: argparse.ArgumentParser) -> None:
    """The option ``--rate``, 24 when nothing is said."""
    verb.add_argument(
        "--rate", type=rate, default="24", metavar="RATE",
        help="frames a second: 23.976, 24 (default), 25, 29.97, 29.97df, 30, 48, 50, 59.94, 59.94df, 60",
    )  # fmt: skip


def _fraction(text: str) -> Fraction | None:
    try:
        return Fraction(text.strip().replace(",", "."))
    except (ValueError, ZeroDivisionError):
        return None
