"""The bars of the cue: how long each one is when all parts have had their say, and of what kind."""

from __future__ import annotations

from collections import Counter
from fractions import Fraction

from engraving.counting import counted
from engraving.findings import Severity
from engraving.musicxml.drafts import BarDraft, Complaint, PartDraft
from engraving.score import BarKind, Metre

_CHECK = "Compare the bar with the original and correct it in the notation program."


class BarPlan:
    """A bar in units: what the metre asks, what the parts hold, and what it becomes."""

    __slots__ = (
        "agreed",
        "asked",
        "held",
        "implicit",
        "kind",
        "metre",
        "number",
        "source_number",
        "unanimous",
        "units",
    )

    def __init__(self, drafts: list[BarDraft]) -> None:
        first = drafts[0]
        self.number = self.source_number = first.number
        self.implicit = first.implicit
        self.metre: Metre | None = first.metre
        self.asked = first.units
        asked = [draft.units for draft in drafts]
        if asked.count(self.asked) < len(asked):
            self.asked = Counter(asked).most_common(1)[0][0]
        contents = [draft.content for draft in drafts]
        content = max(contents)
        self.held = content or max([draft.rest for draft in drafts])
        self.agreed = set(contents) <= {0, content}
        self.unanimous = len(drafts) > 1 and {draft.content or draft.rest for draft in drafts} == {self.held}
        self.kind = BarKind.FULL
        self.units = max(self.asked, self.held)

    @property
    def short(self) -> bool:
        """All parts together hold less than the metre asks."""
        return 0 < self.held < self.asked


def plan_bars(parts: list[PartDraft], strong_ends: frozenset[int]) -> tuple[list[BarPlan], list[Complaint]]:
    """All bars with their lengths, and what does not add up.

    ``strong_ends`` are bars whose right barline is more than a plain one: one of those, like the last bar,
    may be short by the pickup.
    """
    count = max((len(part.bars) for part in parts), default=0)
    plans = [BarPlan([part.bars[i] for part in parts if i < len(part.bars)]) for i in range(count)]
    complaints: list[Complaint] = []
    unit = parts[0].grid.unit if parts else 1
    for index in range(count):
        _decide(plans, index, strong_ends | {count - 1}, complaints, unit)
        _compare(parts, index, plans, complaints, unit)
    return plans, complaints


def _decide(
    plans: list[BarPlan], index: int, strong_ends: frozenset[int], complaints: list[Complaint], unit: int
) -> None:
    """Kind and length of one bar; halves of a divided bar keep what they hold."""
    plan = plans[index]
    share = f"{_quarters(plan.held, unit)} of {_quarters(plan.asked, unit)}" if plan.short else ""
    if plan.metre is not None and not plan.metre.parts:
        plan.kind = BarKind.FREE
        plan.units = plan.held or 4 * unit
    elif plan.kind is BarKind.SPLIT or plan.implicit:
        _decide_implicit(plans, index)
    elif index == 0 and plan.short and plan.agreed:
        plan.kind = BarKind.PICKUP
        plan.units = plan.held
        if plan.number != "0":
            message = f"The first bar is short in every part ({share}); it is taken for a pickup."
            remedy = "Mark it as a pickup bar in the notation program."
            complaints.append(_complaint(index, "bar-short", Severity.NOTE, message, remedy))
    elif plan.short and plan.agreed and _is_divided(plans, index, strong_ends):
        plan.units = plan.held
    elif plan.short and plan.unanimous:
        plan.units = plan.held
        message = f"The bar is shorter than its metre in every part: {share}. It is taken as it stands."
        complaints.append(_complaint(index, "bar-short", Severity.NOTE, message))
    elif plan.short:
        complaints.append(_complaint(index, "bar-short", Severity.WARNING, f"No part fills the bar: {share}."))
    if not plan.units:
        plan.units = plan.asked or 4 * unit


def _decide_implicit(plans: list[BarPlan], index: int) -> None:
    plan = plans[index]
    plan.units = plan.held or plan.asked
    if index == 0 or plan.number == "0":
        plan.kind = BarKind.PICKUP
    else:
        plan.kind = BarKind.SPLIT
        plan.number = plans[index - 1].number


def _is_divided(plans: list[BarPlan], index: int, strong_ends: frozenset[int]) -> bool:
    """First half of a divided bar, or the end of a section that began with a pickup."""
    plan = plans[index]
    if index + 1 < len(plans):
        other = plans[index + 1]
        if other.implicit and plan.held + other.held <= plan.asked:
            return True
        if other.short and other.agreed and plan.held + other.held == plan.asked == other.asked:
            other.kind = BarKind.SPLIT
            return True
    pickups = {p.units for p in plans[:index] if p.kind is not BarKind.FULL}
    return index in strong_ends and plan.asked - plan.held in pickups


def _compare(
    parts: list[PartDraft], index: int, plans: list[BarPlan], complaints: list[Complaint], unit: int
) -> None:
    """Each part against the bar it stands in."""
    plan = plans[index]
    for part in parts:
        if index >= len(part.bars):
            if index == len(part.bars):
                message = "The part has fewer bars than the others."
                complaints.append(_complaint(index, "bar-disagrees", Severity.WARNING, message, part=part.index))
            continue
        draft = part.bars[index]
        own = draft.units or plan.asked  # its own metre counts where parts have different ones
        if plan.kind is BarKind.FULL and 0 < own < draft.content:
            has = f"{_quarters(draft.content, unit)} where the metre has {_quarters(own, unit)}"
            message = f"The bar holds {has}; it is lengthened for everybody."
            complaints.append(
                _complaint(index, "bar-long", Severity.ERROR, message, line=draft.line, part=part.index)
            )
        elif 0 < draft.content < min(own, plan.units) and not (plan.short and plan.agreed):
            has = f"{_quarters(draft.content, unit)} of {_quarters(plan.units, unit)}"
            message = f"The bar holds {has}; it is filled up with silence."
            complaints.append(
                _complaint(index, "bar-short", Severity.WARNING, message, line=draft.line, part=part.index)
            )
        if _disagrees(draft, plan) and not (index and _disagrees(part.bars[index - 1], plans[index - 1])):
            message = "From here on the part counts its bars differently from the others."
            complaints.append(
                _complaint(index, "bar-disagrees", Severity.WARNING, message, line=draft.line, part=part.index)
            )


def _complaint(
    bar: int, rule: str, severity: Severity, message: str, remedy: str = _CHECK, *, line: int = 0, part: int = -1
) -> Complaint:
    """A complaint about the whole of a bar, of one part or of all."""
    return Complaint(rule, severity, bar, -1, line, message, remedy, part)


def _disagrees(draft: BarDraft, plan: BarPlan) -> bool:
    return draft.units != plan.asked or draft.implicit != plan.implicit or draft.number != plan.source_number


def _quarters(units: int, unit: int) -> str:
    quarters = Fraction(units, unit).limit_denominator(10_000)
    whole, rest = divmod(quarters, 1)
    amount = f"{whole} {rest}" if whole and rest else f"{rest or whole}"
    return counted(amount, "quarter")
