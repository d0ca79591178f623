"""Brass rows. Ranges are written pitch; a trumpet or horn in another key is derived in `lookup`."""

from __future__ import annotations

from engraving.instruments.model import Instrument, Rows

# fmt: off

row = Rows("brass")

row("horn", "brass.french-horn", 61, 2000, "G2 F4", (-4, -7), "F3-G5", "F#2-C6",
    ("Horn|French Horn|Horn in F|F Horn", "Horn|Waldhorn|Ventilhorn|Horn in F", "Cor|Cor d'harmonie|Cor en fa|Cor à pistons", "Corno|Corno in Fa|Corno francese",
     "Trompa|Trompa en fa|Corno francés"), "Hn.|Hrn.|F Hn.;Hr.|Hrn.|Hn.;Cor;Cor.|Cr.;Tpa.")
row("horn.natural", "brass.natural-horn", 61, 2005, "G2 F4", (-4, -7), "G3-G5", "C2-C6",
    ("Natural Horn|Hand Horn|Hunting Horn", "Naturhorn|Jagdhorn", "Cor naturel|Cor simple|Cor de chasse", "Corno naturale|Corno da caccia", "Trompa natural|Corno natural|Corno de caza"),
    "Nat. Hn.;Nhr.;C. nat.;C. nat.;Tpa. nat.", open_key=True)
row("wagnertuba.tenor", "brass.wagner-tuba", 61, 2010, "G2 F4", (-1, -2), "G3-E5", "C3-G5",
    ("Tenor Wagner Tuba|Wagner Tuba|Wagner Tuba in Bb|Bb Wagner Tuba", "Tenor-Wagnertuba|Wagnertuba|Tenortuba in B", "Tuba wagnérien ténor|Tuba wagnérien|Tuba Wagner",
     "Tuba wagneriana tenore|Tuba wagneriana|Tuba di Wagner", "Tuba wagneriana tenor|Tuba wagneriana|Tuba Wagner"), "W. Tba.|T. W. Tba.;W. Tb.|T. W. Tb.;T. wag.;T. wag.;T. wag.")
row("wagnertuba.bass", "brass.wagner-tuba", 61, 2012, "G2 F4", (-4, -7), "F3-D5", "F2-F5",
    ("Bass Wagner Tuba|Wagner Tuba in F|F Wagner Tuba", "Bass-Wagnertuba|Wagnertuba in F", "Tuba wagnérien basse", "Tuba wagneriana basso|Tuba wagneriana in Fa",
     "Tuba wagneriana bajo"), "B. W. Tba.;B. W. Tb.;T. wag. b.;T. wag. b.;T. wag. b.")
row("mellophone", "brass.mellophone", 61, 2020, "G2", (-4, -7), "F#3-G5", "F#3-C6",
    ("Mellophone", "Mellophon", "Mellophone", "Mellofono", "Melófono"), "Mello.|Mph.")
row("altohorn", "brass.alto-horn", 61, 2022, "G2", (-5, -9), "G3-G5", "F#3-C6",
    ("Tenor Horn|Alto Horn|Eb Tenor Horn|Eb Alto Horn", "Althorn", "Saxhorn alto|Cor alto", "Flicorno contralto|Genis", "Saxor alto|Bugle alto|Trompa alto"),
    "T. Hn.|A. Hn.;Ahr.;Sxh. a.;Flic. c.;Sax. a.")

row("trumpet.piccolo", "brass.trumpet.piccolo", 57, 2100, "G2", (6, 10), "C4-E5", "F#3-A5",
    ("Piccolo Trumpet|Piccolo Trumpet in Bb|Bach Trumpet", "Piccolotrompete|Hohe Trompete|Pikkolotrompete|Bachtrompete", "Petite trompette|Trompette piccolo",
     "Tromba piccola|Ottavino tromba|Trombino", "Trompeta piccolo|Trompeta pícolo"), "Picc. Tpt.;Picc. Trp.;Pte Tromp.;Tr. picc.;Tpt. picc.")
row("trumpet.eflat", "brass.trumpet", 57, 2110, "G2", (2, 3), "A3-F5", "F#3-C6",
    ("Trumpet in Eb|Eb Trumpet", "Trompete in Es|Es-Trompete", "Trompette en mi bémol", "Tromba in Mi bemolle", "Trompeta en mi bemol"),
    "Eb Tpt.;Es-Trp.;Tromp. mib;Tr. mib;Tpt. mib")
row("trumpet.d", "brass.trumpet.d", 57, 2112, "G2", (1, 2), "A3-G5", "F#3-C6",
    ("Trumpet in D|D Trumpet", "Trompete in D|D-Trompete", "Trompette en ré", "Tromba in Re", "Trompeta en re"), "D Tpt.;D-Trp.;Tromp. ré;Tr. re;Tpt. re")
row("trumpet.c", "brass.trumpet.c", 57, 2120, "G2", (0, 0), "G3-A5", "F#3-D6",
    ("Trumpet in C|C Trumpet", "Trompete in C|C-Trompete", "Trompette en ut|Trompette en do", "Tromba in Do", "Trompeta en do"),
    "C Tpt.;C-Trp.;Tromp. ut;Tr. do;Tpt. do")
row("trumpet.bflat", "brass.trumpet.bflat", 57, 2122, "G2", (-1, -2), "A3-B5", "F#3-F6",
    ("Trumpet|Trumpet in Bb|Bb Trumpet", "Trompete|Trompete in B|B-Trompete", "Trompette|Trompette en si bémol", "Tromba|Tromba in Si bemolle",
     "Trompeta|Trompeta en si bemol"), "Tpt.|Trp.|Trpt.|Tr.|Bb Tpt.;Trp.|Tpt.|Trpt.|B Tpt.;Tromp.|Trp.|Tpt.;Tr.|Tbe.;Tpt.|Tpta.|Trp.")
row("trumpet.baroque", "brass.trumpet.baroque", 57, 2130, "G2", (1, 2), "G3-A5", "C3-C6",
    ("Baroque Trumpet|Natural Trumpet|Clarino", "Barocktrompete|Naturtrompete", "Trompette baroque|Trompette naturelle", "Tromba barocca|Tromba naturale|Clarino", "Trompeta barroca|Trompeta natural"),
    "Bar. Tpt.|Nat. Tpt.;Btrp.|Ntrp.;Tromp. bar.;Tr. bar.;Tpt. bar.", open_key=True)
row("trumpet.bass", "brass.trumpet.bass", 57, 2140, "G2", (-8, -14), "G3-G5", "F#3-C6",
    ("Bass Trumpet", "Basstrompete", "Trompette basse", "Tromba bassa", "Trompeta baja"), "B. Tpt.;Btrp.|B. Trp.;Tromp. b.;Tr. b.;Tpt. b.")
row("cornet.soprano", "brass.cornet.soprano", 57, 2150, "G2", (2, 3), "A3-A5", "F#3-D6",
    ("Soprano Cornet|Cornet in Eb|Eb Cornet", "Sopran-Kornett|Kornett in Es|Piston in Es", "Petit cornet|Cornet en mi bémol", "Cornetta soprano|Cornetta in Mi bemolle", "Corneta soprano|Corneta en mi bemol"),
    "S. Cor.|Eb Cor.;Es-Korn.;Pt Cnt.;Ctta. mib;Cta. mib")
row("cornet.bflat", "brass.cornet", 57, 2152, "G2", (-1, -2), "A3-A5", "F#3-D6",
    ("Cornet|Cornet in Bb|Bb Cornet", "Kornett|Cornet à Pistons|Piston", "Cornet à pistons|Cornet|Piston", "Cornetta|Cornetta a pistoni", "Corneta|Cornetín"),
    "Cor.|Cnt.|Crt.;Korn.|Kor.;Cnt.|C. à p.;Ctta.;Cta.")
row("flugelhorn", "brass.flugelhorn", 57, 2160, "G2", (-1, -2), "A3-G5", "F#3-C6",
    ("Flugelhorn|Flügelhorn|Fluegelhorn|Flugel Horn|Flugel", "Flügelhorn", "Bugle|Bugle à pistons", "Flicorno|Flicorno soprano", "Fliscorno"),
    "Flug.|Flhn.|Flghn.;Flgh.|Flhr.;Bug.;Flic.;Flisc.")
row("posthorn", "brass.posthorn", 57, 2170, "G2", (-1, -2), "G3-G5", "F#3-C6",
    ("Post Horn", "Posthorn", "Cor de postillon|Cor de poste", "Corno di postiglione|Cornetta di postiglione", "Corneta de posta"), "Post Hn.;Phr.;C. post.;C. post.;C. post.")
row("bugle", "brass.bugle", 57, 2172, "G2", (-3, -5), "G4-G5", "C4-C6",
    ("Bugle|Bugle in G", "Signalhorn|Bügelhorn", "Clairon", "Tromba militare|Bugle militare", "Clarín|Corneta militar"), "Bgl.;Sigh.;Clair.;Tr. mil.;Clarín")

row("trombone.alto", "brass.trombone.alto", 58, 2200, "C3 G2 F4", (0, 0), "A2-C5", "A2-G5",
    ("Alto Trombone", "Altposaune", "Trombone alto", "Trombone contralto|Trombone alto", "Trombón alto"),
    "A. Tbn.|A. Trb.;Apos.|A. Pos.;Trb. a.;Trb. a.;Tbn. a.")
row("trombone", "brass.trombone", 58, 2210, "F4 C4", (0, 0), "E2-A4", "E1-F5",
    ("Trombone|Slide Trombone", "Posaune|Zugposaune", "Trombone|Trombone à coulisse", "Trombone", "Trombón"), "Tbn.|Trb.|Tb.;Pos.|Psn.;Trb.|Tbn.;Trb.|Tbn.;Tbn.|Trb.")
row("trombone.tenor", "brass.trombone.tenor", 58, 2212, "F4 C4", (0, 0), "E2-A4", "E1-F5",
    ("Tenor Trombone", "Tenorposaune", "Trombone ténor", "Trombone tenore", "Trombón tenor"), "T. Tbn.|T. Trb.;Tpos.|T. Pos.;Trb. t.;Trb. t.;Tbn. t.")
row("trombone.valve", "brass.trombone", 58, 2214, "F4 C4", (0, 0), "E2-A4", "E1-D5",
    ("Valve Trombone", "Ventilposaune", "Trombone à pistons", "Trombone a pistoni|Trombone a cilindri", "Trombón de pistones|Trombón de válvulas"),
    "Vlv. Tbn.;Vpos.;Trb. p.;Trb. p.;Tbn. p.")
row("trombone.bass", "brass.trombone.bass", 58, 2220, "F4", (0, 0), "Bb1-F4", "Bb0-C5",
    ("Bass Trombone", "Bassposaune", "Trombone basse", "Trombone basso", "Trombón bajo"), "B. Tbn.|B. Trb.|Bs. Tbn.;Bpos.|B. Pos.;Trb. b.|Trb. bs.;Trb. b.;Tbn. b.")
row("trombone.contrabass", "brass.trombone.contrabass", 58, 2230, "F4", (0, 0), "F1-C4", "Bb0-F4",
    ("Contrabass Trombone", "Kontrabassposaune", "Trombone contrebasse", "Trombone contrabbasso", "Trombón contrabajo"),
    "Cb. Tbn.|Cb. Trb.;Kbpos.|Kb. Pos.;Trb. cb.;Trb. cb.;Tbn. cb.")
row("cimbasso", "brass.cimbasso", 58, 2240, "F4", (0, 0), "F1-D4", "Bb0-G4",
    ("Cimbasso", "Cimbasso", "Cimbasso", "Cimbasso", "Cimbasso"), "Cimb.|Cim.|Cbso.")

row("euphonium", "brass.euphonium", 59, 2300, "F4 C4", (0, 0), "E2-Bb4", "F1-F5",
    ("Euphonium|Tenor Tuba", "Euphonium|Tenortuba|Baryton", "Euphonium|Tuba ténor|Saxhorn basse", "Eufonio|Bombardino|Flicorno baritono|Tuba tenore", "Bombardino|Eufonio|Tuba tenor"),
    "Euph.|T. Tba.;Euph.|Ttb.;Euph.;Euf.;Bomb.")
row("euphonium.treble", "brass.euphonium", 59, 2302, "G2", (-8, -14), "F#3-C6", "G2-G6",
    ("Euphonium (T.C.)|Euphonium in Bb|Euphonium T.C.|Euphonium Treble Clef", "Euphonium in B", "Euphonium en si bémol", "Eufonio in Si bemolle", "Bombardino en si bemol"),
    "Euph. (T.C.)|Euph. T.C.")
row("baritone", "brass.baritone-horn", 59, 2304, "F4", (0, 0), "E2-Bb4", "Bb1-D5",
    ("Baritone Horn|Baritone B.C.|Baritone (B.C.)", "Tenorhorn|Bariton-Horn|Baritonhorn", "Saxhorn baryton", "Flicorno tenore", "Barítono (metal)|Saxor barítono|Fliscorno barítono"),
    "Bar. Hn.|Bari. Hn.;Thr.;Sxh. bar.;Flic. t.;Bar. m.")
row("baritone.treble", "brass.baritone-horn", 59, 2306, "G2", (-8, -14), "F#3-C6", "C3-E6",
    ("Baritone (T.C.)|Baritone Horn (T.C.)|Baritone T.C.|Baritone Horn in Bb", "Tenorhorn in B", "Saxhorn baryton en si bémol", "Flicorno tenore in Si bemolle", "Saxor barítono en si bemol"),
    "Bar. (T.C.)|Bar. T.C.")
row("tuba", "brass.tuba", 59, 2400, "F4", (0, 0), "F1-D4", "Bb0-Bb4",
    ("Tuba|Orchestral Tuba|Concert Tuba", "Tuba|Orchestertuba", "Tuba", "Tuba", "Tuba"), "Tba.|Tb.;Tb.|Tba.;Tb.|Tba.;Tb.|Tba.;Tb.|Tba.")
row("tuba.bass", "brass.tuba.bass", 59, 2402, "F4", (0, 0), "F1-F4", "C1-Bb4",
    ("Bass Tuba|Tuba in F|F Tuba", "Basstuba|Bass-Tuba in F", "Tuba basse", "Tuba bassa|Tuba basso", "Tuba baja|Tuba bajo"), "B. Tba.;Btb.|B. Tb.;Tb. b.;Tb. b.;Tb. b.")
row("tuba.contrabass", "brass.tuba", 59, 2404, "F4", (0, 0), "E1-C4", "Bb0-F4",
    ("Contrabass Tuba", "Kontrabasstuba", "Tuba contrebasse", "Tuba contrabbassa|Tuba contrabbasso", "Tuba contrabajo"), "Cb. Tba.;Kbtb.|Kb. Tb.;Tb. cb.;Tb. cb.;Tb. cb.")
row("sousaphone", "brass.sousaphone", 59, 2410, "F4", (0, 0), "F1-D4", "Bb0-F4",
    ("Sousaphone", "Sousaphon", "Soubassophone|Sousaphone", "Sousafono|Susafono", "Sousafón|Susáfono"), "Sous.|Sphn.")
row("ophicleide", "brass.ophicleide", 59, 2420, "F4", (0, 0), "C2-G4", "B1-C5",
    ("Ophicleide", "Ophikleide", "Ophicléide", "Oficleide", "Figle|Oficleido"), "Oph.;Oph.;Oph.;Ofic.;Fig.")
row("serpent", "brass.serpent", 59, 2422, "F4", (0, 0), "C2-G4", "B1-Bb4", ("Serpent", "Serpent", "Serpent", "Serpentone", "Serpentón"), "Serp.")
row("alphorn", "brass.alphorn", 61, 2430, "G2", (-4, -7), "C4-G5", "C3-C6",
    ("Alphorn|Alpenhorn", "Alphorn|Alpenhorn", "Cor des Alpes", "Corno delle Alpi", "Trompa de los Alpes|Cuerno alpino"), "Alph.", open_key=True)
row("didgeridoo", "brass.didgeridoo", None, 2440, "F4", (0, 0), "C2-G2", "A1-A2",
    ("Didgeridoo", "Didgeridoo", "Didgeridoo", "Didgeridoo", "Didgeridoo|Didyeridú"), "Didg.", open_key=True)
row("brass.section", "brass.group", 62, 2500, "G2 F4", (0, 0), "E2-A5", "Bb0-D6",
    ("Brass|Brass Section", "Blech|Blechbläser", "Cuivres", "Ottoni", "Metales|Metal"), "Br.;Blech;Cuiv.;Ott.;Met.", staves=2, section=True)

BRASS: tuple[Instrument, ...] = tuple(row.instruments)
