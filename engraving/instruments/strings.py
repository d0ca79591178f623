"""Bowed strings: the sections of the orchestra, older and folk instruments. Ranges are written pitch."""

from __future__ import annotations

from engraving.instruments.model import Instrument, Rows

# fmt: off

row = Rows("strings")

# solo and folk instruments stand above the section
row("erhu", "strings.erhu", 111, 5900, "G2", (0, 0), "D4-D6", "D4-D7", ("Erhu", "Erhu", "Erhu", "Erhu", "Erhu"), "Erhu")
row("fiddle", "strings.fiddle", 111, 5910, "G2", (0, 0), "G3-B5", "G3-E7",
    ("Fiddle", "Fiedel|Fidel", "Violon folklorique|Fiddle", "Violino folk|Viella", "Violín folclórico"), "Fdl.")
row("fiddle.hardanger", "strings.fiddle.hardanger", 111, 5912, "G2", (0, 0), "G3-B5", "G3-E7",
    ("Hardanger Fiddle", "Hardangerfiedel", "Violon hardanger", "Violino hardanger", "Violín de Hardanger"), "Hard. Fdl.")
row("nyckelharpa", "strings.nyckelharpa", 111, 5914, "G2", (0, 0), "G3-C6", "C3-G6",
    ("Nyckelharpa", "Nyckelharpa|Schlüsselfidel", "Nyckelharpa", "Nyckelharpa", "Nyckelharpa"), "Nyck.")
row("hurdygurdy", "strings.hurdy-gurdy", 111, 5916, "G2", (0, 0), "G4-G6", "G3-G6",
    ("Hurdy-gurdy", "Drehleier", "Vielle à roue", "Ghironda", "Zanfona|Zanfoña"), "H.-g.;Drl.;V. à r.;Ghir.;Zanf.")
row("kamancheh", "strings.kamancha", 111, 5918, "G2", (0, 0), "G3-B5", "G3-E6",
    ("Kamancheh|Kamancha|Kemenche", "Kamantsche|Kamancheh", "Kamânche|Kamantcheh", "Kamancha", "Kamanché"), "Kam.")
row("sarangi", "strings.sarangi", 111, 5920, "G2", (0, 0), "C3-C5", "G2-G5", ("Sarangi", "Sarangi", "Sarangi", "Sarangi", "Sarangi"), "Sar.")
row("violadamore", "strings.viola-damore", 42, 5930, "C3 G2", (0, 0), "D3-D6", "A2-A6",
    ("Viola d'Amore|Viola d'amour", "Viola d'amore", "Viole d'amour", "Viola d'amore", "Viola de amor|Viola d'amore"), "Vla. d'am.")
row("gamba", "strings.viol.bass", 43, 5932, "F4 C3", (0, 0), "D2-A4", "A1-D5",
    ("Viola da Gamba|Bass Viol|Viol", "Viola da Gamba|Gambe|Bassgambe", "Viole de gambe|Basse de viole", "Viola da gamba", "Viola da gamba|Viola de gamba"), "V. d. G.|Gamba;Gba.;V. de g.;V. d. g.;V. d. g.")
row("viol.treble", "strings.viol.treble", 41, 5934, "G2", (0, 0), "D3-D6", "D3-A6",
    ("Treble Viol|Pardessus", "Diskantgambe", "Dessus de viole", "Soprano di viola da gamba", "Viola da gamba soprano"), "Tr. Vl.;Dgba.;D. de v.;S. v. g.;S. v. g.")

row("violin", "strings.violin", 41, 6000, "G2", (0, 0), "G3-B6", "G3-A7",
    ("Violin|Solo Violin", "Violine|Geige|Solovioline", "Violon", "Violino", "Violín"), "Vln.|Vn.|Vl.|Vlns.;Vl.|Viol.|Vln.|Vlne.;Vln.|Vl.|Vons;Vl.|Vln.|Viol.|V.no;Vln.|Vl.|Vlns.", section=True)
row("viola", "strings.viola", 42, 6010, "C3 G2", (0, 0), "C3-A5", "C3-A6",
    ("Viola|Solo Viola", "Viola|Bratsche", "Alto|Alto (cordes)|Alto à cordes", "Viola", "Viola"), "Vla.|Va.|Vlas.|Vle.;Vla.|Br.|Va.;A.|Alt.;Vla.|V.la|Va.;Vla.|Va.", section=True)
row("cello", "strings.cello", 43, 6020, "F4 C4 G2", (0, 0), "C2-D5", "C2-C6",
    ("Violoncello|Cello|Solo Cello", "Violoncello|Cello|Violoncell", "Violoncelle", "Violoncello", "Violonchelo|Chelo|Violoncelo"), "Vc.|Vcl.|Vlc.|Vcs.|Clo.", section=True)
row("cello.piccolo", "strings.cello.piccolo", 43, 6022, "C4 F4 G2", (0, 0), "C2-E5", "C2-C6",
    ("Violoncello Piccolo", "Violoncello piccolo", "Violoncelle piccolo", "Violoncello piccolo", "Violonchelo piccolo"), "Vc. picc.")
row("doublebass", "strings.contrabass", 44, 6030, "F4 C4 G2", (-7, -12), "E2-G4", "B1-G5",
    ("Double Bass|Contrabass|String Bass|Upright Bass|Bass|Bass Viol (modern)", "Kontrabass|Bass|Bassgeige|Streichbass", "Contrebasse", "Contrabbasso", "Contrabajo"),
    "Db.|D.B.|Cb.|Dbs.|D. Bass;Kb.|Kbs.|Kb;Cb.|C.B.;Cb.|C.b.;Cb.", section=True)
row("violone", "strings.viol.violone", 44, 6032, "F4", (-7, -12), "D2-D4", "C2-G4",
    ("Violone", "Violone", "Violone", "Violone", "Violone"), "Vne.")
row("strings", "strings.group", 49, 6100, "G2 F4", (0, 0), "C2-B6", "C2-A7",
    ("Strings|String Section|String Orchestra", "Streicher|Streichorchester", "Cordes", "Archi", "Cuerdas|Cuerda"), "Str.;Str.;Cdes;Ar.;Cda.", staves=2, section=True)

STRINGS: tuple[Instrument, ...] = tuple(row.instruments)
