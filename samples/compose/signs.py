# SPDX-License-Identifier: Apache-2.0
"""Writes what stands between the notes: dynamics, words, hairpins, clefs, pedals."""

from collections.abc import Mapping

from lxml import etree

from compose.notes import add
from compose.shorthand import Sign

CLEFS = {
    "treble": ("G", 2),
    "bass": ("F", 4),
    "alto": ("C", 3),
    "tenor": ("C", 4),
    "percussion": ("percussion", 0),
}
ITALIC = {
    "espr.",
    "dolce",
    "dolce, espr.",
    "cantabile",
    "molto espr.",
    "(sub.)",
    "lontano",
    "l.v.",
    "morendo",
    "ma cantabile",
    "poco a poco",
    "sempre",
}
WEDGES = {"<": "crescendo", ">": "diminuendo", ".": "stop"}
HARP_STEPS = "DCBEFGA"


def write_sign(measure: etree._Element, sign: Sign, labels: Mapping[str, str]) -> None:
    """Write one sign at the present place of the measure."""
    if sign.family == "clef":
        write_clef(add(measure, "attributes"), sign.value, labels.get("staff", ""))
        return
    if sign.family in {"dynamic", "wedge", "ped", "ped.", "dash", "dash."}:
        placement = "below"
    else:
        placement = "below" if sign.value in ITALIC else "above"
    direction = add(measure, "direction", placement=placement)
    _type(direction, sign, labels)
    for tag, text in labels.items():
        add(direction, tag, text)
    pizzicato = {"pizz.": "yes", "arco": "no"}.get(sign.value)
    if pizzicato:
        add(direction, "sound", pizzicato=pizzicato)


def _type(direction: etree._Element, sign: Sign, labels: Mapping[str, str]) -> None:
    number = labels["voice"]
    kind = add(direction, "direction-type")
    match sign.family:
        case "words":
            words = add(kind, "words", sign.value)
            if sign.value in ITALIC:
                words.set("font-style", "italic")
        case "dynamic":
            add(add(kind, "dynamics"), sign.value)
        case "wedge":
            add(kind, "wedge", type=WEDGES[sign.value], number=number)
        case "dash" | "dash.":
            if sign.value:
                add(kind, "words", sign.value).set("font-style", "italic")
                kind = add(direction, "direction-type")
            start = "start" if sign.family == "dash" else "stop"
            add(kind, "dashes", type=start, number=number)
        case "ped" | "ped.":
            start = "start" if sign.family == "ped" else "stop"
            add(kind, "pedal", type=start, line="yes", sign="no")
        case "8va" | "8va.":
            start = "down" if sign.family == "8va" else "stop"
            add(kind, "octave-shift", type=start, size="8", number=number)
        case "pedals":
            _harp_pedals(kind, sign.value)
        case _:
            raise ValueError(f"unknown sign {sign.family}")


def _harp_pedals(kind: etree._Element, setting: str) -> None:
    """The pedals, given as the alterations of D C B E F G A, one character each."""
    pedals = add(kind, "harp-pedals")
    for step, sign in zip(HARP_STEPS, setting, strict=True):
        tuning = add(pedals, "pedal-tuning")
        add(tuning, "pedal-step", step)
        add(tuning, "pedal-alter", {"b": "-1", "n": "0", "#": "1"}[sign])


def write_clef(attributes: etree._Element, name: str, staff: str = "") -> None:
    """Write a clef; a part of several staves says of which."""
    numbered = {"number": staff} if staff else {}
    clef = add(attributes, "clef", **numbered)
    sign, line = CLEFS[name]
    add(clef, "sign", sign)
    if line:
        add(clef, "line", str(line))
