"""Counts of what stands about the notes: a printed part against what its source holds."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence

from tests.readback.comparison import Difference
from tests.readback.glyphs import CIRCLES
from tests.readback.omissions import (
    Omission,
    omitted_dynamics,
    omitted_fermatas,
    omitted_marks,
    omitted_words,
    repeated_slurs,
    split_words,
    whole_words,
)
from tests.readback.printed import PrintedPart
from tests.readback.repeats import Repeats
from tests.readback.source import SourcePart, words_in

UNCOUNTED = {"articulation", "technical indication"}  # without a kind: see ``omissions``


def count_differences(
    index: int,
    parts: Sequence[SourcePart],
    omissions: Sequence[list[Omission]],
    printed: PrintedPart,
    repeats: Repeats,
) -> Iterator[Difference]:
    """Everything counted that differs in part ``index``; ``parts`` are all of the score: some marks are everybody's."""
    source, omitted = parts[index], omissions[index]
    marks = printed.marks
    wanted = dict(source.signs)
    wanted["marks"] = _as_printed(source.signs["marks"]) + omitted_marks(omitted)
    wanted["dynamics"] = source.signs["dynamics"] + omitted_dynamics(omitted) - repeats.dynamics
    wanted["hairpins"] = source.signs["hairpins"] - repeats.hairpins
    pairs = [(kind, wanted[kind], marks.signs[kind]) for kind in wanted]
    sung = _spaced(marks.syllables)
    if not source.syllables:  # who does not sing has words that may look like it
        sung -= _spoken(sung, source)
    pairs.append(("syllables", source.syllables, sung))
    pairs.append(("slurs", Counter(slurs=source.slurs - repeated_slurs(omitted)), Counter(slurs=marks.slurs)))
    metronomes = {mark for part in parts for mark in part.metronomes}
    pairs.append(("metronomes", Counter(marks=len(metronomes)), Counter(marks=marks.metronomes)))
    rehearsals = {mark for part in parts for mark in part.rehearsals}
    pairs.append(("rehearsal marks", Counter(text for _, text in rehearsals), marks.rehearsals))
    for what, want, have in pairs:
        if want != have:
            text = f"source {dict(want - have)} printed {dict(have - want)}"
            yield Difference(source.name, -1, what, text)
    yield from _fermatas(source, parts, marks.fermatas - omitted_fermatas(omissions))
    have = Counter(words_in(text.replace("º", "O") for text in marks.words))
    wanted_words = source.words - split_words(omitted) + whole_words(omitted) - repeats.words
    for what, words in (("words", wanted_words), ("dynamics' words", omitted_words(omitted))):
        missing = words - have
        if missing:
            yield Difference(source.name, -1, what, f"not printed: {dict(missing)}")


def _as_printed(marks: Counter[str]) -> Counter[str]:
    found: Counter[str] = Counter()
    for name, count in marks.items():
        if name not in UNCOUNTED:
            found["circle" if name in CIRCLES else name] += count
    return found


def _spaced(syllables: Counter[str]) -> Counter[str]:
    found: Counter[str] = Counter()
    for text, count in syllables.items():
        found[" ".join(text.replace("‿", " ").split())] += count
    return found


def _spoken(texts: Counter[str], source: SourcePart) -> Counter[str]:
    """Those that are words of the source: words of the next line, near enough to this one to be taken for sung."""
    said = {text: min((source.words[word] for word in words_in([text])), default=0) for text in texts}
    return Counter({text: min(count, said[text]) for text, count in texts.items()})


def _fermatas(source: SourcePart, parts: Sequence[SourcePart], printed: int) -> Iterator[Difference]:
    """Its own, and on its rests those of the others (one on each staff at most)."""
    own = source.fermatas.total()
    others = {moment for part in parts for moment in part.fermatas} - set(source.fermatas)
    silent = [m for m in others if not any(a <= m[1] < b for a, b in source.bars[m[0]].sounding)]
    least = {bar for bar, _ in silent} - {bar for bar, _ in source.fermatas}  # one on a whole-bar rest is enough
    if not own + len(least) <= printed <= own + len(silent) * source.staves:
        text = f"own {own}, of others {len(silent)}, printed {printed}"
        yield Difference(source.name, -1, "fermatas", text)
