"""The conductor's score laid out: parts on one grid, stacked (E48, E49, R08, R17–R19, R54, R55, R63–R67)."""
