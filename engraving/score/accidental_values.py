"""MusicXML's names of accidentals and the alterations they stand for."""

from __future__ import annotations

_VALUES: dict[float, tuple[str, ...]] = {  # the first of each is the one we print
    0.0: ("natural",),
    1.0: ("sharp", "natural-sharp"),
    -1.0: ("flat", "natural-flat"),
    2.0: ("double-sharp", "sharp-sharp"),
    -2.0: ("flat-flat", "double-flat"),
    3.0: ("triple-sharp",),
    -3.0: ("triple-flat",),
    0.5: ("quarter-sharp", "slash-quarter-sharp", "natural-up", "sharp-down", "arrow-up"),
    -0.5: ("quarter-flat", "natural-down", "flat-up", "slash-flat", "arrow-down"),
    1.5: ("three-quarters-sharp", "slash-sharp", "sharp-up", "double-sharp-down"),
    -1.5: ("three-quarters-flat", "double-slash-flat", "flat-down", "flat-flat-up"),
}

# Raised or lowered by commas: sources say as much in fractions, in whole semitones or not at all.
_COMMAS = {f"sharp-{n}": 1 for n in (1, 2, 3, 5)} | {f"flat-{n}": -1 for n in (1, 2, 3, 4)}

_PLAIN = frozenset(value for alter, values in _VALUES.items() if alter == int(alter) for value in values)
_AGREED = frozenset((value, alter) for alter, values in _VALUES.items() for value in values)
_FIRST = {alter: (values[0], True) for alter, values in _VALUES.items()}


def value_of(alter: float) -> tuple[str, bool]:
    """The sign printed for an alteration in semitones, and whether it says exactly that.

    Alterations between the quarter tones take the nearest sign, towards the natural.
    """
    exact = _FIRST.get(alter)
    if exact is not None:
        return exact
    nearest = min(_VALUES, key=lambda known: (abs(known - alter), abs(known)))
    return _VALUES[nearest][0], False


def agrees(value: str, alter: float) -> bool:
    """Does a displayed sign fit the pitch? Signs of other tuning systems fit any pitch."""
    if (value, alter) in _AGREED:
        return True
    direction = _COMMAS.get(value)
    if direction is not None:
        return direction * alter >= 0
    if value in _PLAIN:
        return False
    return alter != int(alter) or all(value not in values for values in _VALUES.values())
