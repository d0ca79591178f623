"""What the audit found, as findings among the others: one a part and kind of fault, pointing at the first place."""

from __future__ import annotations

from collections.abc import Iterator

from engraving.findings import Finding, Severity, Where
from engraving.report.audits import AuditReport, PlaceReport, spoken

COLLIDES, OUTSIDE, LOST, DOUBLED = "ink-collides", "ink-outside", "ink-lost", "ink-doubled"

_RULES = {
    "collision": (COLLIDES, "Ink collides", Severity.WARNING),
    "outside the margins": (OUTSIDE, "Ink reaches over the margin", Severity.WARNING),
    "lost": (LOST, "Something written is not printed", Severity.ERROR),
    "drawn twice": (DOUBLED, "Something is printed twice", Severity.WARNING),
}


def verdicts(chair: str, audit: AuditReport, *, strict: bool = False) -> Iterator[Finding]:
    """What is wrong with a part's pages; ``strict`` makes all of it errors."""
    for fault, (rule, sentence, severity) in _RULES.items():
        places = [place for place in audit.places if place.fault == fault]
        if places:
            yield Finding(
                rule,
                Severity.ERROR if strict else severity,
                _where(chair, places[0]),
                f"{sentence}{_count(len(places))}: {_first(places[0])}.",
                "“engraving audit” lists every place.",
            )


def rule_of(fault: str) -> str:
    """The rule a fault of the audit is reported under; empty for what is no fault."""
    return _RULES[fault][0] if fault in _RULES else ""


def _where(chair: str, place: PlaceReport) -> Where:
    return Where(part=chair, bar=place.bar, bar_index=place.bar_index, beat=place.beat)


def _count(places: int) -> str:
    return f" in {places} places, first" if places > 1 else ""


def _first(place: PlaceReport) -> str:
    where = spoken(place)
    return f"{where}: {place.message}" if where else place.message
