"""What the source says besides of a thing, as pairs of names and values."""

from __future__ import annotations


class Attributed:
    """Gives values by their names; who inherits from it has the ``attributes``."""

    __slots__ = ()

    attributes: tuple[tuple[str, str], ...]

    def get(self, key: str, default: str = "") -> str:
        """One attribute."""
        for name, value in self.attributes:
            if name == key:
                return value
        return default
