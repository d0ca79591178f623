"""Casting off: which bars make a line, which lines a page, and where it is turned."""
