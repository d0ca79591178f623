"""What every stage may report: findings are values, returned by stages, never printed or raised by them."""

from __future__ import annotations

from enum import StrEnum

import msgspec


class Severity(StrEnum):
    """How much a finding matters: an ``error`` would be played wrong, a ``warning`` wants eyes, a ``note`` a fact."""

    ERROR = "error"
    WARNING = "warning"
    NOTE = "note"


class Where(msgspec.Struct, frozen=True, gc=False):
    """A place people can find: ``bar`` as printed, ``bar_index`` from 0 (-1 unknown), ``beat`` from 1 (0 unknown).

    ``line`` is the source line in ``file`` (0 unknown); ``member`` the file inside an .mxl.
    """

    part: str = ""
    bar: str = ""
    bar_index: int = -1
    beat: float = 0.0
    line: int = 0
    file: str = ""
    member: str = ""


class Finding(msgspec.Struct, frozen=True, gc=False):
    """One complaint: ``rule`` is its stable id, ``message`` one sentence, ``remedy`` what to do about it."""

    rule: str
    severity: Severity
    where: Where
    message: str
    remedy: str = ""
    atoms: tuple[int, ...] = ()
