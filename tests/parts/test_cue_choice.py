"""R57, R58: whom a cue shows, and how much of it."""

from __future__ import annotations

import pytest
from msgspec.structs import replace

from engraving.parts import Chair, CuePolicy, ExtractionOptions, Source, extract, extract_all
from engraving.score import (
    CUE_NAME,
    Anchor,
    Bar,
    BarKind,
    Clef,
    Cue,
    Direction,
    Mark,
    Part,
    SourcePart,
    Spanner,
    Transposition,
)
from engraving.score.atoms import Kind, pack
from tests.parts.small_scores import part, score, tempo, words

NINE = " | ".join(["R"] * 9)
TUNE = "c5q d5 e5 f5 | g5q a5 g5 e5 | f5q e5 d5 e5 | d5q e5 f5 g5"
LOW_TUNE = TUNE.replace("5q", "4q").replace("5 ", "4 ").replace("5|", "4|")
DRONE = "c5w | c5 | c5 | c5"
POLICY = CuePolicy()


def after(music: str, *, bars: int = 9) -> str:
    """``music`` in the last bars of a rest of nine, then a long note."""
    count = music.count("|") + 1
    return " | ".join(["R"] * (bars - count) + [music, "c5w"])


def reader(name: str = "Trombone") -> SourcePart:
    return part(name, f"{NINE} | c4w")


def cued(*parts: SourcePart, policy: CuePolicy = POLICY, **fields: object) -> Part:
    """The first part of a score of these, with cues."""
    return extract_all(score(*parts, **fields), ExtractionOptions(cues=policy))[0].part


def sources(piece: Part) -> list[str]:
    """Whom its cues name, without the octaves they are moved."""
    return [d.text.split(" (")[0] for d in piece.music.directions if d.segments[0].kind == CUE_NAME]


def cue_bars(piece: Part) -> list[int]:
    """Bar indices with cue notes."""
    return sorted({event.bar for event in piece.music.events if event.cue and event.heads})


def with_directions(source: SourcePart, *directions: Direction) -> SourcePart:
    return replace(source, music=replace(source.music, directions=directions))


# When there is one


def test_a_rest_of_eight_bars_earns_a_cue_one_of_seven_does_not() -> None:
    for count, expected in ((7, []), (8, ["Oboe"])):
        mine = part("Trombone", " | ".join(["R"] * count + ["c4w"]))
        piece = cued(mine, part("Oboe", after(TUNE, bars=count)), policy=CuePolicy(after_seconds=600.0))
        assert sources(piece) == expected


def test_fifteen_seconds_of_rest_earn_a_cue_however_few_the_bars() -> None:
    mine = part("Trombone", " | ".join(["R"] * 5 + ["c4w"]))
    other, fast = part("Oboe", after(TUNE, bars=5)), (tempo(0, 120),)
    assert sources(cued(mine, other, policy=CuePolicy(after_seconds=10.1), tempi=fast)) == []  # 5 bars at 120 are 10 s
    assert sources(cued(mine, other, policy=CuePolicy(after_seconds=9.9), tempi=fast)) == ["Oboe"]


def test_a_rest_that_leads_to_no_entry_has_no_cue() -> None:
    assert sources(cued(part("Trombone", f"c4w | {NINE}"), part("Oboe", f"R | {after(TUNE)}"))) == []


def test_a_tacet_has_none() -> None:
    piece = cued(part("Trombone", NINE + " | R"), part("Oboe", after(TUNE)))
    assert piece.tacet
    assert not piece.music.events


def test_there_is_none_where_no_line_sounds() -> None:
    assert sources(cued(reader(), part("Oboe", NINE + " | c5w"))) == []


@pytest.mark.parametrize("music", ["c5w", DRONE, "c5q c5 c5 c5 | c5 c5 c5 c5"])
def test_a_held_or_repeated_note_is_no_line(music: str) -> None:
    assert sources(cued(reader(), part("Oboe", after(music)))) == []


def test_chords_between_which_there_is_silence_are_no_line() -> None:
    """Who comes in after a recitative is cued by it, not by the chords of those who accompany it."""
    chords = part("Oboe", after("c5e rq rh re | R | R | e5e g5 rq rh"))
    assert sources(cued(reader(), chords)) == []
    assert sources(cued(reader(), chords, part("Tenor", after(LOW_TUNE)))) == ["Tenor"]


def test_what_ends_two_bars_before_the_entry_is_no_cue() -> None:
    assert sources(cued(reader(), part("Oboe", after(TUNE + " | R | R")))) == []


def test_where_the_source_has_cue_notes_of_its_own_there_is_no_other() -> None:
    mine = reader()
    small = tuple(replace(e, cue=True, bar=8, tick=8 * 96) for e in part("x", "g4w").music.events)
    events = tuple(e for e in mine.music.events if e.bar != 8)
    mine = replace(mine, music=replace(mine.music, events=(*events[:8], *small, *events[8:])))
    assert sources(cued(mine, part("Oboe", after(TUNE)))) == []


# Whom it shows


def test_of_two_flutes_in_thirds_the_first_is_heard_though_the_second_moves_more() -> None:
    """The upper one repeats a note now and then; they meet in unison at the end."""
    first = "e5h g5 | e5h e5 | e5q d5 f5 e5 | a4h a4q b4"
    second = "c5h e5 | c5h b4 | c5q b4 d5 c5 | a4h a4q b4"
    mine, flutes = reader(), (part("Flute 1", after(first)), part("Flute 2", after(second)))
    assert sources(cued(mine, *flutes)) == ["Flute 1"]


def test_a_second_flute_that_plays_while_the_first_rests_is_heard() -> None:
    mine, flutes = reader(), (part("Flute 1", after("R | R | R | c6w")), part("Flute 2", after(TUNE)))
    assert sources(cued(mine, *flutes)) == ["Flute 2"]


def test_a_moving_line_is_shown_before_a_held_or_repeated_one() -> None:
    pedal = part("Horn", after("g4q g4 g4 g4 | g4 g4 g4 g4 | g4 g4 g4 g4 | g4 g4 g4 g4"))
    assert sources(cued(reader(), part("Trumpet", after(DRONE)), pedal, part("Viola", after(LOW_TUNE)))) == ["Viola"]


def test_a_line_that_has_come_to_rest_on_a_note_steps_back() -> None:
    """A note tied for three bars tells nobody when to come in; who moves until the entry is heard."""
    violin = with_directions(part("Violin", after("d5q e5 f5 g5 | a5w~ | a5w~ | a5w")), words(5, 480, "Solo", 1))
    horn = part("Horn", after("R | R | e4q. c5e b4h | b4q a4 g4 a4"))
    assert sources(cued(reader(), violin, horn)) == ["Horn"]
    assert sources(cued(reader(), violin)) == ["Violin"]


def test_a_single_note_gives_way_to_a_line() -> None:
    """Slow bars, of which one alone is long enough; the harp's is a single note after a silence."""
    harp = part("Harp", after("c5e e5 g5 e5 c5 e5 g5 e5 | g5q rq rh | R | a5w"))
    harp = with_directions(harp, words(0, 0, "ff", 1, "dynamics"))
    horn = part("Horn", after("R | R | e4q. c5e b4h | b4q a4 g4 a4"))
    assert sources(cued(reader(), harp, horn, tempi=(tempo(0, 45),))) == ["Horn"]


def test_an_accompaniment_that_repeats_itself_steps_back() -> None:
    figure = " | ".join(["c5e g5 e5 g5 c5 g5 e5 g5"] * 4)
    assert sources(cued(reader(), part("Flute", after(figure)), part("Oboe", after(LOW_TUNE)))) == ["Oboe"]


def test_a_tremolo_steps_back() -> None:
    violins = part("Violin I", after(TUNE))
    trembling = tuple(
        replace(e, marks=(Mark(pack(e.bar, 800 + k, Kind.MARK), "tremolo", "3"),)) if e.heads else e
        for k, e in enumerate(violins.music.events)
    )
    violins = replace(violins, music=replace(violins.music, events=trembling))
    assert sources(cued(reader("Viola"), part("Bassoon", after(LOW_TUNE)), violins)) == ["Bassoon"]


@pytest.mark.parametrize(("first", "second", "loud"), [("ff", "pp", "Clarinet 1"), ("pp", "ff", "Clarinet 2")])
def test_of_two_lines_alike_the_louder_is_shown(first: str, second: str, loud: str) -> None:
    one = with_directions(part("Clarinet 1", after(TUNE)), words(0, 0, first, 1, "dynamics"))
    other = with_directions(part("Clarinet 2", after(TUNE)), words(0, 0, second, 1, "dynamics"))
    assert sources(cued(reader(), one, other)) == [loud]


def test_a_solo_comes_before_its_like_until_tutti() -> None:
    one = part("Oboe 1", after(TUNE))
    solo = with_directions(part("Oboe 2", after(TUNE)), words(5, 480, "Solo", 1))
    assert sources(cued(reader(), one, solo)) == ["Oboe 2"]
    over = with_directions(part("Oboe 2", after(TUNE)), words(3, 288, "Solo", 1), words(5, 480, "tutti", 1))
    assert sources(cued(reader(), one, over)) == ["Oboe 1"]


def test_a_solo_is_over_when_its_player_has_rested() -> None:
    """A wind player's solo is never called off by a *tutti*: two bars of rest end it, one does not."""
    one = part("Oboe 1", after(TUNE))
    for rests, expected in (("R | R | R | R", "Oboe 1"), ("e5w | e5w | e5w | R", "Oboe 2")):
        solo = with_directions(part("Oboe 2", f"c5w | {rests} | {TUNE} | c5w"), words(0, 0, "Solo", 1))
        assert sources(cued(reader(), one, solo)) == [expected]


def test_tasto_solo_is_no_solo() -> None:
    """It tells who plays from figures to play the bass alone."""
    one = part("Oboe 1", after(TUNE))
    other = with_directions(part("Oboe 2", after(TUNE)), words(5, 480, "Tasto solo", 1))
    assert sources(cued(reader(), one, other)) == ["Oboe 1"]


def test_players_are_cued_by_singers_only_where_nobody_else_plays_a_line() -> None:
    """Singers come late to rehearsals, and stand in front of the orchestra."""
    soprano = with_directions(part("Soprano", after(TUNE)), words(0, 0, "ff", 1, "dynamics"))
    viola = part("Viola", after(LOW_TUNE))
    assert sources(cued(reader(), soprano, viola)) == ["Viola"]
    assert sources(cued(reader(), soprano, part("Viola", after(DRONE)))) == ["Soprano"]
    assert sources(cued(reader("Alto"), soprano, viola)) == ["Soprano"]


def test_of_two_lines_alike_the_bowed_one_is_heard() -> None:
    plucked = with_directions(part("Violin I", after(TUNE)), words(0, 0, "pizz.", 1))
    assert sources(cued(reader(), plucked, part("Violin II", after(TUNE)))) == ["Violin II"]
    bowed = with_directions(part("Violin I", after(TUNE)), words(0, 0, "pizz.", 1), words(4, 4 * 96, "arco", 1))
    assert sources(cued(reader(), bowed, part("Violin II", after(TUNE)))) == ["Violin I"]


def test_the_edge_of_the_texture_is_heard_before_its_middle() -> None:
    middle = part("Oboe", after(LOW_TUNE))
    top = part("Clarinet", after(TUNE))
    assert sources(cued(reader(), middle, top, part("Bassoon", after(LOW_TUNE.replace("4", "3"))))) == ["Clarinet"]


def test_octaves_of_transposing_parts_are_compared_as_they_sound() -> None:
    """A clarinet in B flat written above an oboe sounds below it."""
    clarinet = part("Clarinet in B♭", after("d5q e5 f#5 g5 | a5 b5 a5 f#5"), transposition=Transposition(-1, -2))
    oboe = part("Oboe", after("c#5q d#5 e5 f#5 | g#5 a#5 g#5 e5"))
    assert sources(cued(reader(), clarinet, oboe)) == ["Oboe"]


def test_of_lines_alike_the_nearest_instrument_is_shown() -> None:
    parts = [part(name, after(TUNE)) for name in ("Flute", "Horn", "Trumpet")]
    assert sources(cued(reader(), *reversed(parts))) == ["Trumpet"]
    assert sources(cued(reader("Bassoon"), *parts)) == ["Flute"]


def test_of_lines_alike_the_one_in_the_readers_register_is_shown() -> None:
    """A double bass need not read the flute three octaves too low where a cello plays as well."""
    bass = part("Double Bass", f"{NINE} | c3w", clef=Clef("F", 4))
    cello = part("Violoncello", after(TUNE.replace("5", "3")))
    flute = part("Flute", after(TUNE.replace("5", "6")))
    assert sources(cued(bass, flute, cello, part("Viola", after(DRONE)))) == ["Violoncello"]
    assert sources(cued(reader("Violin"), cello, flute, part("Viola", after(DRONE)))) == ["Flute"]


def test_of_the_players_of_one_instrument_the_first_is_shown() -> None:
    parts = [part(name, after(TUNE)) for name in ("Flute 1", "Flute 2", "Flute 3")]
    score_order = (*parts, reader())
    piece = extract_all(score(*score_order), ExtractionOptions(cues=POLICY))[3].part
    assert sources(piece) == ["Flute 1"]


def test_drums_are_no_cue_for_those_who_read_pitches() -> None:
    drum = part("Snare Drum", after("c5e c5 c5q c5 c5 | c5e c5 c5 c5 c5q c5"))
    heads = tuple(
        replace(e, heads=tuple(replace(h, unpitched=True) for h in e.heads)) if e.heads else e
        for e in drum.music.events
    )
    assert sources(cued(reader(), replace(drum, music=replace(drum.music, events=heads)))) == []


def test_nobody_is_cued_by_a_part_of_their_own() -> None:
    flute, piccolo, oboe = part("Flute", f"{NINE} | c5w"), part("Piccolo", after(TUNE)), part("Oboe", after(DRONE))
    whole = score(flute, piccolo, oboe)
    player = Chair("Flute", 1, (Source("P1", start=0), Source("P2", start=960)), "Flute")
    options = ExtractionOptions(cues=POLICY)
    assert sources(extract_all(whole, options)[0].part) == ["Piccolo"]
    assert sources(extract(whole, player, options).part) == []


def test_chords_show_their_top_note() -> None:
    piece = cued(reader("Violin"), part("Oboe", after("c5+e5q d5+f5 c5+g5 e5")))
    assert [e.heads[0].pitch.name for e in piece.music.events if e.cue and e.heads] == ["E5", "F5", "G5", "E5"]


# How much of it


def test_the_cue_begins_with_the_phrase_and_ends_with_the_rest() -> None:
    """Three bars after a rest of the line: the line was silent before them."""
    long = part("Oboe", "c5q d5 e5 f5 | g5q a5 b5 c6 | b5q a5 g5 f5 | e5q d5 c5 d5 | e5h rh | rq g5 a5 b5 | "
                        "c6 b5 a5 g5 | f5 e5 d5 c5 | d5 e5 f5 g5 | c5w")  # fmt: skip
    assert cue_bars(cued(reader(), long)) == [5, 6, 7, 8]


def test_it_begins_with_a_slur_rather_than_under_one() -> None:
    oboe = part("Oboe", after(" | ".join([TUNE, TUNE])))
    by_tick = {event.tick: event for event in oboe.music.events}

    def slur(first: int, last: int) -> Spanner:
        ends = (Anchor(tick, 1, 1, by_tick[tick].id) for tick in (first, last))
        return Spanner(pack(first // 96, 700, Kind.SLUR), "slur", *ends)

    slurred = replace(oboe.music, spanners=(slur(96, 96 * 6 - 24), slur(96 * 6, 96 * 9 - 24)))
    assert cue_bars(cued(reader(), replace(oboe, music=slurred))) == [6, 7, 8]


def test_it_begins_with_a_rehearsal_mark() -> None:
    oboe = part("Oboe", after(" | ".join([TUNE, TUNE])))
    piece = cued(reader(), oboe, directions=(words(6, 6 * 96, "B", kind="rehearsal"),))
    assert cue_bars(piece) == [6, 7, 8]


def test_what_was_played_before_a_silence_is_left_out() -> None:
    oboe = part("Oboe", f"R | R | {TUNE.split(' | ')[0]} | R | R | R | {TUNE.split(' | ', 1)[1]} | c5w")
    piece = cued(reader(), oboe, directions=(words(2, 2 * 96, "A", kind="rehearsal"),))
    assert cue_bars(piece) == [6, 7, 8]


def test_a_line_of_one_quick_bar_gives_way_to_the_next_best() -> None:
    burst = with_directions(part("Trumpet", after("c5q d5 e5 f5")), words(0, 0, "fff", 1, "dynamics"))
    assert sources(cued(reader(), burst)) == ["Trumpet"]
    assert sources(cued(reader(), burst, part("Viola", after(LOW_TUNE)))) == ["Viola"]


def test_slow_bars_make_short_cues() -> None:
    """A tune without a break: as much as makes five seconds, but two bars."""
    oboe = part("Oboe", f"c5w | {TUNE} | {TUNE} | c5w")
    by_tick = {event.tick: event for event in oboe.music.events}
    ends = (Anchor(tick, 1, 1, by_tick[tick].id) for tick in (0, 9 * 96))
    slur = Spanner(pack(0, 700, Kind.SLUR), "slur", *ends)
    oboe = replace(oboe, music=replace(oboe.music, spanners=(slur,)))
    assert cue_bars(cued(reader(), oboe, tempi=(tempo(0, 120),))) == [6, 7, 8]
    assert cue_bars(cued(reader(), oboe, tempi=(tempo(0, 40),))) == [7, 8]


def test_it_is_never_longer_than_most() -> None:
    whole = " | ".join([TUNE] * 3)
    mine = part("Trombone", " | ".join(["R"] * 13 + ["c4w"]))
    for most in (1, 2, 3):
        policy = CuePolicy(bars=1, most=most)
        assert 1 <= len(cue_bars(cued(mine, part("Oboe", after(whole, bars=13)), policy=policy))) <= most


def test_it_goes_no_farther_back_than_the_rest() -> None:
    mine = part("Trombone", "c4w | R | R | c4w")
    piece = cued(mine, part("Oboe", f"{TUNE}"), policy=CuePolicy(after_bars=2))
    assert cue_bars(piece) == [1, 2]


def test_it_does_not_reach_into_a_bar_without_metre() -> None:
    bars = tuple(Bar(i, str(i + 1), 96 * i, 96, BarKind.FREE if i == 6 else BarKind.FULL) for i in range(10))
    whole = score(reader(), part("Oboe", after(" | ".join([TUNE, TUNE]))), bars=bars)
    piece = extract_all(whole, ExtractionOptions(cues=CuePolicy(after_bars=2)))[0].part
    assert cue_bars(piece) == [7, 8]


def test_parts_whose_pitch_is_not_certain_neither_give_nor_get_cues() -> None:
    horn = part("Horn in F", f"{NINE} | c5w", key=3)
    whole: Cue = score(horn, part("Oboe", after(TUNE), key=2))
    assert extract_all(whole)[0].part.pitch_unconfirmed
    assert sources(extract_all(whole, ExtractionOptions(cues=POLICY))[0].part) == []
    assert sources(extract_all(whole, ExtractionOptions(cues=POLICY, score_pitch="written"))[0].part) == ["Oboe"]
