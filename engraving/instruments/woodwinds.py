"""Woodwind rows: flutes, reeds, saxophones, and the solo pipes of film scores. Ranges are written pitch."""

from __future__ import annotations

from engraving.instruments.model import Instrument, Rows

# fmt: off

row = Rows("woodwind")

# flutes
row("piccolo", "wind.flutes.flute.piccolo", 73, 1000, "G2", (7, 12), "G4-A6", "C4-C7",
    ("Piccolo|Piccolo Flute", "Piccoloflöte|Kleine Flöte|Pikkoloflöte|Piccolo|Pikkolo", "Petite flûte|Piccolo",
     "Ottavino|Flauto piccolo", "Flautín|Píccolo"),
    "Picc.|Pic.;Picc.|Kl. Fl.;Pte Fl.|Picc.;Ott.|Fl. picc.;Flaut.|Picc.")
row("flute", "wind.flutes.flute", 74, 1010, "G2", (0, 0), "C4-A6", "B3-E7",
    ("Flute|Concert Flute", "Flöte|Große Flöte|Querflöte|Traversflöte", "Flûte|Grande flûte|Flûte traversière",
     "Flauto|Flauto traverso|Traverso|Flauto grande", "Flauta|Flauta travesera"), "Fl.|Flt.;Fl.|Gr. Fl.;Fl.|Gde Fl.;Fl.|Trv.;Fl.")
row("flute.alto", "wind.flutes.flute.alto", 74, 1020, "G2", (-3, -5), "C4-E6", "C4-A6",
    ("Alto Flute", "Altflöte", "Flûte alto|Flûte en sol", "Flauto contralto|Flauto in Sol", "Flauta alto|Flauta contralto"),
    "A. Fl.|Afl.|Alt. Fl.;Altfl.|A. Fl.;Fl. alto|Fl. a.;Fl. contr.;Fl. alto")
row("flute.bass", "wind.flutes.flute.bass", 74, 1030, "G2", (-7, -12), "C4-C6", "B3-G6",
    ("Bass Flute", "Bassflöte", "Flûte basse", "Flauto basso", "Flauta baja|Flauta bajo"), "B. Fl.|Bfl.;Bfl.|Bassfl.;Fl. b.;Fl. b.;Fl. b.")
row("flute.contrabass", "wind.flutes.flute.contrabass", 74, 1040, "G2", (-14, -24), "C4-C6", "C4-G6",
    ("Contrabass Flute", "Kontrabassflöte", "Flûte contrebasse", "Flauto contrabbasso", "Flauta contrabajo"),
    "Cb. Fl.;Kbfl.;Fl. cb.;Fl. cb.;Fl. cb.")
row("recorder.sopranino", "wind.flutes.recorder.sopranino", 75, 1050, "G2", (7, 12), "F4-F6", "F4-A6",
    ("Sopranino Recorder", "Sopraninoblockflöte", "Flûte à bec sopranino", "Flauto dolce sopranino", "Flauta dulce sopranino"),
    "Sno. Rec.;Sno. Bfl.;Fl. b. sno.;Fl. d. sno.;Fl. d. sno.")
row("recorder.soprano", "wind.flutes.recorder.soprano", 75, 1052, "G2", (7, 12), "C4-C6", "C4-F6",
    ("Soprano Recorder|Descant Recorder|Recorder", "Sopranblockflöte|Blockflöte", "Flûte à bec soprano|Flûte à bec",
     "Flauto dolce soprano|Flauto dolce|Flauto diritto", "Flauta dulce soprano|Flauta dulce|Flauta de pico"),
    "S. Rec.|Rec.;S. Bfl.|Blfl.;Fl. à b.;Fl. d.;Fl. d.")
row("recorder.alto", "wind.flutes.recorder.alto", 75, 1054, "G2", (0, 0), "F4-F6", "F4-A6",
    ("Alto Recorder|Treble Recorder", "Altblockflöte", "Flûte à bec alto", "Flauto dolce contralto", "Flauta dulce contralto|Flauta dulce alto"),
    "A. Rec.;A. Bfl.;Fl. à b. a.;Fl. d. c.;Fl. d. c.")
row("recorder.tenor", "wind.flutes.recorder.tenor", 75, 1056, "G2", (0, 0), "C4-C6", "C4-F6",
    ("Tenor Recorder", "Tenorblockflöte", "Flûte à bec ténor", "Flauto dolce tenore", "Flauta dulce tenor"),
    "T. Rec.;T. Bfl.;Fl. à b. t.;Fl. d. t.;Fl. d. t.")
row("recorder.bass", "wind.flutes.recorder.bass", 75, 1058, "F4", (7, 12), "F2-F4", "F2-A4",
    ("Bass Recorder", "Bassblockflöte", "Flûte à bec basse", "Flauto dolce basso", "Flauta dulce bajo"),
    "B. Rec.;B. Bfl.;Fl. à b. b.;Fl. d. b.;Fl. d. b.")
row("whistle.tin", "wind.flutes.whistle.tin", 79, 1060, "G2", (7, 12), "D4-B5", "D4-D6",
    ("Tin Whistle|Penny Whistle|Irish Whistle", "Tin Whistle|Blechflöte", "Tin whistle|Flûte irlandaise", "Tin whistle", "Tin whistle|Flautín irlandés"),
    "T. Wh.|Tin Wh.")
row("whistle.low", "wind.flutes.whistle.low-irish", 79, 1062, "G2", (0, 0), "D4-B5", "D4-D6",
    ("Low Whistle", "Low Whistle", "Low whistle", "Low whistle", "Low whistle"), "L. Wh.|Low Wh.")
row("panpipes", "wind.flutes.panpipes", 76, 1064, "G2", (0, 0), "G4-D7", "G4-G7",
    ("Pan Flute|Panpipes|Pan Pipes|Pan Flutes", "Panflöte", "Flûte de Pan", "Flauto di Pan|Siringa", "Flauta de Pan|Zampoña"), "Pan Fl.;Panfl.;Fl. de Pan")
row("shakuhachi", "wind.flutes.shakuhachi", 78, 1066, "G2", (0, 0), "D4-D6", "D4-A6",
    ("Shakuhachi", "Shakuhachi", "Shakuhachi", "Shakuhachi", "Shakuhachi"), "Shak.")
row("bansuri", "wind.flutes.bansuri", 74, 1068, "G2", (0, 0), "A3-A5", "E3-D6",
    ("Bansuri", "Bansuri", "Bansuri", "Bansuri", "Bansuri"), "Bans.")
row("ney", "wind.flutes.ney", 74, 1070, "G2", (0, 0), "A3-A5", "G3-E6",
    ("Ney|Nay", "Ney|Nay", "Ney|Nay", "Ney|Nay", "Ney|Nay"), "Ney")
row("quena", "wind.flutes.quena", 74, 1072, "G2", (0, 0), "G4-G6", "G4-D7", ("Quena|Kena", "Quena", "Quena|Kena", "Quena", "Quena|Kena"), "Qu.")
row("ocarina", "wind.flutes.ocarina", 80, 1074, "G2", (0, 0), "A4-F6", "A4-F6",
    ("Ocarina", "Okarina", "Ocarina", "Ocarina", "Ocarina"), "Oc.;Ok.;Oc.")

# double reeds
row("oboe", "wind.reed.oboe", 69, 1100, "G2", (0, 0), "C4-D6", "Bb3-A6",
    ("Oboe", "Oboe|Hoboe", "Hautbois", "Oboe", "Oboe"), "Ob.;Ob.;Hb.|Htb.|Hautb.;Ob.;Ob.")
row("oboe.damore", "wind.reed.oboe-damore", 69, 1110, "G2", (-2, -3), "C4-D6", "B3-F6",
    ("Oboe d'Amore|Oboe d'amour", "Oboe d'amore|Liebesoboe", "Hautbois d'amour", "Oboe d'amore", "Oboe d'amore|Oboe de amor"),
    "Ob. d'am.|Ob. d'A.;Ob. d'am.;Hb. d'am.;Ob. d'am.")
row("englishhorn", "wind.reed.english-horn", 70, 1120, "G2", (-4, -7), "B3-C6", "B3-G6",
    ("English Horn|Cor Anglais|Eng. Horn|E. Horn|Engl. Horn", "Englischhorn|Englisch Horn|Englisches Horn|Altoboe", "Cor anglais", "Corno inglese", "Corno inglés"),
    "E. Hn.|E.H.|Eng. Hn.|C. A.|C.A.;Eh.|Engl. Hr.|E. Hr.;C. a.|C. angl.;C. i.|C. ingl.;C. i.|C. ing.")
row("oboe.bass", "wind.reed.oboe.bass", 69, 1130, "G2", (-7, -12), "C4-C6", "Bb3-F6",
    ("Bass Oboe|Baritone Oboe", "Bassoboe|Baritonoboe", "Hautbois baryton", "Oboe basso|Oboe baritono", "Oboe bajo|Oboe barítono"),
    "B. Ob.;Bob.;Hb. bar.;Ob. b.;Ob. b.")
row("heckelphone", "wind.reed.heckelphone", 69, 1132, "G2", (-7, -12), "B3-C6", "A3-G6",
    ("Heckelphone", "Heckelphon", "Heckelphone", "Heckelphon|Heckelfono", "Heckelfón"), "Heck.|Hph.")
row("duduk", "wind.reed.duduk", 112, 1140, "G2", (0, 0), "F#3-A4", "E3-C5",
    ("Duduk|Armenian Duduk", "Duduk", "Doudouk|Duduk", "Duduk", "Duduk"), "Dud.")
row("shawm", "wind.reed.shawm", 112, 1142, "G2", (0, 0), "D4-A5", "C4-C6",
    ("Shawm", "Schalmei", "Chalemie|Chalémie", "Ciaramella|Bombarda", "Chirimía"), "Shm.;Schalm.;Chal.;Ciar.;Chir.")
row("suona", "wind.reed.suona", 112, 1144, "G2", (0, 0), "A4-B6", "G4-D7", ("Suona", "Suona", "Suona", "Suona", "Suona"), "Su.")

# clarinets
row("clarinet.aflat", "wind.reed.clarinet.piccolo.aflat", 72, 1200, "G2", (5, 8), "E3-C6", "E3-G6",
    ("Piccolo Clarinet|Clarinet in Ab|Ab Clarinet", "Pikkoloklarinette|Klarinette in As|As-Klarinette", "Clarinette piccolo|Clarinette en la bémol",
     "Clarinetto piccolo|Clarinetto in La bemolle", "Clarinete piccolo|Clarinete en la bemol"), "Ab Cl.;As-Klar.;Cl. lab;Cl. lab;Cl. lab")
row("clarinet.eflat", "wind.reed.clarinet.eflat", 72, 1210, "G2", (2, 3), "E3-C6", "E3-A6",
    ("Clarinet in Eb|Eb Clarinet|Soprano Clarinet in Eb", "Klarinette in Es|Es-Klarinette", "Clarinette en mi bémol|Petite clarinette",
     "Clarinetto in Mi bemolle|Clarinetto piccolo in Mi bemolle", "Clarinete en mi bemol|Requinto"), "Eb Cl.|E♭ Cl.;Es-Klar.;Pte Cl.|Cl. mib;Cl. mib;Cl. mib|Req.")
row("clarinet.d", "wind.reed.clarinet", 72, 1212, "G2", (1, 2), "E3-C6", "E3-A6",
    ("Clarinet in D|D Clarinet", "Klarinette in D|D-Klarinette", "Clarinette en ré", "Clarinetto in Re", "Clarinete en re"), "D Cl.;D-Klar.;Cl. ré;Cl. re;Cl. re")
row("clarinet.c", "wind.reed.clarinet", 72, 1214, "G2", (0, 0), "E3-D6", "E3-A6",
    ("Clarinet in C|C Clarinet", "Klarinette in C|C-Klarinette", "Clarinette en ut|Clarinette en do", "Clarinetto in Do", "Clarinete en do"),
    "C Cl.;C-Klar.;Cl. ut;Cl. do;Cl. do")
row("clarinet.bflat", "wind.reed.clarinet.bflat", 72, 1220, "G2", (-1, -2), "E3-D6", "E3-C7",
    ("Clarinet|Clarinet in Bb|Bb Clarinet", "Klarinette|Clarinette|Klarinette in B|B-Klarinette", "Clarinette|Clarinette en si bémol",
     "Clarinetto|Clarinetto in Si bemolle", "Clarinete|Clarinete en si bemol"), "Cl.|Clar.|Bb Cl.;Klar.|Kl.|B Kl.;Cl.;Cl.|Clar.;Cl.")
row("clarinet.a", "wind.reed.clarinet.a", 72, 1222, "G2", (-2, -3), "E3-D6", "E3-C7",
    ("Clarinet in A|A Clarinet", "Klarinette in A|A-Klarinette", "Clarinette en la", "Clarinetto in La", "Clarinete en la"),
    "A Cl.;A-Klar.;Cl. la;Cl. la;Cl. la")
row("clarinet.basset", "wind.reed.clarinet.basset", 72, 1224, "G2", (-2, -3), "C3-D6", "C3-A6",
    ("Basset Clarinet", "Bassettklarinette", "Clarinette de basset", "Clarinetto di bassetto", "Clarinete di bassetto|Clarinete basset"),
    "Bst. Cl.;Bst. Kl.;Cl. basset;Cl. bass.;Cl. bst.")
row("bassethorn", "wind.reed.basset-horn", 72, 1230, "G2", (-4, -7), "C3-C6", "C3-G6",
    ("Basset Horn", "Bassetthorn", "Cor de basset", "Corno di bassetto", "Corno di bassetto|Corno de basset"),
    "Bst. Hn.|Bas. Hn.;Bsth.|Bst. Hr.;C. bst.;C. bst.;C. bst.")
row("clarinet.alto", "wind.reed.clarinet.alto", 72, 1232, "G2", (-5, -9), "E3-C6", "Eb3-G6",
    ("Alto Clarinet", "Altklarinette", "Clarinette alto", "Clarinetto contralto", "Clarinete alto|Clarinete contralto"),
    "A. Cl.;Altkl.|A. Kl.;Cl. alto;Cl. contr.;Cl. alto")
row("clarinet.bass", "wind.reed.clarinet.bass", 72, 1240, "G2 F4", (-8, -14), "Eb3-B5", "C3-G6",
    ("Bass Clarinet", "Bassklarinette", "Clarinette basse", "Clarinetto basso|Clarone", "Clarinete bajo"),
    "B. Cl.|Bcl.|Bs. Cl.;Bkl.|B. Kl.|Basskl.;Cl. b.|Cl. bs.;Cl. b.|Clne.;Cl. b.")
row("clarinet.contraalto", "wind.reed.clarinet.contra-alto", 72, 1250, "G2", (-12, -21), "Eb3-G5", "C3-E6",
    ("Contra-alto Clarinet|Contralto Clarinet|Eb Contrabass Clarinet", "Kontraaltklarinette", "Clarinette contralto", "Clarinetto contrabbasso in Mi bemolle",
     "Clarinete contra alto"), "C. A. Cl.|Ca. Cl.;Ka. Kl.;Cl. c. a.;Cl. c. a.;Cl. c. a.")
row("clarinet.contrabass", "wind.reed.clarinet.contrabass", 72, 1252, "G2 F4", (-15, -26), "Eb3-E5", "C3-C6",
    ("Contrabass Clarinet|Bb Contrabass Clarinet", "Kontrabassklarinette", "Clarinette contrebasse", "Clarinetto contrabbasso", "Clarinete contrabajo"),
    "Cb. Cl.|C. B. Cl.;Kbkl.|Kb. Kl.;Cl. cb.;Cl. cb.;Cl. cb.")

# saxophones
_SAX = ("Saxophone|Sax", "Saxophon|Saxofon|Sax", "Saxophone|Saxo", "Sassofono|Sax|Saxofono", "Saxofón|Saxófono|Saxo")


def _sax(en: str, de: str, fr: str, it: str, es: str, more_en: str = "") -> tuple[str, str, str, str, str]:
    """The names of one size: the size before the noun in English and German, after it elsewhere."""
    return (
        "|".join(f"{size} {noun}" for size in en.split("|") for noun in _SAX[0].split("|")) + more_en,
        "|".join(f"{de}{noun.lower()}" for noun in _SAX[1].split("|")),
        "|".join(f"{noun} {fr}" for noun in _SAX[2].split("|")),
        "|".join(f"{noun} {size}" for size in it.split("|") for noun in _SAX[3].split("|")),
        "|".join(f"{noun} {size}" for size in es.split("|") for noun in _SAX[4].split("|")),
    )


row("sax.sopranino", "wind.reed.saxophone.sopranino", 65, 1300, "G2", (2, 3), "Bb3-E6", "Bb3-A6",
    _sax("Sopranino", "Sopranino", "sopranino", "sopranino", "sopranino"), "Sno. Sax.;Sno. Sax.")
row("sax.soprano", "wind.reed.saxophone.soprano", 65, 1310, "G2", (-1, -2), "Bb3-E6", "Bb3-C7",
    _sax("Soprano", "Sopran", "soprano", "soprano", "soprano"), "S. Sax.|Sop. Sax.")
row("sax.alto", "wind.reed.saxophone.alto", 66, 1320, "G2", (-5, -9), "Bb3-F6", "Bb3-C7",
    _sax("Alto", "Alt", "alto", "contralto|alto", "alto|contralto"), "A. Sax.|Alto Sax.|Alt. Sax.")
row("sax.melody", "wind.reed.saxophone.melody", 67, 1325, "G2", (-7, -12), "Bb3-E6", "Bb3-A6",
    ("C Melody Saxophone|Melody Saxophone|C Melody Sax", "C-Melody-Saxophon", "Saxophone ténor en ut", "Sassofono melody", "Saxofón melódico"), "C Mel. Sax.")
row("sax.tenor", "wind.reed.saxophone.tenor", 67, 1330, "G2", (-8, -14), "Bb3-F6", "Bb3-C7",
    _sax("Tenor", "Tenor", "ténor", "tenore", "tenor"), "T. Sax.|Ten. Sax.")
row("sax.baritone", "wind.reed.saxophone.baritone", 68, 1340, "G2", (-12, -21), "A3-D6", "A3-A6",
    _sax("Baritone|Bari|Bari.|Bar.", "Bariton", "baryton", "baritono", "barítono"), "B. Sax.|Bar. Sax.|Bari. Sax.")
row("sax.bass", "wind.reed.saxophone.bass", 68, 1350, "G2", (-15, -26), "Bb3-C6", "Bb3-F6",
    _sax("Bass", "Bass", "basse", "basso", "bajo"), "Bs. Sax.|Bass Sax.")
row("sax.contrabass", "wind.reed.saxophone.contrabass", 68, 1360, "G2", (-19, -33), "Bb3-A5", "Bb3-E6",
    _sax("Contrabass", "Kontrabass", "contrebasse", "contrabbasso", "contrabajo"), "Cb. Sax.;Kb. Sax.;Cb. Sax.")
row("sax", "wind.reed.saxophone", 66, 1319, "G2", (-5, -9), "Bb3-F6", "Bb3-C7", _SAX, "Sax.|Sx.")

# bassoons, which stand below the clarinets and above the saxophones
row("bassoon", "wind.reed.bassoon", 71, 1260, "F4 C4", (0, 0), "Bb1-A4", "A1-E5",
    ("Bassoon", "Fagott", "Basson", "Fagotto", "Fagot"), "Bsn.|Bn.;Fg.|Fag.;Bn.|Bon|Bsn.;Fg.|Fag.;Fg.|Fag.")
row("contrabassoon", "wind.reed.contrabassoon", 71, 1270, "F4", (-7, -12), "Bb1-F4", "A1-Bb4",
    ("Contrabassoon|Double Bassoon", "Kontrafagott", "Contrebasson", "Controfagotto|Contrafagotto", "Contrafagot"),
    "Cbsn.|C. Bn.|C. Bsn.|D. Bn.;Kfg.|Kfag.|K. Fg.;Cbn.|C. Bon;Cfg.|C. Fg.;Cfg.|C. Fg.")
row("sarrusophone", "wind.reed.sarrusaphone", 71, 1272, "F4 G2", (-7, -12), "C2-F4", "Bb1-Bb4",
    ("Contrabass Sarrusophone|Sarrusophone|Sarrusophone in C", "Kontrabasssarrusophon|Sarrusophon", "Sarrussophone contrebasse|Sarrussophone|Sarrusophone",
     "Sarrusofono contrabbasso|Sarrusofono", "Sarrusofón contrabajo|Sarrusofón"), "Sar.|Cb. Sar.|Sarr.")
row("sarrusophone.bass", "wind.reed.sarrusaphone", 68, 1274, "G2", (-8, -14), "C4-E6", "Bb3-G6",
    ("Bass Sarrusophone", "Basssarrusophon", "Sarrussophone basse", "Sarrusofono basso", "Sarrusofón bajo"), "B. Sar.|B. Sarr.")

# free reeds and pipes
row("harmonica", "wind.reed.harmonica", 23, 1400, "G2", (0, 0), "C4-A6", "C4-D7",
    ("Harmonica|Mouth Organ|Chromatic Harmonica|Blues Harp", "Mundharmonika", "Harmonica", "Armonica|Armonica a bocca", "Armónica"),
    "Harm.|Hca.;Mundh.|Mh.;Harm.;Arm.;Arm.")
row("melodica", "wind.reed.melodica", 23, 1410, "G2", (0, 0), "F3-C6", "F3-F6",
    ("Melodica", "Melodica|Melodika", "Mélodica", "Melodica", "Melódica"), "Mel.")
row("bagpipes", "wind.pipes.bagpipes", 110, 1420, "G2", (0, 0), "G4-A5", "G4-A5",
    ("Bagpipes|Bagpipe|Highland Pipes|Great Highland Bagpipe", "Dudelsack|Sackpfeife", "Cornemuse", "Cornamusa|Zampogna", "Gaita|Gaitas"),
    "Bagp.|Bp.;Ds.;Corn.;Cornam.;Gta.")
row("uilleannpipes", "wind.pipes.uilleann", 110, 1430, "G2", (0, 0), "D4-B5", "D4-D6",
    ("Uilleann Pipes|Irish Pipes|Uillean Pipes", "Uilleann Pipes|Irischer Dudelsack", "Uilleann pipes|Cornemuse irlandaise", "Uilleann pipes",
     "Uilleann pipes|Gaita irlandesa"), "Uill. P.|U. Pipes")

WOODWINDS: tuple[Instrument, ...] = tuple(row.instruments)
