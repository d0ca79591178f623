"""How music is written: stems, beams, accidentals, ties, slurs, tuplets, words, as shapes in staff spaces.

Nothing here knows where on the paper it will stand: x runs right from a column or a bar's start,
y up from the staff's middle line. ``layout`` places what is shaped here.
"""
