"""Keyboards, harp, plucked strings and electronics. Ranges are written pitch."""

from __future__ import annotations

from engraving.instruments.model import Instrument, Rows

# fmt: off

row = Rows("keyboard")
pluck = Rows("plucked")
synth = Rows("electronic")

# harp
row("harp", "pluck.harp", 47, 4000, "G2 F4", (0, 0), "D1-F7", "Cb1-G#7",
    ("Harp|Concert Harp|Pedal Harp", "Harfe|Konzertharfe|Pedalharfe", "Harpe", "Arpa", "Arpa"), "Hp.|Hrp.;Hfe.|Hf.|Hrf.;Hpe|Hp.;Ar.|A.;Ar.", staves=2, family="harp")
row("harp.celtic", "pluck.celtic-harp", 47, 4010, "G2 F4", (0, 0), "C2-G6", "C2-C7",
    ("Celtic Harp|Lever Harp|Irish Harp", "Keltische Harfe|Hakenharfe", "Harpe celtique", "Arpa celtica", "Arpa celta"), "Celt. Hp.;Kelt. Hfe.;Hpe celt.;Ar. celt.;Ar. celt.",
    staves=2, family="harp")

# keyboards
row("celesta", "keyboard.celesta", 9, 4100, "G2 F4", (7, 12), "C3-C7", "C2-F7",
    ("Celesta|Celeste", "Celesta", "Célesta", "Celesta|Celeste", "Celesta"), "Cel.", staves=2)
row("piano", "keyboard.piano", 1, 4200, "G2 F4", (0, 0), "A0-C8", "A0-C8",
    ("Piano|Grand Piano|Pianoforte|Acoustic Grand Piano|Acoustic Piano", "Klavier|Flügel|Pianoforte", "Piano|Piano à queue", "Pianoforte|Piano", "Piano|Piano de cola"),
    "Pno.|Pf.|Pn.;Klav.|Klv.|Kl.;Pno.|Pia.;Pf.|Pfte.|Pno.;Pno.|Pf.", staves=2)
row("piano.upright", "keyboard.piano.upright", 1, 4202, "G2 F4", (0, 0), "A0-C8", "A0-C8",
    ("Upright Piano|Felt Piano", "Pianino", "Piano droit", "Pianoforte verticale", "Piano vertical|Piano de pared"), "Upr. Pno.;Pianino;P. dr.;Pf. vert.;P. vert.", staves=2)
row("piano.prepared", "keyboard.piano.prepared", 1, 4204, "G2 F4", (0, 0), "A0-C8", "A0-C8",
    ("Prepared Piano", "Präpariertes Klavier", "Piano préparé", "Pianoforte preparato", "Piano preparado"), "Prep. Pno.;Präp. Klav.;P. prép.;Pf. prep.;P. prep.", staves=2)
row("piano.honkytonk", "keyboard.piano.honky-tonk", 4, 4206, "G2 F4", (0, 0), "A0-C8", "A0-C8",
    ("Honky-tonk Piano|Tack Piano", "Honky-Tonk-Klavier", "Piano bastringue", "Pianoforte honky-tonk", "Piano honky-tonk"), "H.-t. Pno.", staves=2)
row("piano.toy", "keyboard.piano.toy", 9, 4208, "G2", (0, 0), "F4-F6", "C4-C7",
    ("Toy Piano", "Spielzeugklavier", "Piano jouet", "Pianoforte giocattolo", "Piano de juguete"), "Toy Pno.;Spielz. Kl.;P. jouet;Pf. gioc.;P. jug.")
row("piano.electric", "keyboard.piano.electric", 5, 4210, "G2 F4", (0, 0), "E1-E7", "A0-C8",
    ("Electric Piano|Rhodes|Fender Rhodes|Wurlitzer", "E-Piano|Elektrisches Klavier|E Piano", "Piano électrique", "Piano elettrico|Pianoforte elettrico", "Piano eléctrico"),
    "E. Pno.|El. Pno.;E-P.;P. él.;P. el.;P. el.", staves=2)
row("fortepiano", "keyboard.fortepiano", 1, 4212, "G2 F4", (0, 0), "F1-F6", "F1-F7",
    ("Fortepiano", "Hammerklavier|Hammerflügel", "Pianoforte ancien", "Fortepiano", "Fortepiano"), "Fp.;Hkl.;Fp.", staves=2)
row("harpsichord", "keyboard.harpsichord", 7, 4220, "G2 F4", (0, 0), "F1-F6", "F1-G6",
    ("Harpsichord|Continuo", "Cembalo|Kielflügel|Spinett", "Clavecin", "Clavicembalo|Cembalo|Gravicembalo", "Clave|Clavecín|Clavicémbalo"),
    "Hpsd.|Hpschd.|Hch.|Cont.;Cemb.;Clav.;Cemb.|Clav.;Clv.", staves=2)
row("clavichord", "keyboard.clavichord", 8, 4222, "G2 F4", (0, 0), "C2-F6", "F1-F6",
    ("Clavichord|Clavinet", "Clavichord|Klavichord", "Clavicorde", "Clavicordo", "Clavicordio"), "Clavi.|Clvd.", staves=2)
row("organ", "keyboard.organ", 20, 4230, "G2 F4 F4", (0, 0), "C2-C7", "C2-C7",
    ("Organ|Pipe Organ|Church Organ", "Orgel|Kirchenorgel|Pfeifenorgel", "Orgue|Grand orgue|Orgue à tuyaux", "Organo", "Órgano|Órgano de tubos"),
    "Org.", staves=3)
row("organ.hammond", "keyboard.organ.drawbar", 17, 4232, "G2 F4", (0, 0), "C2-C7", "C2-C7",
    ("Hammond Organ|Drawbar Organ|Electric Organ|Hammond|Hammond B3", "Hammondorgel|Elektronische Orgel|E-Orgel", "Orgue Hammond|Orgue électrique", "Organo Hammond|Organo elettrico",
     "Órgano Hammond|Órgano eléctrico"), "Hamm.|H. Org.|E. Org.", staves=2)
row("harmonium", "keyboard.harmonium", 21, 4240, "G2 F4", (0, 0), "F2-F6", "C2-C7",
    ("Harmonium|Reed Organ|Pump Organ", "Harmonium", "Harmonium", "Armonium|Armonio", "Armonio"), "Harm.|Hmn.;Harm.;Harm.;Arm.;Arm.", staves=2)
row("accordion", "keyboard.accordion", 22, 4250, "G2 F4", (0, 0), "F3-A6", "E1-C#8",
    ("Accordion|Piano Accordion", "Akkordeon|Schifferklavier|Ziehharmonika", "Accordéon", "Fisarmonica", "Acordeón"), "Acc.|Accord.;Akk.;Acc.;Fis.;Acord.", staves=2)
row("bandoneon", "keyboard.bandoneon", 24, 4252, "G2 F4", (0, 0), "C2-A6", "C2-B6",
    ("Bandoneon", "Bandoneon|Bandonion", "Bandonéon", "Bandoneon", "Bandoneón"), "Band.|Bdn.", staves=2)
row("concertina", "keyboard.concertina", 24, 4254, "G2", (0, 0), "G3-C7", "G3-C7",
    ("Concertina|English Concertina", "Konzertina|Concertina", "Concertina", "Concertina", "Concertina"), "Conc.;Konz.;Conc.")
row("ondes", "keyboard.ondes-martenot", None, 4260, "G2 F4", (0, 0), "C2-C7", "C1-C8",
    ("Ondes Martenot|Ondes", "Ondes Martenot", "Ondes Martenot", "Onde Martenot", "Ondas Martenot"), "O. M.|Ondes")

# electronics stand at the foot of the score, below the double basses
synth("keyboard", "synth.group", 91, 7000, "G2 F4", (0, 0), "", "",
    ("Keyboard|Keyboards|Keys|Synthesizer|Synth|Synthesiser", "Keyboard|Synthesizer", "Synthétiseur|Clavier|Claviers", "Sintetizzatore|Tastiera|Tastiere", "Sintetizador|Teclado|Teclados"),
    "Kbd.|Keyb.|Syn.;Keyb.|Synth.;Synt.|Clav.;Sint.|Tast.;Sint.|Tecl.", staves=2)
synth("synth.pad", "synth.pad", 89, 7010, "G2 F4", (0, 0), "", "",
    ("Synth Pad|Pad|Pads", "Synthesizer-Fläche|Flächen", "Nappe de synthétiseur", "Pad di sintetizzatore", "Pad de sintetizador"), "Pad", staves=2)
synth("synth.bass", "pluck.bass.synth", 39, 7020, "F4", (0, 0), "", "",
    ("Synth Bass|Synthesizer Bass|Bass Synthesizer", "Synthesizer-Bass|Synthbass", "Basse synthétique", "Basso sintetizzato|Basso synth", "Bajo sintetizado"), "Syn. B.|S. Bass")
synth("theremin", "synth.theremin", 82, 7030, "G2", (0, 0), "C3-C6", "C2-C7",
    ("Theremin", "Theremin|Thereminvox", "Thérémine|Theremin", "Theremin", "Theremín"), "Ther.")
synth("electronics", "synth.effects", 97, 7040, "G2", (0, 0), "", "",
    ("Electronics|Sampler|Pre-record|Prerecord|Tape|Playback|Sound Design", "Elektronik|Zuspielung|Tonband", "Électronique|Bande", "Elettronica|Nastro", "Electrónica|Cinta"),
    "Elec.;El.;Él.;El.;El.", pitched=False)

# plucked: the guitars write an octave above sound in a plain G clef
pluck("guitar.classical", "pluck.guitar.nylon-string", 25, 4500, "G2", (-7, -12), "E3-E6", "E3-B6",
    ("Classical Guitar|Nylon Guitar|Nylon-string Guitar|Spanish Guitar|Nylon String Guitar", "Klassische Gitarre|Konzertgitarre", "Guitare classique", "Chitarra classica", "Guitarra clásica|Guitarra española"),
    "Cl. Gtr.|Nyl. Gtr.;K. Git.;Guit. cl.;Chit. cl.;Guit. cl.")
pluck("guitar", "pluck.guitar", 25, 4502, "G2", (-7, -12), "E3-E6", "E3-B6",
    ("Guitar", "Gitarre", "Guitare", "Chitarra", "Guitarra"), "Gtr.|Guit.|Gt.;Git.|Gitt.;Guit.|Gtr.;Chit.|Ch.;Guit.|Guitar.")
pluck("guitar.acoustic", "pluck.guitar.acoustic", 26, 4504, "G2", (-7, -12), "E3-C6", "E3-G6",
    ("Acoustic Guitar|Steel Guitar (acoustic)|Steel-string Guitar|Folk Guitar|12-string Guitar", "Akustische Gitarre|Westerngitarre", "Guitare acoustique|Guitare folk", "Chitarra acustica", "Guitarra acústica"),
    "Ac. Gtr.|A. Gtr.;Ak. Git.|A. Git.;Guit. ac.;Chit. ac.;Guit. ac.")
pluck("guitar.electric", "pluck.guitar.electric", 28, 4510, "G2", (-7, -12), "E3-D6", "E3-B6",
    ("Electric Guitar|E-Guitar|Lead Guitar|Rhythm Guitar|Jazz Guitar", "Elektrische Gitarre|E-Gitarre|Elektrogitarre", "Guitare électrique", "Chitarra elettrica", "Guitarra eléctrica"),
    "E. Gtr.|El. Gtr.|Elec. Gtr.;E-Git.|El. Git.;Guit. él.;Chit. el.;Guit. el.")
pluck("guitar.pedalsteel", "pluck.guitar.pedal-steel", 27, 4512, "G2", (-7, -12), "B2-E6", "B2-B6",
    ("Pedal Steel Guitar|Pedal Steel|Lap Steel Guitar|Lap Steel", "Pedal-Steel-Gitarre", "Guitare pedal steel", "Pedal steel guitar", "Guitarra pedal steel"), "Ped. St.|P. Steel")
pluck("bass.electric", "pluck.bass.electric", 34, 4520, "F4", (-7, -12), "E2-G4", "B1-G5",
    ("Bass Guitar|Electric Bass|E-Bass|Electric Bass Guitar|Fender Bass|Elec. Bass|El. Bass", "E-Bass|Elektrischer Bass|Bassgitarre|Elektrobass", "Guitare basse|Basse électrique", "Basso elettrico|Chitarra basso", "Bajo eléctrico|Guitarra baja|Guitarra bajo"),
    "B. Gtr.|E. Bass|E.B.|Bs. Gtr.;E-B.;Guit. b.|B. él.;B. el.;B. el.")
pluck("bass.fretless", "pluck.bass.fretless", 36, 4522, "F4", (-7, -12), "E2-G4", "B1-G5",
    ("Fretless Bass|Fretless Electric Bass", "Fretless-Bass|Bundloser Bass", "Basse fretless", "Basso fretless", "Bajo sin trastes"), "Frtl. B.")
pluck("bass.acoustic", "pluck.bass.acoustic", 33, 4524, "F4", (-7, -12), "E2-G4", "B1-G5",
    ("Acoustic Bass|Acoustic Bass Guitar", "Akustischer Bass|Akustikbass", "Basse acoustique", "Basso acustico", "Bajo acústico"), "Ac. B.;Ak. B.;B. ac.;B. ac.;B. ac.")
pluck("banjo", "pluck.banjo", 106, 4530, "G2", (-7, -12), "D4-D6", "C4-A6", ("Banjo", "Banjo", "Banjo", "Banjo", "Banjo|Banyo"), "Bj.|Bjo.")
pluck("mandolin", "pluck.mandolin", 26, 4532, "G2", (0, 0), "G3-A5", "G3-A6",
    ("Mandolin", "Mandoline", "Mandoline", "Mandolino", "Mandolina"), "Mand.|Mdn.")
pluck("mandola", "pluck.mandola", 26, 4534, "G2", (-7, -12), "G3-A5", "G3-E6",
    ("Octave Mandolin|Mandola", "Mandola", "Mandole", "Mandola", "Mandola"), "Mla.|Mdla.")
pluck("ukulele", "pluck.ukulele", 25, 4536, "G2", (0, 0), "C4-A5", "C4-C6",
    ("Ukulele", "Ukulele", "Ukulélé", "Ukulele", "Ukelele|Ukulele"), "Uke.|Uk.")
pluck("lute", "pluck.lute", 25, 4540, "G2 F4", (0, 0), "G2-D5", "C2-G5",
    ("Lute", "Laute", "Luth", "Liuto", "Laúd"), "Lt.;Lt.;Lth;Lto.;Ld.", staves=2)
pluck("theorbo", "pluck.theorbo", 25, 4542, "F4", (0, 0), "A1-E4", "G1-A4",
    ("Theorbo|Chitarrone", "Theorbe", "Théorbe", "Tiorba|Chitarrone", "Tiorba"), "Theo.;Theo.;Théo.;Tior.;Tior.")
pluck("oud", "pluck.oud", 25, 4544, "G2", (-7, -12), "C3-F5", "C3-C6", ("Oud|Ud", "Oud|Ud", "Oud", "Oud", "Oud|Ud"), "Oud")
pluck("sitar", "pluck.sitar", 105, 4546, "G2", (0, 0), "C3-C6", "C3-G6", ("Sitar", "Sitar", "Sitar", "Sitar", "Sitar"), "Sit.")
pluck("koto", "pluck.koto", 108, 4548, "G2 F4", (0, 0), "D3-B5", "G2-D6", ("Koto", "Koto", "Koto", "Koto", "Koto"), "Koto")
pluck("shamisen", "pluck.shamisen", 107, 4550, "G2", (-7, -12), "B3-B5", "A3-E6", ("Shamisen", "Shamisen", "Shamisen", "Shamisen", "Shamisen"), "Sham.")
pluck("pipa", "pluck.pipa", 107, 4552, "G2 F4", (0, 0), "A2-E6", "A2-A6", ("Pipa", "Pipa", "Pipa", "Pipa", "Pipa"), "Pipa")
pluck("guzheng", "pluck.guzheng", 108, 4554, "G2 F4", (0, 0), "D2-D6", "D2-D6",
    ("Guzheng|Zheng", "Guzheng", "Guzheng", "Guzheng", "Guzheng"), "Guz.", staves=2)
pluck("balalaika", "pluck.balalaika", 25, 4556, "G2", (0, 0), "E4-A5", "E4-D6",
    ("Balalaika", "Balalaika", "Balalaïka", "Balalaica", "Balalaica"), "Bal.")
pluck("bouzouki", "pluck.bouzouki", 26, 4558, "G2", (-7, -12), "C4-C6", "C4-G6",
    ("Bouzouki", "Bouzouki|Busuki", "Bouzouki", "Bouzouki", "Buzuki"), "Bouz.")
pluck("charango", "pluck.charango", 25, 4560, "G2", (0, 0), "E4-A5", "E4-E6", ("Charango", "Charango", "Charango", "Charango", "Charango"), "Char.")
pluck("kora", "pluck.kora", 47, 4562, "G2 F4", (0, 0), "F2-A5", "F2-C6", ("Kora", "Kora", "Kora", "Kora", "Kora"), "Kora", staves=2)
pluck("zither", "pluck.zither", 16, 4564, "G2 F4", (0, 0), "C3-D6", "C2-A6",
    ("Zither", "Zither|Konzertzither", "Cithare", "Cetra", "Cítara"), "Zith.;Zith.;Cith.;Cet.;Cít.", staves=2)

KEYBOARDS: tuple[Instrument, ...] = tuple(row.instruments + pluck.instruments + synth.instruments)
