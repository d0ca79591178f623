"""Lines of type: words, signs and music glyphs in one run."""
