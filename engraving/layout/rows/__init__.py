"""Rows along a staff on which things share a height: dynamics, words, tempo, lyrics, times, numbers."""
