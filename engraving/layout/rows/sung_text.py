"""What is sung before and after a system: words and melismas that go on over line breaks (E46)."""

from __future__ import annotations

from bisect import bisect_left
from collections import defaultdict
from typing import NamedTuple

from engraving.score import Lyric, Music


class SungLine(NamedTuple):
    """One verse of one voice on one staff."""

    staff: int
    voice: int
    verse: int


class SungText:
    """All syllables of a part, verse by verse in order of time."""

    def __init__(self, music: Music) -> None:
        self._ticks: dict[SungLine, list[int]] = defaultdict(list)
        self._lyrics: dict[SungLine, list[Lyric]] = defaultdict(list)
        for event in sorted((e for e in music.events if e.lyrics), key=lambda e: e.tick):
            for lyric in event.lyrics:
                line = SungLine(event.staff, event.voice, lyric.verse)
                self._ticks[line].append(event.tick)
                self._lyrics[line].append(lyric)
        self.staves = {line.staff for line in self._ticks}

    def goes_on(self, line: SungLine, tick: int) -> bool:
        """Is the first syllable at or after ``tick`` inside a word?"""
        lyrics = self._lyrics.get(line, [])
        k = bisect_left(self._ticks.get(line, []), tick)
        return k < len(lyrics) and lyrics[k].syllabic in ("middle", "end")

    def carried(self, staff: int, tick: int) -> dict[SungLine, Lyric]:
        """The last syllables before ``tick`` that may still be held there: of words not ended, and melismas."""
        found = {}
        for line, ticks in self._ticks.items():
            k = bisect_left(ticks, tick) - 1
            if line.staff == staff and k >= 0:
                lyric = self._lyrics[line][k]
                if lyric.extend or (lyric.syllabic in ("begin", "middle") and self.goes_on(line, tick)):
                    found[line] = lyric
        return found
