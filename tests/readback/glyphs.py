"""What the SMuFL characters of a page mean to somebody who reads it."""

from __future__ import annotations

from engraving.typefaces import smufl

BLACK, HALF, WHITE, WHOLE, BREVE = "black", "half", "white", "whole", "breve"

VALUES = ("quarter", "eighth", "16th", "32nd", "64th", "128th", "256th", "512th", "1024th")
"""Values of a black head by its flags or beams."""

FLAGGED = VALUES[1:]

_KINDS = (("DOUBLE_WHOLE", BREVE), ("WHOLE", WHOLE), ("HALF", HALF), ("BLACK", BLACK), ("WHITE", WHITE))


def _heads() -> dict[int, str]:
    """Every notehead by code point: what its form says of its value."""
    found = {}
    for name, code in vars(smufl).items():
        if not name.startswith(("NOTEHEAD_", "NOTE_SHAPE_")) or "PARENTHESIS" in name:
            continue
        found[code] = next((kind for word, kind in _KINDS if word in name), BLACK)
    return found


HEADS = _heads()

RESTS: dict[int, str] = {
    0xE4E0: "maxima", 0xE4E1: "long", 0xE4E2: "breve", 0xE4E3: "whole", 0xE4E4: "half", 0xE4E5: "quarter",
    0xE4E6: "eighth", 0xE4E7: "16th", 0xE4E8: "32nd", 0xE4E9: "64th", 0xE4EA: "128th", 0xE4EB: "256th",
    0xE4EC: "512th", 0xE4ED: "1024th", 0xE4F3: "breve", 0xE4F4: "whole", 0xE4F5: "half",
}  # fmt: skip

FLAGS = range(0xE240, 0xE250)
"""Flags in pairs, up and down, from the eighth's."""

DOT = 0xE1E7
HEAD_PARENTHESES = (smufl.NOTEHEAD_PARENTHESIS_LEFT, smufl.NOTEHEAD_PARENTHESIS_RIGHT)

CLEFS: dict[int, tuple[int, int]] = {
    # (diatonic step on the line its origin stands on, octaves it sounds higher)
    0xE050: (32, 0), 0xE051: (32, -2), 0xE052: (32, -1), 0xE053: (32, 1), 0xE054: (32, 2),
    0xE05C: (28, 0), 0xE05D: (28, -1),
    0xE062: (24, 0), 0xE063: (24, -2), 0xE064: (24, -1), 0xE065: (24, 1), 0xE066: (24, 2),
    0xE069: (34, 0), 0xE06A: (34, 0),
    0xE06D: (34, 0), 0xE06E: (34, 0),
}  # fmt: skip

ACCIDENTALS: dict[int, float] = {
    0xE260: -1.0, 0xE261: 0.0, 0xE262: 1.0, 0xE263: 2.0, 0xE264: -2.0, 0xE265: 3.0, 0xE266: -3.0,
    0xE267: -1.0, 0xE268: 1.0, 0xE269: 2.0, 0xE280: -0.5, 0xE281: -1.5, 0xE282: 0.5, 0xE283: 1.5,
}  # fmt: skip

OCTAVES: dict[int, int] = {
    # Octaves by which the notes sound higher than they stand.
    smufl.OTTAVA_ALTA: 1,
    smufl.OTTAVA_BASSA_VB: -1,
    smufl.QUINDICESIMA_ALTA: 2,
    smufl.QUINDICESIMA_BASSA_MB: -2,
    smufl.VENTIDUESIMA_ALTA: 3,
    smufl.VENTIDUESIMA_BASSA_MB: -3,
}

BARE_OCTAVES: dict[int, int] = {
    # The same without letters: up over a staff, down under it.
    smufl.OTTAVA: 1,
    smufl.QUINDICESIMA: 2,
    smufl.VENTIDUESIMA: 3,
}

DIGITS = range(0xE080, 0xE08A)
METRE_SIGNS = range(0xE080, 0xE0A0)
REPEAT_DOT = 0xE044

DYNAMICS: dict[int, str] = {
    0xE520: "p", 0xE521: "m", 0xE522: "f", 0xE523: "r", 0xE524: "s", 0xE525: "z", 0xE526: "n",
    0xE527: "pppppp", 0xE528: "ppppp", 0xE529: "pppp", 0xE52A: "ppp", 0xE52B: "pp", 0xE52C: "mp",
    0xE52D: "mf", 0xE52E: "pf", 0xE52F: "ff", 0xE530: "fff", 0xE531: "ffff", 0xE532: "fffff",
    0xE533: "ffffff", 0xE534: "fp", 0xE535: "fz", 0xE536: "sf", 0xE537: "sfp", 0xE538: "sfpp",
    0xE539: "sfz", 0xE53A: "sfzp", 0xE53B: "sffz", 0xE53C: "rf", 0xE53D: "rfz",
}  # fmt: skip

MARKS: dict[int, str] = {
    0xE4A0: "accent", 0xE4A1: "accent", 0xE4A2: "staccato", 0xE4A3: "staccato", 0xE4A4: "tenuto",
    0xE4A5: "tenuto", 0xE4A6: "staccatissimo", 0xE4A7: "staccatissimo", 0xE4A8: "staccatissimo",
    0xE4A9: "staccatissimo", 0xE4AA: "spiccato", 0xE4AB: "spiccato", 0xE4AC: "strong accent",
    0xE4AD: "strong accent", 0xE4B2: "detached legato", 0xE4B3: "detached legato", 0xE4B6: "stress",
    0xE4B7: "stress", 0xE4B8: "unstress", 0xE4B9: "unstress", 0xE4CE: "breath mark", 0xE4CF: "breath mark",
    0xE4D0: "breath mark", 0xE4D1: "caesura", 0xE4D2: "caesura", 0xE4D3: "caesura", 0xE4D4: "caesura",
    smufl.BRASS_SCOOP: "scoop", smufl.BRASS_PLOP: "plop", smufl.BRASS_DOIT_MEDIUM: "doit",
    smufl.BRASS_FALL_LIP_MEDIUM: "falloff", 0xE566: "trill", 0xE567: "turn", 0xE568: "inverted turn",
    0xE56C: "inverted mordent", 0xE56D: "mordent", 0xE56E: "shake", 0xE587: "schleifer", 0xE220: "tremolo",
    0xE221: "tremolo", 0xE222: "tremolo", 0xE223: "tremolo", 0xE224: "tremolo", 0xE610: "down bow",
    0xE612: "up bow", 0xE614: "circle", 0xE624: "string thumb position", 0xE631: "snap pizzicato",
    0xE5E5: "stopped", **dict.fromkeys(smufl.FINGERING_DIGITS, "fingering"),
}  # fmt: skip

CIRCLES = {"string harmonic", "open string", "harmonic"}
"""Marks that are all printed as a small circle."""

FERMATAS = frozenset(range(0xE4C0, 0xE4CE)) | {smufl.CURLEW_SIGN}

ELISIONS = range(0xE550, 0xE554)

METRONOME_NOTES = range(0xECA0, 0xECB6)
METRONOME_DOT = smufl.MET_AUGMENTATION_DOT


def is_music(text: str) -> bool:
    """Is it a character of a music face?"""
    return len(text) == 1 and 0xE000 <= ord(text) <= 0xF8FF
