"""Voices: written pitch; the tenor's octave clef is a clef, not a transposition."""

from __future__ import annotations

from engraving.instruments.model import Instrument, Rows

# fmt: off

row = Rows("voice")

row("voice", "voice.vocals", 54, 5000, "G2", (0, 0), "C4-C5", "A3-F5",
    ("Voice|Vocals|Vocal|Singer|Lead Vocal|Solo Voice|Vox", "Stimme|Gesang|Singstimme", "Voix|Chant", "Voce|Canto", "Voz"), "V.|Vo.|Vox;Ges.|St.;V.|Ch.;V.|C.;V.", section=True)
row("voice.child", "voice.child", 53, 5002, "G2", (0, 0), "C4-E5", "A3-A5",
    ("Children's Choir|Children's Chorus|Child Voice|Boy Soprano|Boys' Choir|Children|Treble Voice", "Kinderchor|Knabenchor|Knabensopran|Kinderstimme", "Chœur d'enfants|Voix d'enfant",
     "Coro di bambini|Voci bianche|Voce bianca", "Coro de niños|Coro infantil|Voz infantil"), "Ch. Ch.;Kch.;Ch. d'enf.;V. b.;C. niños", section=True)
row("voice.female", "voice.female", 53, 5004, "G2", (0, 0), "A3-F5", "F3-A5",
    ("Women's Choir|Female Choir|Women|Women's Voices|Female Voice", "Frauenchor|Frauenstimme", "Chœur de femmes|Voix de femme", "Coro femminile|Voce femminile", "Coro femenino|Voz femenina"),
    "W. Ch.;Fch.;Ch. f.;C. femm.;C. fem.", section=True)
row("voice.soprano", "voice.soprano", 53, 5010, "G2", (0, 0), "C4-G5", "B3-C6", ("Soprano", "Sopran", "Soprano", "Soprano", "Soprano"), "S.|Sop.", section=True)
row("voice.mezzo", "voice.mezzo-soprano", 53, 5012, "G2", (0, 0), "A3-F5", "G3-A5",
    ("Mezzo-soprano|Mezzo", "Mezzosopran", "Mezzo-soprano|Mezzo", "Mezzosoprano", "Mezzosoprano"), "Mezzo.|M.-S.|Mez.", section=True)
row("voice.alto", "voice.alto", 53, 5020, "G2", (0, 0), "G3-D5", "F3-F5",
    ("Alto|Contralto", "Alt", "Contralto|Alto (voix)", "Contralto|Alto", "Contralto|Alto"), "A.|Alt.|Contr.", section=True)
row("voice.countertenor", "voice.countertenor", 53, 5022, "G2", (0, 0), "G3-D5", "E3-G5",
    ("Countertenor|Counter-tenor", "Countertenor|Kontratenor", "Contre-ténor|Haute-contre", "Controtenore", "Contratenor"), "Ct.|C. Ten.", section=True)
row("voice.tenor", "voice.tenor", 53, 5030, "G2-8vb", (0, 0), "C3-G4", "B2-C5", ("Tenor", "Tenor", "Ténor", "Tenore", "Tenor"), "T.|Ten.;T.|Ten.;T.|Tén.;T.|Ten.", section=True)
row("voice.baritone", "voice.baritone", 53, 5040, "F4", (0, 0), "A2-E4", "G2-A4",
    ("Baritone", "Bariton", "Baryton", "Baritono", "Barítono"), "Bar.", section=True)
row("voice.bass", "voice.bass", 53, 5050, "F4", (0, 0), "F2-D4", "D2-F4",
    ("Bass|Bass Voice|Basso", "Bass|Bassstimme", "Basse", "Basso", "Bajo"), "B.", section=True)
row("voice.male", "voice.male", 53, 5060, "G2-8vb F4", (0, 0), "A2-E4", "E2-A4",
    ("Men's Choir|Male Choir|Men|Men's Voices|Male Voice", "Männerchor|Männerstimme", "Chœur d'hommes|Voix d'homme", "Coro maschile|Voce maschile", "Coro masculino|Voz masculina"),
    "M. Ch.;Mch.;Ch. h.;C. masch.;C. masc.", section=True)
row("choir", "voice.aa", 53, 5070, "G2 F4", (0, 0), "F2-G5", "D2-C6",
    ("Choir|Chorus|SATB|Mixed Choir|Vocalise", "Chor|Gemischter Chor", "Chœur|Choeur", "Coro", "Coro"), "Ch.|Chor.;Ch.;Ch.;C.|Co.;C.|Co.", staves=2, section=True)
row("narrator", "voice.percussion", None, 5080, "percussion", (0, 0), "", "",
    ("Narrator|Speaker", "Sprecher|Erzähler", "Récitant|Narrateur", "Voce recitante|Narratore", "Narrador|Recitante"), "Narr.;Spr.;Réc.;Narr.;Narr.", pitched=False)

VOICES: tuple[Instrument, ...] = tuple(row.instruments)
