"""Click and tempo out: what sounds when, as MIDI and as sound (docs/timing.md, "Click and tempo out")."""

from engraving.clicktrack.plan import Beat, ClickPlan, Sound, click_plan
from engraving.clicktrack.smf import midi_file
from engraving.clicktrack.wave_file import SAMPLE_RATE, wave_blocks, wave_header

__all__ = [
    "SAMPLE_RATE", "Beat", "ClickPlan", "Sound", "click_plan", "midi_file", "wave_blocks", "wave_header",
]  # fmt: skip
