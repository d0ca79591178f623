"""Numbers of things in words: ``1 frame``, ``2 frames``."""

from __future__ import annotations


def counted(number: int | str, thing: str) -> str:
    """So many of a thing that has an ordinary plural; a number already in words is only compared with "1"."""
    return f"{number} {thing}" if str(number) == "1" else f"{number} {thing}s"
