"""R57, R58, E47: how a cue stands in its reader's part."""

from __future__ import annotations

from collections import Counter

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from msgspec.structs import replace

from engraving.parts import Chair, CuePolicy, ExtractionOptions, Source, extract, extract_all
from engraving.parts.fresh_atoms import FIRST
from engraving.score import (
    CUE_NAME,
    Anchor,
    BeamGroup,
    Clef,
    Cue,
    Event,
    InstrumentName,
    Mark,
    Part,
    SourcePart,
    Spanner,
    Transposition,
)
from engraving.score.atoms import Kind, bar_of, kind_of, pack
from engraving.score.conservation import music_atoms, part_atoms
from tests.parts.small_scores import part, score, spelled, words

NINE = " | ".join(["R"] * 9)
TUNE = "c5q d5 e5 f#5 | g5 a5 g5 e5 | f#5 e5 d5 bb4"
SOURCE = " | ".join(["R"] * 6 + [TUNE, "c5w"])
ON = ExtractionOptions(cues=CuePolicy())
F, A, PICCOLO, BASS = Transposition(-4, -7), Transposition(-2, -3), Transposition(7, 12), Transposition(-7, -12)
BASS_CLEF = Clef("F", 4)


def of(whole: Cue, options: ExtractionOptions = ON, index: int = 0) -> Part:
    return extract_all(whole, options)[index].part


def cued(reader: SourcePart, source: SourcePart | None = None, **fields: object) -> Part:
    """The reader's part beside one that plays a tune."""
    return of(score(reader, source or part("Oboe", SOURCE), **fields))


def small(piece: Part) -> list[Event]:
    """The notes of its cues."""
    return [event for event in piece.music.events if event.cue and event.heads]


def names(piece: Part) -> list[str]:
    """Their pitches."""
    return [event.heads[0].pitch.name for event in small(piece)]


# Pitch


@pytest.mark.parametrize(
    ("name", "transposition", "clef", "first", "label"),
    [
        ("Horn in F", F, Clef(), ["G4", "A4", "B4", "C#5"], "Oboe (8va)"),
        ("Clarinet in A", A, Clef(), ["Eb5", "F5", "G5", "A5"], "Oboe"),
        ("Piccolo", PICCOLO, Clef(), ["C5", "D5", "E5", "F#5"], "Oboe"),
        ("Violoncello", None, Clef("C", 4), ["C4", "D4", "E4", "F#4"], "Oboe (8va)"),
        ("Bassoon", None, BASS_CLEF, ["C3", "D3", "E3", "F#3"], "Oboe (15ma)"),
    ],
)
@pytest.mark.parametrize("concert", [False, True])
def test_cues_stand_in_the_readers_pitch_on_the_readers_staff(
    name: str, transposition: Transposition | None, clef: Clef, first: list[str], label: str, concert: bool
) -> None:
    """The oboe's C sounds; octaves are moved until the notes lie on the staff or near it, and the label says so.

    8va: the oboe's own part has it an octave higher. That a piccolo sounds higher than it is written goes unsaid.
    """
    reader = part(name, f"{NINE} | g4w", clef=clef, transposition=transposition)
    piece = cued(reader, concert_pitch=concert)
    assert names(piece)[:4] == first
    (said,) = piece.music.directions
    assert said.text == label
    middle = clef.middle
    assert all(-3.0 <= (e.heads[0].pitch.diatonic - middle) / 2 <= 4.0 for e in small(piece))


@pytest.mark.parametrize(
    ("reader", "clef", "first"),
    [
        (None, Clef("G", 2, -1), "C4"),  # a tenor, whose clef has the octave
        (BASS, Clef(), "C5"),  # a double bass up high
        (None, Clef(), "C5"),
    ],
)
def test_a_piccolo_is_read_as_its_own_part_has_it(reader: Transposition | None, clef: Clef, first: str) -> None:
    """Its c5 sounds three octaves over a tenor's c5: both know how they sound, and nobody reads 22ma."""
    piccolo = part("Piccolo", SOURCE, transposition=PICCOLO)
    piece = cued(part("Reader", f"{NINE} | c4w", clef=clef, transposition=reader), piccolo)
    assert (names(piece)[0], piece.music.directions[0].text) == (first, "Piccolo")


def test_a_doubling_player_reads_a_cue_in_the_pitch_of_the_instrument_in_hand() -> None:
    """Flute until bar 4, then alto flute in G from a part of its own."""
    flute = part("Flute", "c5w | R | R")
    alto = part("Alto Flute", f"{NINE} | c5w", transposition=Transposition(-3, -5))
    player = Chair("Flute 3", 1, (Source("P1", end=3 * 96), Source("P2", start=3 * 96)), "Flute 3")
    extraction = extract(score(flute, alto, part("Oboe", SOURCE)), player, replace(ON, cues=CuePolicy(after_bars=6)))
    assert names(extraction.part)[:4] == ["F5", "G5", "A5", "B5"]


def test_a_transposing_source_is_read_as_it_sounds() -> None:
    clarinet = part("Clarinet in B♭", " | ".join(["R"] * 6 + [TUNE, "d5w"]), transposition=Transposition(-1, -2))
    assert names(cued(part("Flute", f"{NINE} | c5w"), clarinet))[:4] == ["Bb4", "C5", "D5", "E5"]
    horn = part("Horn in F", f"{NINE} | c5w", transposition=F)
    assert names(cued(horn, clarinet))[:4] == ["F5", "G5", "A5", "B5"]


@pytest.mark.parametrize("concert", [False, True])
def test_an_octave_in_the_clef_is_not_counted_twice(concert: bool) -> None:
    """A double bass in a bass clef with an 8 under it, without a transposition: its notes are what sounds.

    They stand an octave higher on its staff, as in any part for double bass.
    """
    low = TUNE.replace("5", "2").replace("4", "1")
    eight = Clef("F", 4, -1)
    reader = part("Double Bass", f"{NINE} | c2w", clef=eight)
    cello = part("Violoncello", " | ".join(["R"] * 6 + [low, "d2w"]), clef=BASS_CLEF)
    piece = cued(reader, cello, concert_pitch=concert)
    assert (names(piece)[:4], piece.music.directions[0].text) == (["C2", "D2", "E2", "F#2"], "Violoncello (8vb)")
    bass = part("Double Bass", " | ".join(["R"] * 6 + [low, "d2w"]), clef=eight)
    reader = part("Violoncello", f"{NINE} | c2w", clef=BASS_CLEF)
    piece = cued(reader, bass, concert_pitch=concert)
    assert (names(piece)[:4], piece.music.directions[0].text) == (["C3", "D3", "E3", "F#3"], "Double Bass")


def test_a_cue_is_spelled_as_the_readers_signature_is() -> None:
    """Five sharps at concert pitch are seven for a clarinet: it reads five flats, and so does its cue."""
    oboe = part("Oboe", " | ".join(["R"] * 6 + ["b4q c#5 d#5 e5 | f#5 g#5 a#5 b5 | a#5 g#5 f#5 e5", "b4w"]), key=5)
    clarinet = part("Clarinet in B♭", f"{NINE} | b4w", key=5)
    piece = cued(clarinet, oboe, concert_pitch=True)
    assert [key.fifths for _, _, key in piece.music.keys] == [-5]
    assert [name[:-1] for name in names(piece)[:4]] == ["Db", "Eb", "F", "Gb"]
    assert not any(e.heads[0].accidental for e in small(piece))


def test_accidentals_of_a_cue_are_those_its_own_notes_need() -> None:
    piece = cued(part("Violin", f"{NINE} | f5w"))
    music = replace(piece.music, events=tuple(small(piece)))
    assert spelled(music)[:4] == ["C5", "D5", "E5", "F#5!"]
    assert spelled(music)[-4:] == ["F#5!", "E5", "D5", "Bb4!"]


def test_the_readers_own_accidentals_are_not_touched_by_a_cue() -> None:
    """F sharp and B flat of the cue ask for no natural in the bar after it."""
    reader = part("Violin", f"{NINE} | f5h b4h")
    own = [e for e in cued(reader).music.events if e.heads and not e.cue]
    assert [head.accidental for event in own for head in event.heads] == [None, None]


def test_a_ledger_line_or_two_are_no_reason_to_move_an_octave() -> None:
    """What sounds is read where it sounds, as long as it can be read."""
    oboe = part("Oboe", " | ".join(["R"] * 6 + ["e5q f5 g5 a5 | c6 b5 a5 g5 | f5 e5 d5 e5", "c5w"]))
    piece = cued(part("Violin", f"{NINE} | f5w"), oboe)
    assert names(piece)[:4] == ["E5", "F5", "G5", "A5"]


# Place


def test_a_cue_ends_the_multi_rest_and_its_bars_keep_their_rests() -> None:
    piece = cued(part("Trombone", f"{NINE} | c4w"))
    (rest,) = piece.multi_rests
    assert (rest.first, rest.last, rest.count) == (0, 5, 6)
    rests = [e for e in piece.music.events if not e.heads]
    assert [(e.bar, e.whole_bar, e.cue, e.visible) for e in rests] == [(bar, True, False, True) for bar in (6, 7, 8)]
    assert {e.voice for e in small(piece)}.isdisjoint({e.voice for e in piece.music.events if not e.cue})


def test_the_source_is_named_once_at_the_first_note() -> None:
    late = part("Oboe", " | ".join(["R"] * 6 + ["rq d5 e5 f#5 | g5 a5 g5 e5 | f#5 e5 d5 bb4", "c5w"]))
    piece = cued(part("Trombone", f"{NINE} | c4w"), late)
    (label,) = piece.music.directions
    assert [(s.kind, s.text) for s in label.segments] == [(CUE_NAME, "Oboe")]
    assert label.tick == small(piece)[0].tick == 6 * 96 + 24


@pytest.mark.parametrize(
    ("name", "others", "label"),
    [
        ("Clarinet in B♭ 1", (), "Clarinet 1"),
        ("B♭ Trumpet", (), "Trumpet"),
        ("B♭ (basso) Horn 3", (), "Horn 3"),
        ("Horn 3 in B♭ basso", (), "Horn 3"),
        ("E♭ Alto Saxophone", (), "Alto Saxophone"),
        ("Horn in F", ("Horn in C",), "Horn in F"),  # two of one name but for the key
        ("Violin I", (), "Violin I"),
    ],
)
def test_names_leave_the_key_out_where_it_tells_nothing(name: str, others: tuple[str, ...], label: str) -> None:
    silent = [part(other, "R | R | R | R | R | R | R | R | R | c4w") for other in others]
    parts = (part("Trombone", f"{NINE} | c4w"), part(name, SOURCE), *silent)
    (direction,) = of(score(*parts)).music.directions
    assert direction.text == label


@pytest.mark.parametrize(
    ("said", "label"),
    [
        ([(0, "pizz.")], "Violoncello pizz. (8va)"),
        ([(0, "Pizzicato"), (5, "arco")], "Violoncello (8va)"),
        ([(6, "pizz.")], "Violoncello pizz. (8va)"),
        ([(0, "pizz."), (7, "arco")], "Violoncello (8va)"),  # bowed in the middle of the cue
        ([(7, "pizz.")], "Violoncello (8va)"),
    ],
)
def test_strings_that_pluck_are_named_so(said: list[tuple[int, str]], label: str) -> None:
    """Plucked strings sound quite another way than bowed ones."""
    cello = part("Violoncello", SOURCE)
    directions = tuple(words(bar, 96 * bar, text, 1) for bar, text in said)
    cello = replace(cello, music=replace(cello.music, directions=directions))
    piece = cued(part("Bassoon", f"{NINE} | c3w", clef=Clef("C", 4)), cello)
    assert [d.text for d in piece.music.directions] == [label]


@pytest.mark.parametrize(("change", "label"), [(5, "Piccolo"), (12, "Flute 1")])
def test_a_player_who_changed_is_named_by_the_instrument_in_hand(change: int, label: str) -> None:
    flute = part("Flute 1", SOURCE)
    changing = ((0, 1, InstrumentName("a", "Flute")), (change * 96, 1, InstrumentName("b", "Piccolo")))
    flute = replace(flute, music=replace(flute.music, instruments=changing))
    assert [d.text for d in cued(part("Trombone", f"{NINE} | c4w"), flute).music.directions] == [label]


def test_a_cue_neither_says_nor_is_the_readers_change_of_instrument() -> None:
    flute = part("Flute", f"c5w | {NINE} | c6w")
    changing = ((0, 1, InstrumentName("a", "Flute")), (10 * 96, 1, InstrumentName("b", "Piccolo")))
    flute = replace(flute, music=replace(flute.music, instruments=changing))
    whole = score(flute, part("Piccolo", f"R | {SOURCE}"))
    plain, having = of(whole, ExtractionOptions()), of(whole)
    label, *others = sorted(having.music.directions, key=lambda d: d.segments[0].kind != CUE_NAME)
    assert label.text == "Piccolo"
    assert [(d.tick, d.text) for d in others] == [(d.tick, d.text) for d in plain.music.directions]
    assert [d.text for d in others] == ["To Piccolo", "Piccolo"]


def test_rests_between_the_notes_are_small_and_silent_bars_empty() -> None:
    gappy = part("Oboe", " | ".join(["R"] * 5 + ["c5q rq e5 f5", "R", "g5 rh e5q", "d5q e5 f5 d5", "c5w"]))
    letter = words(5, 5 * 96, "A", kind="rehearsal")
    piece = cued(part("Trombone", f"{NINE} | c4w"), gappy, directions=(letter,))
    rests = [(e.bar, e.value) for e in piece.music.events if e.cue and not e.heads]
    assert rests == [(5, "quarter"), (7, "half")]
    assert not [e for e in piece.music.events if e.cue and e.bar == 6]


def test_on_a_grand_staff_a_cue_stands_where_it_moves_least() -> None:
    treble = part("Harp", f"{NINE} | c5w", f"{NINE} | c3w")
    clefs = ((0, 1, Clef()), (0, 2, BASS_CLEF))
    treble = replace(treble, music=replace(treble.music, clefs=clefs))
    assert {e.staff for e in small(cued(treble))} == {1}
    low = part("Bassoon", SOURCE.replace("5", "3").replace("bb4", "bb2"))
    assert {e.staff for e in small(cued(treble, low))} == {2}
    empty = [e for e in cued(treble, low).music.events if not e.heads]
    assert Counter(e.staff for e in empty) == {1: 3, 2: 3}


@pytest.mark.parametrize("entry", [None, Clef("C", 4)])
def test_a_line_three_octaves_off_is_read_in_the_treble_clef(entry: Clef | None) -> None:
    """Nobody counts 22ma: a high tune is in the treble clef, and the reader's own clef stands before the entry."""
    own = ((0, 1, BASS_CLEF), (9 * 96, 1, entry)) if entry else ((0, 1, BASS_CLEF),)
    bass = part("Double Bass", f"{NINE} | c3w", clef=BASS_CLEF, transposition=BASS)
    high = part("Violin", SOURCE.replace("5", "6").replace("4", "5"))
    piece = cued(replace(bass, music=replace(bass.music, clefs=own)), high)
    assert names(piece)[:4] == ["C5", "D5", "E5", "F#5"]
    assert [d.text for d in piece.music.directions] == ["Violin (8va)"]
    begins = piece.bars[small(piece)[0].bar].start
    assert piece.music.clefs == ((0, 1, BASS_CLEF), (begins, 1, Clef()), (9 * 96, 1, entry or BASS_CLEF))


def test_a_line_three_octaves_under_the_treble_clef_gives_way_to_another() -> None:
    """Nobody counts 22mb either, and no clef brings a low bassoon nearer to a flute: the next best line is shown."""
    flute = part("Flute", f"{NINE} | c5w")
    viola = part("Viola", " | ".join(["R"] * 6 + ["c4h d4 | e4 d4 | c4 d4", "c4w"]))
    low, lower = [
        part("Bassoon", SOURCE.replace("b4", f"b{octave - 1}").replace("5", str(octave)), clef=BASS_CLEF)
        for octave in (3, 2)
    ]
    assert names(of(score(flute, lower))) == []
    assert [d.text for d in of(score(flute, lower, viola)).music.directions] == ["Viola (8vb)"]
    assert [d.text for d in of(score(flute, low, viola)).music.directions] == ["Bassoon (15mb)"]


def test_a_line_too_wide_for_the_readers_staff_is_read_in_the_treble_clef() -> None:
    """Two octaves down from c6: in the bass clef four ledger lines over the staff, or notes two lines under it."""
    wide = part("Violin", " | ".join(["R"] * 6 + ["c6q b5 a5 g5 | f5 e5 d5 c5 | g4 e4 d4 c4", "c5w"]))
    piece = cued(part("Bassoon", f"{NINE} | c3w", clef=BASS_CLEF), wide)
    assert names(piece)[:2] == ["C6", "B5"]
    assert [d.text for d in piece.music.directions] == ["Violin"]
    assert [clef for _, _, clef in piece.music.clefs] == [BASS_CLEF, Clef(), BASS_CLEF]


def test_a_high_note_takes_its_line_an_octave_down() -> None:
    """One a6 in a tune that lies well: five ledger lines for one note are more to read than (8va)."""
    for top, first, label in (("d6", "C5", "Violin"), ("a6", "C4", "Violin (8va)")):
        tune = part("Violin", " | ".join(["R"] * 6 + [f"c5q d5 e5 g5 | {top} c6 a5 g5 | f5 e5 d5 c5", "c5w"]))
        piece = cued(part("Oboe", f"{NINE} | c5w"), tune)
        assert (names(piece)[0], piece.music.directions[0].text) == (first, label)


def test_a_clef_that_changes_in_the_rest_is_there_before_the_cue() -> None:
    cello = part("Violoncello", f"{NINE} | c4w", clef=BASS_CLEF)
    tenor = Clef("C", 4)
    for tick in (3 * 96, 7 * 96):  # in the multi-rest, in the cue
        changing = replace(cello, music=replace(cello.music, clefs=((0, 1, BASS_CLEF), (tick, 1, tenor))))
        piece = cued(changing)
        assert piece.music.clefs == ((0, 1, BASS_CLEF), (6 * 96, 1, tenor))
        assert names(piece)[0] == "C4"


# Staves without pitches


def _unpitched(source: SourcePart) -> SourcePart:
    events = tuple(
        replace(e, heads=tuple(replace(h, unpitched=True) for h in e.heads)) for e in source.music.events
    )
    return replace(source, music=replace(source.music, events=events))


@pytest.mark.parametrize("lines", [1, 5])
def test_percussion_gets_the_rhythm_over_the_middle_of_its_staff(lines: int) -> None:
    """In the next space over a single line, where it needs no ledger lines."""
    triangle = _unpitched(part("Triangle", f"{NINE} | e4w", clef=Clef("percussion")))
    triangle = replace(triangle, music=replace(triangle.music, staff_lines=((0, 1, lines),)))
    piece = cued(triangle)
    place = 30 + 1 if lines == 1 else Clef("percussion").middle + 2  # on one line most notes say where it is
    assert {e.heads[0].pitch.diatonic for e in small(piece)} == {place}
    assert all(e.heads[0].unpitched and e.heads[0].accidental is None for e in small(piece))
    assert len(small(piece)) == 12


def test_percussion_is_cued_by_drums_while_it_reads_no_pitches() -> None:
    drum = _unpitched(part("Snare Drum", " | ".join(["R"] * 7 + ["c5e c5 c5q c5 c5 | c5 c5 c5h", "c5w"])))
    triangle = _unpitched(part("Triangle", f"{NINE} | e4w", clef=Clef("percussion")))
    assert len(small(cued(triangle, drum))) == 8
    mallets = part("Glockenspiel", f"{NINE} | e5w", clef=Clef("percussion"))
    changing = ((0, 1, Clef("percussion")), (5 * 96, 1, Clef()))
    mallets = replace(mallets, music=replace(mallets.music, clefs=changing))
    assert not small(cued(mallets, drum))
    assert names(cued(mallets))[:2] == ["C5", "D5"]


def test_tablature_has_no_cues() -> None:
    guitar = part("Guitar", f"{NINE} | c4w", clef=Clef("TAB", 5))
    assert not small(cued(guitar))


# What comes along


def _decorated() -> SourcePart:
    oboe = part("Oboe", " | ".join(["R"] * 6 + ["c5e d5 e5q f5h | g5q a5 g5 e5 | f5 e5 d5 c5~", "c5w"]))
    notes = [event for event in oboe.music.events if event.heads]
    marks = (
        Mark(pack(6, 800, Kind.MARK), "staccato"), Mark(pack(6, 801, Kind.MARK), "fingering", "2"),
        Mark(pack(6, 802, Kind.MARK), "fermata"),
    )  # fmt: skip
    first = replace(notes[0], marks=marks, beams=("begin",))
    second = replace(notes[1], beams=("end",))
    events = {e.id: e for e in oboe.music.events} | {first.id: first, second.id: second}

    def slur(number: int, first: Event, last: Event) -> Spanner:
        ends = (Anchor(e.tick, 1, 1, e.id) for e in (first, last))
        return Spanner(pack(6, number, Kind.SLUR), "slur", *ends)

    music = replace(
        oboe.music,
        events=tuple(events.values()),
        beams=(BeamGroup(pack(6, 810, Kind.BEAM), (first.id, second.id)),),
        spanners=(*oboe.music.spanners, slur(820, notes[0], notes[3]), slur(821, notes[4], notes[-1])),
        directions=(words(6, 6 * 96, "ff", 1, "dynamics"), words(6, 6 * 96, "dolce", 1)),
    )
    return replace(oboe, music=music)


def test_articulations_slurs_and_beams_come_along_dynamics_and_words_do_not() -> None:
    piece = cued(part("Trombone", f"{NINE} | c4w"), _decorated())
    notes = small(piece)
    assert [mark.name for mark in notes[0].marks] == ["staccato"]
    assert [d.text for d in piece.music.directions] == ["Oboe"]
    assert [group.events for group in piece.music.beams] == [(notes[0].id, notes[1].id)]
    slurs = [s for s in piece.music.spanners if s.kind == "slur"]
    ends = [(s.start.event, s.stop.event) for s in slurs if s.start is not None and s.stop is not None]
    assert ends == [(notes[0].id, notes[3].id), (notes[4].id, notes[-1].id)]  # the last is cut at the cue's end


def test_slurs_that_go_on_beyond_the_cue_are_not_doubled() -> None:
    source = _decorated()
    longer = source.music.spanners[-1]
    assert longer.start is not None
    last = source.music.events[-1]
    beyond = replace(longer, atom=pack(6, 830, Kind.SLUR), stop=Anchor(last.tick, 1, 1, last.id))
    source = replace(source, music=replace(source.music, spanners=(*source.music.spanners, beyond)))
    slurs = [s for s in cued(part("Trombone", f"{NINE} | c4w"), source).music.spanners if s.kind == "slur"]
    assert len(slurs) == 2


def test_a_tie_into_the_entry_bar_stays_behind() -> None:
    assert [s.kind for s in cued(part("Trombone", f"{NINE} | c4w"), _decorated()).music.spanners] == ["slur", "slur"]


def test_everything_added_is_new_owed_and_of_its_own_bar() -> None:
    reader = part("Trombone", f"{NINE} | c4w")
    piece = cued(reader, _decorated())
    plain = of(score(reader, _decorated()), ExtractionOptions())
    added = set(music_atoms(piece.music)) - set(music_atoms(plain.music))
    kinds = Counter(kind_of(atom).name for atom in added)
    # The rest of bar 7 stood alone before: there the oboe's fermata halts everybody.
    assert kinds == {"HEAD": 12, "REST": 2, "MARK": 1, "BEAM": 1, "SLUR": 2, "DIRECTION": 1}
    assert all((atom >> 6) % (1 << 14) >= FIRST for atom in added if kind_of(atom) is not Kind.REST)
    assert {bar_of(atom) for atom in added} == {6, 7, 8}
    assert added <= part_atoms(piece)


# The player's own notes

TUNES = st.lists(
    st.sampled_from(["R", "c5q d5 e5 f5", "g5e a5 g5 f5 e5h", "f#5q rq bb4h", "c5w~", "c5w", "rh g5h", "eb5+g5q d5 c5 b4"]),
    min_size=14, max_size=14,
)  # fmt: skip
PLAYERS = st.sampled_from(
    [("Flute", None), ("Horn in F", F), ("Clarinet in A", A), ("Double Bass", BASS), ("Trumpet in B♭", Transposition(-1, -2))]
)  # fmt: skip


def _part(player: tuple[str, Transposition | None], bars: list[str], number: int) -> SourcePart:
    return part(f"{player[0]} {number}", " | ".join(bars), transposition=player[1])


@settings(max_examples=60, deadline=None)
@given(
    players=st.lists(PLAYERS, min_size=2, max_size=3),
    tunes=st.lists(TUNES, min_size=3, max_size=3),
    after=st.integers(1, 4),
    most=st.integers(1, 6),
    concert=st.booleans(),
)
def test_cues_never_change_the_players_own_notes(
    players: list[tuple[str, Transposition | None]], tunes: list[list[str]], after: int, most: int, concert: bool
) -> None:
    parts = [_part(player, tune, number) for number, (player, tune) in enumerate(zip(players, tunes, strict=False), 1)]
    whole = score(*parts, concert_pitch=concert)
    options = ExtractionOptions(cues=CuePolicy(after, 600.0, min(2, most), most))
    for plain, cued in zip(extract_all(whole), extract_all(whole, options), strict=True):
        without, having = plain.part, cued.part
        own = tuple(e for e in having.music.events if e.heads and not e.cue)
        assert own == tuple(e for e in without.music.events if e.heads)
        kinds = {s.kind for s in having.music.spanners} - {"tie"}
        assert not kinds
        notes = {e.id for e in own}
        mine = tuple(s for s in having.music.spanners if s.start is not None and s.start.event in notes)
        assert mine == without.music.spanners
        assert plain.findings == cued.findings
        _every_bar_counts(whole, having)
        atoms = [*music_atoms(having.music), *(rest.atom for rest in having.multi_rests)]
        assert len(atoms) == len(set(atoms))


def _every_bar_counts(whole: Cue, piece: Part) -> None:
    """Bars with cues hold the player's whole rest, all others are as they must be."""
    if piece.tacet:
        assert not piece.music.events
        return
    merged = {bar for rest in piece.multi_rests for bar in range(rest.first, rest.last + 1)}
    cued = {event.bar for event in piece.music.events if event.cue}
    assert not merged & cued
    assert merged | {event.bar for event in piece.music.events if not event.cue} == set(range(len(whole.bars)))
    for bar in cued:
        (rest,) = [e for e in piece.music.events if e.bar == bar and not e.cue]
        assert rest.whole_bar
        assert rest.visible
