"""What a printed file says about itself."""

from __future__ import annotations

import re

import msgspec

PRODUCER = "engraving"
_DATE = re.compile(r"(\d{4})-(\d\d)-(\d\d)(?:[T ](\d\d):(\d\d)(?::(\d\d))?)?")
UNDATED = (2000, 1, 1, 0, 0, 0)


class DocumentInfo(msgspec.Struct, frozen=True, gc=False):
    """The properties of a file; ``date`` is the version's, ``YYYY-MM-DD[THH:MM[:SS]]`` in UTC.

    Nothing here is taken from the clock, so the same music gives the same file.
    """

    title: str = ""
    author: str = ""
    subject: str = ""
    keywords: str = ""
    date: str = ""
    creator: str = PRODUCER

    @property
    def moment(self) -> tuple[int, int, int, int, int, int]:
        """Year, month, day, hour, minute, second; an unreadable date is the first day of 2000."""
        match = _DATE.match(self.date)
        if match is None:
            return UNDATED
        year, month, day, hour, minute, second = (int(group or 0) for group in match.groups())
        return year, month, day, hour, minute, second
