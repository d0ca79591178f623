"""Bars as columns: springs, rods, and what a line shares out among them."""
