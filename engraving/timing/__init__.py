"""When it happens: the order of playing, and bars and beats in seconds."""

from engraving.timing.clock import format_clock
from engraving.timing.performance import Performance, performance_order
from engraving.timing.tempo_map import UNKNOWN, TempoMap, tempo_map

__all__ = ["UNKNOWN", "Performance", "TempoMap", "format_clock", "performance_order", "tempo_map"]
