"""Unpitched percussion: what each sound is called and where it stands on the staff.

`position` counts staff steps above the bottom line of a five-line staff (0 the bottom line, 4 the middle line,
8 the top line, 9 the space above it, -1 the space below). `notehead` is a MusicXML notehead-value. `keys` are
General MIDI percussion keys, 1-based as in MusicXML `<midi-unpitched>` (GM key 38 is written 39), the plain
stroke first. Positions follow the usual drum-set layout; an instrument with a staff to itself is set on the
middle line whatever its position here.
"""

from __future__ import annotations

from msgspec import Struct

from engraving.instruments.model import Instrument, Transposition, Words, short_words, words

# fmt: off


class UnpitchedSound(Struct, frozen=True, gc=False):
    """One unpitched instrument, drum-set piece or effect; the fields are described in the module."""

    id: str
    sound: str
    names: Words
    abbreviations: Words
    keys: tuple[int, ...]
    position: int
    notehead: str
    rank: int


def _u(
    id: str, sound: str, keys: str, position: int, notehead: str, names: tuple[str, str, str, str, str], short: str
) -> UnpitchedSound:
    ranked.append(id)
    return UnpitchedSound(
        id=id, sound=sound, names=words(*names), abbreviations=short_words(short),
        keys=tuple(int(key) for key in keys.split()), position=position, notehead=notehead, rank=3200 + 10 * len(ranked),
    )


ranked: list[str] = []

UNPITCHED: tuple[UnpitchedSound, ...] = (
    _u("percussion", "drum.group", "", 4, "normal",
       ("Percussion", "Schlagwerk|Schlagzeug (Orchester)|Perkussion", "Percussion|Percussions", "Percussioni|Percussione", "Percusión"), "Perc.|Per.;Schlw.|Schl.|Perk.;Perc.;Perc.;Perc."),
    _u("drumkit", "drum.group.set", "", 4, "normal",
       ("Drum Set|Drum Kit|Drumset|Drumkit|Drums|Kit|Trap Set", "Schlagzeug|Drumset", "Batterie|Batterie jazz", "Batteria", "Batería"), "Dr.|D.S.|Kit|Drs.;Slzg.|Schlgz.|Schlzg.;Batt.|Bat.;Batt.|Bat.;Bat."),
    _u("snare", "drum.snare-drum", "39 41 38 40", 5, "normal",
       ("Snare Drum|Side Drum|Military Drum|Snare|Field Drum|Acoustic Snare|Electric Snare|Side Stick|Concert Snare Drum", "Kleine Trommel|Militärtrommel|Rührtrommel (klein)|Snare", "Caisse claire|Tambour militaire|Tambour", "Tamburo|Cassa chiara|Tamburo militare|Rullante", "Caja|Caja clara|Tambor militar"),
       "S. D.|S. Dr.|Sn. Dr.|Sn.;Kl. Tr.;C. cl.|C. c.;Tamb.|T.ro;Cja."),
    _u("tenordrum", "drum.tenor-drum", "", 3, "normal",
       ("Tenor Drum", "Rührtrommel|Wirbeltrommel|Tenortrommel", "Caisse roulante", "Cassa rullante|Tamburo rullante", "Caja rodante|Redoblante"), "T. D.|T. Dr.;Rtr.;C. r.;C. rull.;C. rod."),
    _u("bassdrum", "drum.bass-drum", "37 36", 1, "normal",
       ("Bass Drum|Concert Bass Drum|Orchestral Bass Drum|Gran Cassa|Acoustic Bass Drum", "Große Trommel|Gr. Trommel", "Grosse caisse", "Gran cassa|Grancassa|Cassa", "Bombo|Gran caja"), "B. D.|B. Dr.|G. C.;Gr. Tr.;G. C.|Gr. c.;G. C.|Gr. c.;Bom."),
    _u("kickdrum", "drum.kick-drum", "37 36", 1, "normal",
       ("Kick Drum|Kick|Foot Drum", "Fußtrommel|Kick", "Grosse caisse à pied", "Cassa a pedale", "Bombo de pie"), "K. D.|Kick"),
    _u("tomtom", "drum.tom-tom", "48 51 49 46 44 42", 6, "normal",
       ("Tom-tom|Tom|Tom-toms|Concert Toms|High Tom|Low Tom|Mid Tom|Floor Tom|Toms|High Floor Tom|Low Floor Tom", "Tomtom|Tom", "Tom-tom|Tom", "Tom-tom|Tom", "Tom-tom|Tom|Timbal-tom"), "T.-t.|Toms"),
    _u("rototom", "drum.rototom", "", 6, "normal", ("Rototom|Roto-toms", "Rototom", "Rototom", "Rototom", "Rototom"), "Roto."),
    _u("bongos", "drum.bongo", "62 61", 7, "normal", ("Bongos|Bongo|High Bongo|Low Bongo", "Bongos|Bongo", "Bongos|Bongo", "Bonghi|Bongos", "Bongós|Bongó"), "Bo.|Bgo.|Bng."),
    _u("congas", "drum.conga", "64 63 65", 5, "normal",
       ("Congas|Conga|Tumba|High Conga|Low Conga", "Congas|Conga|Tumba", "Congas|Conga", "Conga|Congas", "Congas|Conga|Tumbadora"), "Con.|Cgs."),
    _u("timbales", "drum.timbale", "66 67", 5, "normal",
       ("Timbales|Timbale|Latin Timbales", "Timbales", "Timbales latines", "Timbales|Timpanetti", "Timbaletas|Pailas|Timbales latinos"), "Timb.|Tmbl."),
    _u("taiko", "drum.taiko", "", 1, "normal", ("Taiko|Taiko Drum|Taikos|Daiko|O-daiko", "Taiko", "Taïko", "Taiko", "Taiko"), "Tai.|Tko."),
    _u("djembe", "drum.djembe", "", 4, "normal", ("Djembe", "Djembe", "Djembé", "Djembe", "Yembé|Djembé"), "Djem."),
    _u("darabuka", "drum.darabuka", "", 4, "normal", ("Darbuka|Darabuka|Doumbek|Dumbek|Goblet Drum", "Darabuka|Darbuka", "Darbouka|Derbouka", "Darabuka|Darbuka", "Darbuka"), "Darb."),
    _u("tabla", "drum.tabla", "", 4, "normal", ("Tabla|Tablas", "Tabla", "Tabla", "Tabla", "Tabla"), "Tab."),
    _u("dhol", "drum.dhol", "", 3, "normal", ("Dhol", "Dhol", "Dhol", "Dhol", "Dhol"), "Dhol"),
    _u("cajon", "drum.cajon", "", 4, "normal", ("Cajon", "Cajón|Cajon", "Cajón", "Cajón", "Cajón"), "Caj."),
    _u("framedrum", "drum.frame-drum", "", 4, "normal",
       ("Frame Drum|Bodhran|Bodhrán|Hand Drum", "Rahmentrommel", "Tambour sur cadre|Bodhran", "Tamburo a cornice", "Pandero|Tambor de marco"), "Fr. Dr.;Rahm.;T. s. c.;T. corn.;Pand."),
    _u("surdo", "drum.surdo", "87 88", 1, "normal", ("Surdo", "Surdo", "Surdo", "Surdo", "Surdo"), "Sur."),
    _u("cuica", "drum.cuica", "80 79", 5, "normal", ("Cuica", "Cuíca", "Cuica", "Cuica", "Cuica"), "Cui."),
    _u("tambourine", "drum.tambourine", "55", 7, "normal",
       ("Tambourine", "Schellentrommel|Tamburin|Tambourin", "Tambour de basque", "Tamburello|Tamburo basco", "Pandereta"), "Tamb.;Schtr.|Tamb.;T. de b.|Tamb.;T. b.|Tamb.;Pand."),
    _u("lionsroar", "effect.lions-roar", "", 1, "normal", ("Lion's Roar|String Drum", "Löwengebrüll", "Rugissement de lion|Tambour à corde", "Ruggito di leone", "Rugido de león"), "L. R.;Löw.;Rug.;Rugg.;Rug."),
    _u("logdrum", "drum.log-drum", "", 4, "normal", ("Log Drum|Slit Drum", "Schlitztrommel|Holztrommel", "Tambour de bois", "Tamburo di legno", "Tambor de hendidura"), "Log Dr.;Schl. Tr.;T. de b.;T. l.;T. hend."),
    _u("cymbals", "metal.cymbal.crash", "50 58", 9, "x",
       ("Cymbals|Crash Cymbals|Crash Cymbal|Cymbal|Clash Cymbals|Piatti|Hand Cymbals|Crash|Orchestral Cymbals", "Becken|Beckenpaar|Beckenschläge", "Cymbales|Cymbales frappées|Cymbale", "Piatti|Piatti a due", "Platillos|Platos|Platillo de choque"),
       "Cym.|Cymb.|Cr. Cym.;Bck.|Beck.;Cymb.|Cymb. fr.;P.tti|Ptti.;Plat.|Plts."),
    _u("suspendedcymbal", "metal.cymbal.suspended", "", 9, "x",
       ("Suspended Cymbal|Sus. Cymbal|Susp. Cymbal|Sus Cym", "Hängendes Becken|Becken hängend", "Cymbale suspendue", "Piatto sospeso", "Platillo suspendido|Plato suspendido"), "Sus. Cym.|Susp. Cym.|S. Cym.;H. Bck.;Cymb. susp.|C. susp.;P. sosp.;Plat. susp."),
    _u("ride", "metal.cymbal.ride", "52 60 54", 8, "x", ("Ride Cymbal|Ride|Ride Bell", "Ride-Becken", "Cymbale ride", "Piatto ride", "Platillo ride"), "Ride"),
    _u("splash", "metal.cymbal.splash", "56", 10, "x", ("Splash Cymbal|Splash", "Splash-Becken", "Cymbale splash", "Piatto splash", "Platillo splash"), "Spl."),
    _u("china", "metal.cymbal.chinese", "53", 10, "x", ("China Cymbal|Chinese Cymbal|China", "Chinesisches Becken|China-Becken", "Cymbale chinoise", "Piatto cinese", "Platillo chino"), "Ch. Cym."),
    _u("sizzle", "metal.cymbal.sizzle", "", 9, "x", ("Sizzle Cymbal", "Nietenbecken|Sizzle-Becken", "Cymbale à rivets|Cymbale sizzle", "Piatto chiodato", "Platillo sizzle"), "Siz. Cym."),
    _u("hihat", "metal.hi-hat", "43 47 45", 9, "x", ("Hi-hat|Hi-hats|Closed Hi-Hat|Open Hi-Hat|Pedal Hi-Hat", "Hi-Hat|Charleston-Maschine", "Charleston|Hi-hat", "Charleston|Hi-hat", "Charles|Hi-hat"), "H. H.|Hh."),
    _u("fingercymbals", "metal.cymbal.finger", "", 9, "x", ("Finger Cymbals|Finger Cymbal|Zills", "Fingerzimbeln|Zimbeln", "Cymbales à doigts|Cymbales digitales", "Cimbalini|Piattini", "Crótalos de dedos|Chinchines"), "F. Cym.;Fz.;Cymb. d.;Cimb.;Chin."),
    _u("tamtam", "metal.tamtam", "", 0, "normal", ("Tam-tam", "Tamtam|Tam-tam", "Tam-tam", "Tam-tam", "Tam-tam"), "T.-t.|T.T.|Tam.|T. t."),
    _u("gong", "metal.gong", "", 0, "normal", ("Gong|Chinese Gong", "Gong", "Gong", "Gong", "Gong"), "Gng."),
    _u("triangle", "metal.triangle", "82 81", 10, "triangle", ("Triangle|Open Triangle|Mute Triangle", "Triangel", "Triangle", "Triangolo", "Triángulo"), "Tri.|Trgl.;Trgl.|Tri.;Trg.|Tri.;Trg.|Tri.;Trg.|Tri."),
    _u("anvil", "metal.anvil", "", 6, "x", ("Anvil", "Amboss", "Enclume", "Incudine", "Yunque"), "Anv.;Amb.;Encl.;Inc.;Yunq."),
    _u("brakedrum", "metal.brake-drums", "", 6, "x", ("Brake Drum|Metal Plate", "Bremstrommel", "Tambour de frein", "Tamburo di freno", "Tambor de freno"), "Br. Dr."),
    _u("cowbell", "metal.bells.cowbell", "57", 8, "triangle", ("Cowbell|Cow Bell", "Kuhglocke|Cowbell", "Cloche à vache|Sonnaille", "Campanaccio", "Cencerro"), "Cow.|C. B.|Cbl.;Kgl.;Cl. v.;Campac.;Cenc."),
    _u("agogo", "metal.bells.agogo", "68 69", 8, "triangle", ("Agogo|Agogo Bells|High Agogo|Low Agogo", "Agogo", "Agogô", "Agogo", "Agogó"), "Ag."),
    _u("sleighbells", "metal.bells.sleigh-bells", "84", 9, "normal", ("Sleigh Bells|Jingle Bells|Jingle Bell", "Schellen|Schlittenschellen", "Grelots|Clochettes", "Sonagli|Sonagliera", "Cascabeles"), "Sl. B.;Schel.;Grel.;Son.;Casc."),
    _u("belltree", "metal.bells.bell-tree", "85", 9, "diamond", ("Bell Tree", "Glockenbaum|Bell Tree", "Arbre à clochettes", "Albero di campane", "Árbol de campanas"), "B. Tr."),
    _u("marktree", "metal.bells.mark-tree", "", 9, "diamond", ("Mark Tree|Bar Chimes", "Stabglockenspiel (Chimes)|Mark Tree", "Mark tree|Rideau de chimes", "Mark tree|Alberello", "Cortina|Mark tree"), "M. Tr."),
    _u("windchimes", "metal.bells.wind-chimes", "", 9, "diamond", ("Wind Chimes|Glass Chimes|Bamboo Chimes|Shell Chimes", "Windspiel|Windglocken", "Carillon éolien|Carillon à vent", "Campane a vento", "Campanas de viento|Cortina de viento"), "W. Ch."),
    _u("thundersheet", "metal.thundersheet", "", 0, "normal", ("Thunder Sheet|Thundersheet", "Donnerblech", "Tôle|Plaque à tonnerre", "Lastra del tuono|Lastra", "Plancha de trueno|Lámina de trueno"), "Th. Sh.;Dbl.;Tôle;Lastra;Pl. tr."),
    _u("flexatone", "metal.flexatone", "", 8, "diamond", ("Flexatone", "Flexaton|Flexatone", "Flexatone|Flexaton", "Flessatono|Flexatone", "Flexatón"), "Flex."),
    _u("waterphone", "metal.singing-bowl", "", 8, "diamond", ("Waterphone|Singing Bowl|Singing Bowls|Tibetan Bowl", "Waterphone|Klangschale", "Waterphone|Bol chantant", "Waterphone|Campana tibetana", "Waterphone|Cuenco tibetano"), "Wph."),
    _u("spoons", "metal.spoons", "", 6, "x", ("Spoons", "Löffel", "Cuillères", "Cucchiai", "Cucharas"), "Sp."),
    _u("claves", "wood.claves", "76", 8, "x", ("Claves", "Claves|Klanghölzer", "Claves", "Claves|Legnetti", "Claves"), "Clv."),
    _u("castanets", "wood.castanets", "86", 8, "x", ("Castanets", "Kastagnetten", "Castagnettes", "Nacchere|Castagnette", "Castañuelas"), "Cast.;Kast.;Cast.;Nacc.;Cast."),
    _u("woodblock", "wood.wood-block", "77 78", 8, "triangle", ("Wood Block|Woodblock|Wood Blocks|High Wood Block|Low Wood Block", "Holzblock|Holzblöcke|Woodblock", "Wood-block|Bloc de bois", "Blocco di legno|Wood block", "Caja china|Bloque de madera"), "W. B.|W. Bl.|Wd. Bl.;Hbl.;W.-bl.;Bl. l.;C. ch."),
    _u("templeblocks", "wood.temple-block", "", 6, "triangle", ("Temple Blocks|Temple Block", "Tempelblöcke|Tempelblock", "Temple-blocks|Temple blocks", "Temple blocks|Blocchi di legno cinesi", "Bloques chinos|Temple blocks"), "T. Bl.|Tpl. Bl."),
    _u("guiro", "wood.guiro", "74 75", 7, "x", ("Guiro|Short Guiro|Long Guiro", "Guiro|Gurke", "Guiro|Râpe", "Guiro|Raspa", "Güiro"), "Gui.|Gro."),
    _u("whip", "wood.slapstick", "", 6, "x", ("Whip|Slapstick", "Peitsche|Holzklapper", "Fouet", "Frusta", "Látigo|Fusta"), "Whip|Slap.;Peit.;Ft.;Fr.;Lát."),
    _u("sandblocks", "wood.sand-block", "", 6, "x", ("Sand Blocks|Sandpaper Blocks|Sand Block", "Sandblöcke|Sandpapier", "Papier de verre", "Carta vetrata|Carta a vetro", "Papel de lija"), "Sd. Bl."),
    _u("maracas", "rattle.maraca", "71", 7, "x", ("Maracas|Maraca", "Maracas|Rumbakugeln", "Maracas", "Maracas", "Maracas"), "Mrcs.|Mar."),
    _u("shaker", "rattle.shaker", "83", 7, "x", ("Shaker|Egg Shaker", "Shaker", "Shaker|Hochet", "Shaker", "Shaker"), "Shk."),
    _u("cabasa", "rattle.cabasa", "70", 7, "x", ("Cabasa|Afuche", "Cabasa|Cabaza", "Cabasa", "Cabasa|Cabaza", "Cabasa"), "Cab."),
    _u("vibraslap", "rattle.vibraslap", "59", 7, "diamond", ("Vibraslap|Jawbone", "Vibraslap", "Vibraslap", "Vibraslap", "Vibraslap|Quijada"), "Vslp."),
    _u("ratchet", "rattle.ratchet", "", 6, "x", ("Ratchet|Cog Rattle", "Ratsche|Knarre", "Crécelle", "Raganella", "Carraca|Matraca"), "Rat.;Rat.;Créc.;Rag.;Carr."),
    _u("rainstick", "rattle.rain-stick", "", 6, "normal", ("Rainstick|Rain Stick", "Regenstab|Regenmacher", "Bâton de pluie", "Bastone della pioggia", "Palo de lluvia"), "Rain."),
    _u("windmachine", "effect.wind", "", 4, "normal", ("Wind Machine", "Windmaschine", "Éoliphone|Machine à vent", "Macchina del vento|Eolifono", "Máquina de viento"), "W. M.;Wm.;Éol.;M. v.;M. v."),
    _u("siren", "effect.siren", "", 6, "normal", ("Siren", "Sirene", "Sirène", "Sirena", "Sirena"), "Sir."),
    _u("whistle", "effect.whistle", "72 73", 8, "x", ("Whistle|Police Whistle|Short Whistle|Long Whistle|Slide Whistle", "Trillerpfeife|Pfeife|Lotosflöte", "Sifflet|Sifflet à roulette|Flûte à coulisse", "Fischietto", "Silbato|Pito"), "Wh.;Pf.;Siff.;Fisch.;Silb."),
    _u("handclap", "effect.hand-clap", "40", 6, "x", ("Hand Clap|Handclaps|Claps", "Händeklatschen|Klatschen", "Claquements de mains", "Battito di mani", "Palmas"), "Clap"),
    _u("fingersnap", "effect.snap", "", 6, "x", ("Finger Snaps|Snaps|Finger Snap", "Fingerschnippen", "Claquements de doigts", "Schiocco di dita", "Chasquidos"), "Snap"),
    _u("click", "effect.metronome-click", "34", 4, "x", ("Click|Click Track|Metronome", "Klick|Metronom", "Clic|Métronome", "Click|Metronomo", "Claqueta|Metrónomo"), "Clk."),
)

BY_MIDI_KEY: dict[int, UnpitchedSound] = {
    key: sound for sound in reversed(UNPITCHED) if sound.id != "kickdrum" for key in reversed(sound.keys)
}
"""General MIDI percussion key (1-based, as `<midi-unpitched>`) to what it strikes."""


def _instrument(sound: UnpitchedSound) -> Instrument:
    return Instrument(
        id=sound.id, sound=sound.sound, names=sound.names, abbreviations=sound.abbreviations, midi_program=None,
        clefs=("percussion",), staves=1, transposition=Transposition(), comfortable=None, extreme=None,
        family="percussion", rank=sound.rank, pitched=False, open_key=True,
    )


UNPITCHED_INSTRUMENTS: tuple[Instrument, ...] = tuple(_instrument(sound) for sound in UNPITCHED)
"""The same as rows of the instrument table: percussion clef, no range, no key signature."""
