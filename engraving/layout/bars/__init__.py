"""Bars formatted once, however many lines are tried with them: columns, and the room they need."""
