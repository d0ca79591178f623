"""Clicks as MIDI and as sound, read back and compared with the tempo map."""

from __future__ import annotations

import io
import wave
from array import array
from fractions import Fraction

import mido
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from msgspec.structs import replace

from engraving.clicktrack import SAMPLE_RATE, ClickPlan, Sound, click_plan, midi_file, wave_blocks, wave_header
from engraving.clicktrack.wave_file import pre_roll, sample_of, samples
from engraving.errors import UsageError
from engraving.score import Bar, BarKind, Credits, Cue, Metre
from engraving.timing.cue_file import ClickSwitch, CueFile, FreeTime, Hit, Pause, Place, Streamer, Tempo, TempoEvent
from engraving.timing.rates import RATES
from engraving.timing.tempo_map import TempoMap, tempo_map

TPQ = 24
FOUR, SIX_EIGHT, THREE = Metre(), Metre((("6", 8),)), Metre((("3", 4),))


def cue(*metres: Metre, **changes: dict[str, object]) -> Cue:
    bars, spans, tick = [], [], 0
    for index, metre in enumerate(metres):
        bar = replace(Bar(index, str(index + 1), tick, metre.length(TPQ)), **changes.get(f"b{index}", {}))
        bars.append(bar)
        spans.append((tick, 0, metre))
        tick += bar.length
    return Cue(Credits(title="Chase"), TPQ, tuple(bars), (), metres=tuple(spans))


def at(bar: int, bpm: str, **more: object) -> TempoEvent:
    return TempoEvent(Place(str(bar)), Tempo(Fraction(bpm)), **more)  # type: ignore[arg-type]


def planned(music: Cue, file: CueFile) -> tuple[TempoMap, ClickPlan]:
    tempo = tempo_map(music, file)
    plan = click_plan(music, file, tempo)
    assert plan is not None
    return tempo, plan


def read_back(content: bytes) -> tuple[mido.MidiFile, list[tuple[Fraction, Fraction, mido.Message]]]:
    """Every event with its place in the cue's ticks and the exact seconds a MIDI player counts."""
    file = mido.MidiFile(file=io.BytesIO(content), charset="utf-8")
    tick, seconds, lasts, events = 0, Fraction(0), 500_000, []
    for message in mido.merge_tracks(file.tracks):
        tick += message.time
        seconds += Fraction(message.time * lasts, 1_000_000 * file.ticks_per_beat)
        if message.type == "set_tempo":
            lasts = message.tempo
        events.append((Fraction(tick * TPQ, file.ticks_per_beat), seconds, message))
    return file, events


def test_vector_60_free_clicks_come_before_bar_one() -> None:
    """8 clicks at 12-0 last 4 s, at 88 60/11 s."""
    for bpm, lead in (("120", Fraction(4)), ("88", Fraction(60, 11))):
        _, plan = planned(cue(FOUR), CueFile(tempo=(at(1, bpm),), free_clicks=8))
        free = [beat for beat in plan.beats if beat.sound is Sound.FREE]
        assert (len(free), free[0].at) == (8, -lead)


def test_beats_follow_the_metre_and_compound_ones_go_in_threes() -> None:
    _, plan = planned(cue(FOUR, SIX_EIGHT, THREE), CueFile(tempo=(at(1, "60"),)))
    assert [(beat.at, beat.sound is Sound.DOWNBEAT) for beat in plan.beats] == [
        (0, True), (1, False), (2, False), (3, False), (4, True), (Fraction(11, 2), False), (7, True), (8, False), (9, False),
    ]  # fmt: skip


def test_repeats_are_played_and_clicks_can_be_silent() -> None:
    music = cue(THREE, THREE, b0={"repeat_end": 2})
    file = CueFile(tempo=(at(1, "60"),), clicks=(ClickSwitch(Place("2"), False), ClickSwitch(Place("2", Fraction(3)), True)))
    _, plan = planned(music, file)
    assert [beat.at for beat in plan.beats] == [0, 1, 2, 3, 4, 5, 8]


def test_free_time_has_no_click_and_unknown_time_no_plan() -> None:
    music = cue(THREE, THREE, THREE, b1={"kind": BarKind.FREE})
    file = CueFile(tempo=(at(1, "60"),), free=(FreeTime("2", Fraction(10)),))
    _, plan = planned(music, file)
    assert [beat.at for beat in plan.beats] == [0, 1, 2, 13, 14, 15]
    assert click_plan(music, CueFile(tempo=(at(1, "60"),)), tempo_map(music, CueFile(tempo=(at(1, "60"),)))) is None
    assert click_plan(music, CueFile(), tempo_map(music, CueFile())) is None


WHOLE = CueFile(
    number="2m14", start=86652, free_clicks=4,  # 01:00:10:12 at 24
    tempo=(at(1, "120"), at(3, "120", law="beat-linear", to=Tempo(Fraction(60)), until=Place("4")), at(5, "88")),
    pauses=(Pause(Place("6"), Fraction(2)),),
    hits=(Hit(Fraction(7, 2), "♪ door"), Hit(Fraction(8), "sea")),
    streamers=(Streamer(Fraction(8), Fraction(2), "red"),),
)  # fmt: skip
MUSIC = cue(FOUR, SIX_EIGHT, FOUR, THREE, THREE, FOUR, FOUR)


def test_a_midi_file_reads_back_to_the_same_map() -> None:
    """Ramp, pause, metres and free clicks: every downbeat within half a microsecond a quarter."""
    tempo, plan = planned(MUSIC, WHOLE)
    _, events = read_back(midi_file(MUSIC, WHOLE, tempo, plan))
    high = [(tick, seconds) for tick, seconds, m in events if m.type == "note_on" and m.note == 76]
    assert len(high) == len(MUSIC.bars)
    for (tick, seconds), bar, truth in zip(high, MUSIC.bars, tempo.first_pass, strict=False):
        assert tick == bar.start + 4 * TPQ
        assert truth is not None
        assert abs(seconds - 2 - truth) <= Fraction(tick, TPQ) / 2_000_000
    assert len([m for _, _, m in events if m.type == "note_on"]) == len(plan.beats) - 1  # the streamer has no note


def test_a_midi_file_says_metres_markers_rate_and_offset() -> None:
    tempo, plan = planned(MUSIC, WHOLE)
    file, events = read_back(midi_file(MUSIC, WHOLE, tempo, plan))
    assert file.type == 1
    assert [(tick, m.numerator, m.denominator) for tick, _, m in events if m.type == "time_signature"] == [
        (0, 4, 4), (192, 6, 8), (264, 4, 4), (360, 3, 4), (504, 4, 4),
    ]  # fmt: skip
    assert next((tick, m.text) for tick, _, m in events if m.type == "marker") == (264, "♪ door")
    assert [m.text for _, _, m in events if m.type == "cue_marker"] == ["streamer red 2 s"]
    assert "24 frames a second" in [m.text for _, _, m in events if m.type == "text"]
    (offset,) = (m for _, _, m in events if m.type == "smpte_offset")
    # four clicks at 120 are 2 s: 48 frames before 01:00:10:12 is 01:00:08:12
    assert offset.bytes()[:8] == [0xFF, 0x54, 5, 0x01, 0, 8, 12, 0]


def in_quarters(music: Cue) -> Cue:
    """The same music, counted in ticks of a quarter: what a score of quarters and longer notes comes to."""
    bars = tuple(replace(bar, start=bar.start // TPQ, length=bar.length // TPQ) for bar in music.bars)
    return replace(music, ticks_per_quarter=1, bars=bars, metres=tuple((t // TPQ, n, m) for t, n, m in music.metres))


def test_what_falls_between_beats_is_not_moved_to_one_where_a_score_counts_coarsely() -> None:
    """At 60, each within half of 1/960 quarter; the pause makes the quarter before it 4 s, and so its ticks longer."""
    music = in_quarters(cue(FOUR, SIX_EIGHT, FOUR))
    file = CueFile(
        tempo=(at(1, "60"),), hits=(Hit(Fraction("1.137"), "Door"),), streamers=(Streamer(Fraction(3), Fraction("1.3")),),
        free_clicks=3, pauses=(Pause(Place("3"), Fraction(3)),), clicks=(ClickSwitch(Place("3"), True, 3),),
    )  # fmt: skip
    tempo, plan = planned(music, file)
    midi, events = read_back(midi_file(music, file, tempo, plan))
    assert midi.ticks_per_beat == 960
    said = {m.type: seconds - 3 for _, seconds, m in events if m.type in ("marker", "cue_marker")}
    assert abs(said["marker"] - Fraction("1.137")) <= Fraction(1, 1920)
    assert abs(said["cue_marker"] - Fraction("1.7")) <= Fraction(1, 1920)
    heard = sorted(seconds - 3 for _, seconds, m in events if m.type == "note_on")
    # 3 free clicks, 4 beats, 2 of 6/8 a quarter and a half each, 3 warnings in the silence, 4 beats
    truth = [-3, -2, -1, 0, 1, 2, 3, 4, Fraction(11, 2), 7, 8, 9, 10, 11, 12, 13]
    assert len(heard) == len(truth)
    assert all(abs(a - b) <= Fraction(3, 1920) for a, b in zip(heard, truth, strict=True))


def test_vectors_75_76_and_77() -> None:
    for bpm, lasts in (("88", 681_818), ("100", 600_000), ("120", 500_000)):
        file = CueFile(start=86652, tempo=(at(1, bpm),))
        music = cue(*[FOUR] * 250)
        tempo, plan = planned(music, file)
        _, events = read_back(midi_file(music, file, tempo, plan))
        assert [m.tempo for _, _, m in events if m.type == "set_tempo"] == [lasts]
        (offset,) = (m for _, _, m in events if m.type == "smpte_offset")
        assert offset.bytes() == [0xFF, 0x54, 0x05, 0x01, 0x00, 0x0A, 0x0C, 0x00]
        if bpm == "88":
            # 1000 beats of 1/5.5 µs too short each: 1/5500 s
            assert tempo.total is not None
            assert tempo.total - Fraction(1000 * lasts, 1_000_000) == Fraction(1, 5500)
    for rate, frames, byte in (("25", 90_000, 0x21), ("29.97df", 107_892, 0x41), ("30", 108_000, 0x61), ("50", 180_000, 0x21)):
        file = CueFile(rate=RATES[rate], start=frames, tempo=(at(1, "60"),))
        tempo, plan = planned(cue(FOUR), file)
        _, events = read_back(midi_file(cue(FOUR), file, tempo, plan))
        (offset,) = (m for _, _, m in events if m.type == "smpte_offset")
        assert offset.bytes() == [0xFF, 0x54, 5, byte, 0, 0, 0, 0]


def test_a_pickup_is_a_metre_of_its_own_and_a_beat_too_long_is_refused() -> None:
    music = cue(FOUR, FOUR, b0={"length": TPQ, "kind": BarKind.PICKUP})
    file = CueFile(tempo=(at(1, "60"),))
    tempo, plan = planned(music, file)
    _, events = read_back(midi_file(music, file, tempo, plan))
    assert [(tick, m.numerator) for tick, _, m in events if m.type == "time_signature"] == [(0, 1), (TPQ, 4)]
    slow = CueFile(tempo=(at(1, "60"),), pauses=(Pause(Place("2"), Fraction(16)),))
    tempo, plan = planned(cue(FOUR, FOUR), slow)
    with pytest.raises(UsageError, match=r"longer than MIDI"):
        midi_file(cue(FOUR, FOUR), slow, tempo, plan)


def sound(plan: ClickPlan, rate: str = "24") -> array[int]:
    frames = RATES[rate]
    content = wave_header(samples(plan, frames)) + b"".join(wave_blocks(plan, frames))
    with wave.open(io.BytesIO(content)) as file:
        assert (file.getframerate(), file.getnchannels(), file.getsampwidth()) == (SAMPLE_RATE, 1, 2)
        assert file.getnframes() == samples(plan, frames)
        return array("h", file.readframes(file.getnframes()))


@given(st.fractions(40, 200, max_denominator=50), st.integers(0, 4), st.sampled_from(sorted(RATES)))
@settings(max_examples=15, deadline=None)
def test_every_click_begins_on_its_sample(bpm: Fraction, free: int, rate: str) -> None:
    """Silence before the first sample of a click, its full height on it: 90 % a downbeat, 60 a beat, 75 a free one."""
    file = CueFile(rate=RATES[rate], tempo=(TempoEvent(Place("1"), Tempo(bpm)),), free_clicks=free)
    _, plan = planned(cue(FOUR, THREE), file)
    heard = sound(plan, rate)
    lead = Fraction(pre_roll(plan, RATES[rate])) / RATES[rate].fps
    assert 0 <= lead - free * plan.pulse < 1 / RATES[rate].fps
    heights = {Sound.DOWNBEAT: 90, Sound.BEAT: 60, Sound.FREE: 75}
    for beat in plan.beats:
        start = sample_of(beat, pre_roll(plan, RATES[rate]), RATES[rate])
        assert abs(Fraction(start, SAMPLE_RATE) - lead - beat.at) <= Fraction(1, 2 * SAMPLE_RATE)
        assert heard[start] == 32_767 * heights[beat.sound] // 100
        assert not any(heard[max(0, start - 100) : start])


def test_a_streamer_is_heard_under_the_click_and_nothing_overflows() -> None:
    file = CueFile(tempo=(at(1, "120"),), streamers=(Streamer(Fraction(2), Fraction(2)),) * 3)
    _, plan = planned(cue(FOUR, FOUR), file)
    heard = sound(plan)
    assert heard[0] == 32_767  # 90 % and three times 35 %
    assert any(heard[1_500:9_600])  # the click is over after 30 ms, the streamer's tone after 200
    assert not any(heard[9_600:24_000])


def test_warning_clicks_lead_to_the_click_that_comes_back_at_its_tempo() -> None:
    """Out at bar 2, back at bar 3 at 120: three clicks half a second apart before 8 s, and each time it is played."""
    file = CueFile(
        tempo=(at(1, "60"), at(3, "120")),
        clicks=(ClickSwitch(Place("2"), False), ClickSwitch(Place("3"), True, 3)),
    )
    _, plan = planned(cue(FOUR, FOUR, FOUR), file)
    assert [b.at for b in plan.beats if b.sound is Sound.FREE] == [Fraction(13, 2), 7, Fraction(15, 2)]
    assert [b.at for b in plan.beats if b.sound is Sound.DOWNBEAT] == [0, 8]
    twice = cue(FOUR, FOUR, FOUR, b2={"repeat_end": 2})
    _, plan = planned(twice, file)
    free = [b.at for b in plan.beats if b.sound is Sound.FREE]
    assert free == [n + Fraction(k, 2) for n in (0, 10) for k in (13, 14, 15)]  # ten seconds for three bars


def test_clicks_warn_within_a_pause_too() -> None:
    file = CueFile(
        tempo=(at(1, "60"),), pauses=(Pause(Place("2"), Fraction(5)),), clicks=(ClickSwitch(Place("2"), True, 2),)
    )
    _, plan = planned(cue(FOUR, FOUR), file)
    assert [b.at for b in plan.beats if b.sound is Sound.FREE] == [7, 8]
