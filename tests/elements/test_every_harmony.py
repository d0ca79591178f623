"""Every value of a chord symbol: kinds in letters and signs, degrees, basses, inversions, numerals and functions.

The text expected follows the schema's words about each value, with SMuFL's signs of chord symbols.
"""

from __future__ import annotations

import pytest

from engraving.layout.page import Ink
from tests.elements.standard import Snippet, glyph, schema
from tests.layout.small_music import notes, score_xml

SIGNS = {
    "°": "csymDiminished", "ø": "csymHalfDiminished", "+": "csymAugmented", "△": "csymMajorSeventh", "-": "csymMinor",
    "♭": "accidentalFlat", "♯": "accidentalSharp", "𝄫": "accidentalDoubleFlat", "𝄪": "accidentalDoubleSharp",
}  # fmt: skip
CHORD_SIGNS = "°ø+△-"

KINDS = {  # what follows the root, in letters; and in signs, marked ` where a sign of chord symbols stands
    "major": ("", "`△"), "minor": ("m", "`-"), "augmented": ("+", "`+"), "diminished": ("dim", "`°"),
    "dominant": ("7", "7"), "major-seventh": ("maj7", "`△7"), "minor-seventh": ("m7", "`-7"),
    "diminished-seventh": ("dim7", "`°7"), "augmented-seventh": ("+7", "`+7"), "half-diminished": ("m7♭5", "`ø"),
    "major-minor": ("m(maj7)", "`-`△7"), "major-sixth": ("6", "6"), "minor-sixth": ("m6", "`-6"),
    "dominant-ninth": ("9", "9"), "major-ninth": ("maj9", "`△9"), "minor-ninth": ("m9", "`-9"),
    "dominant-11th": ("11", "11"), "major-11th": ("maj11", "`△11"), "minor-11th": ("m11", "`-11"),
    "dominant-13th": ("13", "13"), "major-13th": ("maj13", "`△13"), "minor-13th": ("m13", "`-13"),
    "suspended-second": ("sus2", "sus2"), "suspended-fourth": ("sus4", "sus4"), "Neapolitan": (" N6", " N6"),
    "Italian": (" It6", " It6"), "French": (" Fr6", " Fr6"), "German": (" Ger6", " Ger6"), "pedal": (" ped.", " ped."),
    "power": ("5", "5"), "Tristan": (" Tristan", " Tristan"), "other": ("", ""),
}  # fmt: skip
SECOND = {  # the same on the second degree
    "major": "II", "minor": "ii", "augmented": "II+", "diminished": "ii°", "dominant": "II7", "major-seventh": "IImaj7",
    "minor-seventh": "ii7", "diminished-seventh": "ii°7", "augmented-seventh": "II+7", "half-diminished": "iiø7",
    "major-minor": "ii(maj7)", "minor-sixth": "ii6", "minor-ninth": "ii9", "minor-11th": "ii11", "minor-13th": "ii13",
    "Neapolitan": "N6", "Italian": "It6", "French": "Fr6", "German": "Ger6", "Tristan": "Tristan", "none": "N.C.",
}  # fmt: skip

C = "<root><root-step>C</root-step></root>"
SEVENTH = f"{C}<kind>dominant</kind>"
TWO = "<numeral><numeral-root>2</numeral-root></numeral>"


def _spelled(text: str) -> list[str | int]:
    """Letters and the code points of signs; one of chord symbols is marked by ` before it."""
    result: list[str | int] = []
    marked = False
    for character in text:
        if character == "`":
            marked = True
            continue
        result.append(glyph(SIGNS[character]) if marked or character in "♭♯𝄫𝄪" else character)
        marked = False
    return result


def _printed(inside: str, attributes: str = "") -> tuple[list[str | int], Snippet]:
    """The symbol as printed, letter by letter from the left."""
    snippet = Snippet(score_xml(f"<harmony{attributes}>{inside}</harmony>" + notes("g4w")))
    assert snippet.sound
    drawn = snippet.page.of(Ink.CHORD_SYMBOL)
    assert len({d.item.atom for d in drawn}) <= 1
    return [part for d in drawn for part in ([d.code] if d.code else d.text)], snippet


def _reads(inside: str, text: str, attributes: str = "") -> None:
    printed, snippet = _printed(inside, attributes)
    assert printed == _spelled(text)
    assert snippet.told("not-understood", "not-drawn") == []


def test_every_kind_of_the_schema_is_here() -> None:
    assert set(KINDS) | {"none"} == set(schema().values["kind-value"])


@pytest.mark.parametrize("kind", KINDS)
def test_each_kind_in_letters(kind: str) -> None:
    _reads(f"{C}<kind>{kind}</kind>", f"C{KINDS[kind][0]}")


@pytest.mark.parametrize("kind", KINDS)
def test_each_kind_in_signs(kind: str) -> None:
    """Triangle, minus, plus, circle and slashed circle; kinds without a sign keep their letters."""
    _reads(f'{C}<kind use-symbols="yes">{kind}</kind>', f"C{KINDS[kind][1]}")


@pytest.mark.parametrize("kind", sorted(kind for kind, (_, signs) in KINDS.items() if "`" in signs))
def test_a_text_follows_the_sign(kind: str) -> None:
    """A diminished seventh with the text 7 is °7 and no plain seventh chord."""
    sign = "`" + KINDS[kind][1].split("`")[1][0]
    _reads(f'{C}<kind use-symbols="yes" text="alt">{kind}</kind>', f"C{sign}alt")


@pytest.mark.parametrize("kind", sorted(set(KINDS) | {"none"}))
def test_a_text_alone_is_printed_as_it_is(kind: str) -> None:
    _reads(f'{C}<kind text="sub">{kind}</kind>', "sub" if kind == "none" else "Csub")


@pytest.mark.parametrize(("text", "printed"), [("7b9", "7♭9"), ("m7b5", "m7♭5"), ("7#11", "7♯11"), ("sub5", "sub5")])
def test_signs_written_as_letters_are_signs(text: str, printed: str) -> None:
    _reads(f'{C}<kind text="{text}">dominant</kind>', f"C{printed}")


@pytest.mark.parametrize("root", [C, TWO, "<function>V</function>"])
def test_no_chord_is_n_c(root: str) -> None:
    _reads(f"{root}<kind>none</kind>", "N.C.")


# Roots and basses


@pytest.mark.parametrize(("alter", "sign"), [(-2, "𝄫"), (-1, "♭"), (0, ""), (1, "♯"), (2, "𝄪")])
def test_roots_and_basses_with_every_alteration(alter: int, sign: str) -> None:
    root = f"<root><root-step>E</root-step><root-alter>{alter}</root-alter></root>"
    bass = f"<bass><bass-step>B</bass-step><bass-alter>{alter}</bass-alter></bass>"
    _reads(f"{root}<kind>minor</kind>{bass}", f"E{sign}m/B{sign}")


@pytest.mark.parametrize("arrangement", schema().values["harmony-arrangement"])
def test_a_bass_stands_after_a_slash_however_it_was_arranged(arrangement: str) -> None:
    _reads(f'{C}<kind>major</kind><bass arrangement="{arrangement}"><bass-step>D</bass-step></bass>', "C/D")


@pytest.mark.parametrize(("separator", "printed"), [("/", "C/D"), ("over", "C over D"), ("\\", "C\\D")])
def test_a_separator_of_its_own(separator: str, printed: str) -> None:
    bass = f"<bass><bass-separator>{separator}</bass-separator><bass-step>D</bass-step></bass>"
    _reads(f"{C}<kind>major</kind>{bass}", printed)


@pytest.mark.parametrize("arrangement", schema().values["harmony-arrangement"])
def test_two_chords_at_once(arrangement: str) -> None:
    """A stroke for the line between chords one above the other, else a slash."""
    two = f"{C}<kind>major</kind><root><root-step>D</root-step></root><kind>minor</kind>"
    _reads(two, "C|Dm" if arrangement == "vertical" else "C/Dm", f' arrangement="{arrangement}"')


@pytest.mark.parametrize("kind", schema().values["harmony-type"])
def test_a_chord_is_printed_whether_played_or_implied(kind: str) -> None:
    _reads(f"{C}<kind>major</kind>", "C", f' type="{kind}"')


# Degrees


def _degree(value: int, alter: int, kind: str, /, **said: str) -> str:
    attributes = {name: f" {text}" for name, text in said.items()}
    return (
        f"<degree><degree-value{attributes.get('value', '')}>{value}</degree-value>"
        f"<degree-alter{attributes.get('alter', '')}>{alter}</degree-alter>"
        f"<degree-type{attributes.get('kind', '')}>{kind}</degree-type></degree>"
    )


@pytest.mark.parametrize(
    ("kind", "alter", "text"),
    [
        ("add", 0, "add9"), ("add", -1, "♭9"), ("add", 1, "♯9"), ("alter", 0, "9"), ("alter", -1, "♭9"),
        ("alter", 1, "♯9"), ("subtract", 0, "no9"), ("subtract", -1, "no9"),
    ],
)  # fmt: skip
def test_degrees_of_every_type(kind: str, alter: int, text: str) -> None:
    assert kind in schema().values["degree-type-value"]
    _reads(SEVENTH + _degree(9, alter, kind), f"C7({text})")


@pytest.mark.parametrize(
    ("symbol", "sign"),
    [("major", "△"), ("minor", "-"), ("augmented", "+"), ("diminished", "°"), ("half-diminished", "ø")],
)
def test_degrees_with_signs(symbol: str, sign: str) -> None:
    assert symbol in schema().values["degree-symbol-value"]
    _reads(SEVENTH + _degree(9, 0, "add", value=f'symbol="{symbol}"'), f"C7(`{sign}9)")


def test_a_minor_chord_takes_its_major_seventh_from_the_degree() -> None:
    kind = '<kind use-symbols="yes">major-minor</kind>'
    _reads(C + kind + _degree(7, 0, "add", value='symbol="major"'), "C`-(`△7)")


@pytest.mark.parametrize(("alter", "sign"), [(1, "+"), (-1, "−")])
def test_plus_and_minus_for_sharp_and_flat(alter: int, sign: str) -> None:
    _reads(SEVENTH + _degree(5, alter, "alter", alter='plus-minus="yes"'), f"C7({sign}5)")


@pytest.mark.parametrize(
    ("attribute", "text"),
    [
        ("", "C7(♭9)(♭13)"), (' parentheses-degrees="yes"', "C7(♭9)(♭13)"), (' parentheses-degrees="no"', "C7♭9♭13"),
        (' bracket-degrees="yes"', "C7[♭9][♭13]"), (' stack-degrees="yes"', "C7(♭9)(♭13)"),
    ],
)  # fmt: skip
def test_degrees_are_dressed_as_the_source_asks(attribute: str, text: str) -> None:
    degrees = _degree(9, -1, "add") + _degree(13, -1, "add")
    _reads(f"{C}<kind{attribute}>dominant</kind>{degrees}", text)


def test_words_of_the_source_for_a_degree() -> None:
    _reads(SEVENTH + _degree(3, 0, "subtract", kind='text="omit"'), "C7(omit3)")
    _reads(SEVENTH + _degree(9, 0, "add", kind='text=""', value='text="9th"'), "C7(9th)")


def test_a_degree_that_is_hidden_is_not_printed() -> None:
    _reads(SEVENTH + _degree(9, -1, "add").replace("<degree>", '<degree print-object="no">'), "C7")


# Numerals, functions, inversions


@pytest.mark.parametrize("kind", SECOND)
def test_kinds_on_a_degree_of_the_scale(kind: str) -> None:
    """Small numerals say minor by themselves."""
    _reads(f"{TWO}<kind>{kind}</kind>", SECOND[kind])


@pytest.mark.parametrize(("number", "text"), list(enumerate(("I", "II", "III", "IV", "V", "VI", "VII"), 1)))
def test_every_numeral(number: int, text: str) -> None:
    _reads(f"<numeral><numeral-root>{number}</numeral-root></numeral><kind>major</kind>", text)
    _reads(f"<numeral><numeral-root>{number}</numeral-root></numeral><kind>minor</kind>", text.lower())


@pytest.mark.parametrize("mode", schema().values["numeral-mode"])
def test_the_key_of_a_numeral(mode: str) -> None:
    """Two flats: B flat major, or g, a small letter for every sort of minor."""
    key = f"<numeral-key><numeral-fifths>-2</numeral-fifths><numeral-mode>{mode}</numeral-mode></numeral-key>"
    numeral = f"<numeral><numeral-root>6</numeral-root><numeral-alter>-1</numeral-alter>{key}</numeral>"
    _reads(f"{numeral}<kind>major</kind>", "B♭: ♭VI" if mode == "major" else "g: ♭VI")


@pytest.mark.parametrize(
    ("function", "kind", "text"),
    [
        ("V", "dominant", "V7"), ("ii", "minor-seventh", "ii7"), ("V", "minor", "Vm"), ("vii", "diminished", "vii°"),
        ("V/V", "major", "V/V"), ("T", "major", "T"),
    ],
)  # fmt: skip
def test_functions_in_the_letters_of_the_source(function: str, kind: str, text: str) -> None:
    _reads(f"<function>{function}</function><kind>{kind}</kind>", text)


@pytest.mark.parametrize(
    ("kind", "number", "text"),
    [
        ("major", 0, "II"), ("major", 1, "II6"), ("major", 2, "II64"), ("minor", 1, "ii6"), ("dominant", 0, "II7"),
        ("dominant", 1, "II65"), ("dominant", 2, "II43"), ("dominant", 3, "II42"), ("half-diminished", 1, "iiø65"),
    ],
)  # fmt: skip
def test_inversions_of_numerals_are_figures(kind: str, number: int, text: str) -> None:
    _reads(f"{TWO}<kind>{kind}</kind><inversion>{number}</inversion>", text)


@pytest.mark.parametrize(
    ("inside", "told"),
    [
        (f"{C}<kind>major</kind><inversion>0</inversion>", 0),
        (f"{C}<kind>major</kind><inversion>1</inversion>", 1),
        (f'{C}<kind>major</kind><inversion text="6">1</inversion>', 0),
        (f"{TWO}<kind>major</kind><inversion>3</inversion>", 1),
    ],
)
def test_an_inversion_without_a_sign_is_told(inside: str, told: int) -> None:
    assert len(_printed(inside)[1].told("not-understood")) == told


# Elsewhere


@pytest.mark.parametrize("separator", ["/", "over"])
def test_every_root_and_bass_moves_with_the_transposition(separator: str) -> None:
    """For a reader in B flat a tone higher, whatever stands between the letters."""
    bass = f"<bass><bass-separator>{separator}</bass-separator><bass-step>D</bass-step></bass>"
    score = score_xml(f"<harmony>{C}<kind>major</kind>{bass}</harmony>" + notes("g4w"), name="Clarinet in Bb")
    snippet = Snippet(score.replace("<part-list>", "<defaults><concert-score/></defaults><part-list>"))
    (drawn,) = snippet.page.of(Ink.CHORD_SYMBOL)
    assert drawn.text == ("D/E" if separator == "/" else "D over E")
