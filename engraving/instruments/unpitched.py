"""Unpitched percussion as rows of the instrument table: percussion clef, no range, no key signature.

Where an instrument stands on its staff the source says; the table knows what it is called.
"""

from __future__ import annotations

from engraving.instruments.model import Instrument, Transposition, short_words, words

# fmt: off


ranked: list[str] = []


def _u(id: str, sound: str, names: tuple[str, str, str, str, str], short: str) -> Instrument:
    ranked.append(id)
    return Instrument(
        id=id, sound=sound, names=words(*names), abbreviations=short_words(short), midi_program=None,
        clefs=("percussion",), staves=1, transposition=Transposition(), comfortable=None, extreme=None,
        family="percussion", rank=3200 + 10 * len(ranked), pitched=False, open_key=True,
    )


UNPITCHED: tuple[Instrument, ...] = (
    _u("percussion", "drum.group",
       ("Percussion", "Schlagwerk|Schlagzeug (Orchester)|Perkussion", "Percussion|Percussions", "Percussioni|Percussione", "Percusión"), "Perc.|Per.;Schlw.|Schl.|Perk.;Perc.;Perc.;Perc."),
    _u("drumkit", "drum.group.set",
       ("Drum Set|Drum Kit|Drumset|Drumkit|Drums|Kit|Trap Set", "Schlagzeug|Drumset", "Batterie|Batterie jazz", "Batteria", "Batería"), "Dr.|D.S.|Kit|Drs.;Slzg.|Schlgz.|Schlzg.;Batt.|Bat.;Batt.|Bat.;Bat."),
    _u("snare", "drum.snare-drum",
       ("Snare Drum|Side Drum|Military Drum|Snare|Field Drum|Acoustic Snare|Electric Snare|Side Stick|Concert Snare Drum", "Kleine Trommel|Militärtrommel|Rührtrommel (klein)|Snare", "Caisse claire|Tambour militaire|Tambour", "Tamburo|Cassa chiara|Tamburo militare|Rullante", "Caja|Caja clara|Tambor militar"),
       "S. D.|S. Dr.|Sn. Dr.|Sn.;Kl. Tr.;C. cl.|C. c.;Tamb.|T.ro;Cja."),
    _u("tenordrum", "drum.tenor-drum",
       ("Tenor Drum", "Rührtrommel|Wirbeltrommel|Tenortrommel", "Caisse roulante", "Cassa rullante|Tamburo rullante", "Caja rodante|Redoblante"), "T. D.|T. Dr.;Rtr.;C. r.;C. rull.;C. rod."),
    _u("bassdrum", "drum.bass-drum",
       ("Bass Drum|Concert Bass Drum|Orchestral Bass Drum|Gran Cassa|Acoustic Bass Drum", "Große Trommel|Gr. Trommel", "Grosse caisse", "Gran cassa|Grancassa|Cassa", "Bombo|Gran caja"), "B. D.|B. Dr.|G. C.;Gr. Tr.;G. C.|Gr. c.;G. C.|Gr. c.;Bom."),
    _u("kickdrum", "drum.kick-drum",
       ("Kick Drum|Kick|Foot Drum", "Fußtrommel|Kick", "Grosse caisse à pied", "Cassa a pedale", "Bombo de pie"), "K. D.|Kick"),
    _u("tomtom", "drum.tom-tom",
       ("Tom-tom|Tom|Tom-toms|Concert Toms|High Tom|Low Tom|Mid Tom|Floor Tom|Toms|High Floor Tom|Low Floor Tom", "Tomtom|Tom", "Tom-tom|Tom", "Tom-tom|Tom", "Tom-tom|Tom|Timbal-tom"), "T.-t.|Toms"),
    _u("rototom", "drum.rototom", ("Rototom|Roto-toms", "Rototom", "Rototom", "Rototom", "Rototom"), "Roto."),
    _u("bongos", "drum.bongo", ("Bongos|Bongo|High Bongo|Low Bongo", "Bongos|Bongo", "Bongos|Bongo", "Bonghi|Bongos", "Bongós|Bongó"), "Bo.|Bgo.|Bng."),
    _u("congas", "drum.conga",
       ("Congas|Conga|Tumba|High Conga|Low Conga", "Congas|Conga|Tumba", "Congas|Conga", "Conga|Congas", "Congas|Conga|Tumbadora"), "Con.|Cgs."),
    _u("timbales", "drum.timbale",
       ("Timbales|Timbale|Latin Timbales", "Timbales", "Timbales latines", "Timbales|Timpanetti", "Timbaletas|Pailas|Timbales latinos"), "Timb.|Tmbl."),
    _u("taiko", "drum.taiko", ("Taiko|Taiko Drum|Taikos|Daiko|O-daiko", "Taiko", "Taïko", "Taiko", "Taiko"), "Tai.|Tko."),
    _u("djembe", "drum.djembe", ("Djembe", "Djembe", "Djembé", "Djembe", "Yembé|Djembé"), "Djem."),
    _u("darabuka", "drum.darabuka", ("Darbuka|Darabuka|Doumbek|Dumbek|Goblet Drum", "Darabuka|Darbuka", "Darbouka|Derbouka", "Darabuka|Darbuka", "Darbuka"), "Darb."),
    _u("tabla", "drum.tabla", ("Tabla|Tablas", "Tabla", "Tabla", "Tabla", "Tabla"), "Tab."),
    _u("dhol", "drum.dhol", ("Dhol", "Dhol", "Dhol", "Dhol", "Dhol"), "Dhol"),
    _u("cajon", "drum.cajon", ("Cajon", "Cajón|Cajon", "Cajón", "Cajón", "Cajón"), "Caj."),
    _u("framedrum", "drum.frame-drum",
       ("Frame Drum|Bodhran|Bodhrán|Hand Drum", "Rahmentrommel", "Tambour sur cadre|Bodhran", "Tamburo a cornice", "Pandero|Tambor de marco"), "Fr. Dr.;Rahm.;T. s. c.;T. corn.;Pand."),
    _u("surdo", "drum.surdo", ("Surdo", "Surdo", "Surdo", "Surdo", "Surdo"), "Sur."),
    _u("cuica", "drum.cuica", ("Cuica", "Cuíca", "Cuica", "Cuica", "Cuica"), "Cui."),
    _u("tambourine", "drum.tambourine",
       ("Tambourine", "Schellentrommel|Tamburin|Tambourin", "Tambour de basque", "Tamburello|Tamburo basco", "Pandereta"), "Tamb.;Schtr.|Tamb.;T. de b.|Tamb.;T. b.|Tamb.;Pand."),
    _u("lionsroar", "effect.lions-roar", ("Lion's Roar|String Drum", "Löwengebrüll", "Rugissement de lion|Tambour à corde", "Ruggito di leone", "Rugido de león"), "L. R.;Löw.;Rug.;Rugg.;Rug."),
    _u("logdrum", "drum.log-drum", ("Log Drum|Slit Drum", "Schlitztrommel|Holztrommel", "Tambour de bois", "Tamburo di legno", "Tambor de hendidura"), "Log Dr.;Schl. Tr.;T. de b.;T. l.;T. hend."),
    _u("cymbals", "metal.cymbal.crash",
       ("Cymbals|Crash Cymbals|Crash Cymbal|Cymbal|Clash Cymbals|Piatti|Hand Cymbals|Crash|Orchestral Cymbals", "Becken|Beckenpaar|Beckenschläge", "Cymbales|Cymbales frappées|Cymbale", "Piatti|Piatti a due", "Platillos|Platos|Platillo de choque"),
       "Cym.|Cymb.|Cr. Cym.;Bck.|Beck.;Cymb.|Cymb. fr.;P.tti|Ptti.;Plat.|Plts."),
    _u("suspendedcymbal", "metal.cymbal.suspended",
       ("Suspended Cymbal|Sus. Cymbal|Susp. Cymbal|Sus Cym", "Hängendes Becken|Becken hängend", "Cymbale suspendue", "Piatto sospeso", "Platillo suspendido|Plato suspendido"), "Sus. Cym.|Susp. Cym.|S. Cym.;H. Bck.;Cymb. susp.|C. susp.;P. sosp.;Plat. susp."),
    _u("ride", "metal.cymbal.ride", ("Ride Cymbal|Ride|Ride Bell", "Ride-Becken", "Cymbale ride", "Piatto ride", "Platillo ride"), "Ride"),
    _u("splash", "metal.cymbal.splash", ("Splash Cymbal|Splash", "Splash-Becken", "Cymbale splash", "Piatto splash", "Platillo splash"), "Spl."),
    _u("china", "metal.cymbal.chinese", ("China Cymbal|Chinese Cymbal|China", "Chinesisches Becken|China-Becken", "Cymbale chinoise", "Piatto cinese", "Platillo chino"), "Ch. Cym."),
    _u("sizzle", "metal.cymbal.sizzle", ("Sizzle Cymbal", "Nietenbecken|Sizzle-Becken", "Cymbale à rivets|Cymbale sizzle", "Piatto chiodato", "Platillo sizzle"), "Siz. Cym."),
    _u("hihat", "metal.hi-hat", ("Hi-hat|Hi-hats|Closed Hi-Hat|Open Hi-Hat|Pedal Hi-Hat", "Hi-Hat|Charleston-Maschine", "Charleston|Hi-hat", "Charleston|Hi-hat", "Charles|Hi-hat"), "H. H.|Hh."),
    _u("fingercymbals", "metal.cymbal.finger", ("Finger Cymbals|Finger Cymbal|Zills", "Fingerzimbeln|Zimbeln", "Cymbales à doigts|Cymbales digitales", "Cimbalini|Piattini", "Crótalos de dedos|Chinchines"), "F. Cym.;Fz.;Cymb. d.;Cimb.;Chin."),
    _u("tamtam", "metal.tamtam", ("Tam-tam", "Tamtam|Tam-tam", "Tam-tam", "Tam-tam", "Tam-tam"), "T.-t.|T.T.|Tam.|T. t."),
    _u("gong", "metal.gong", ("Gong|Chinese Gong", "Gong", "Gong", "Gong", "Gong"), "Gng."),
    _u("triangle", "metal.triangle", ("Triangle|Open Triangle|Mute Triangle", "Triangel", "Triangle", "Triangolo", "Triángulo"), "Tri.|Trgl.;Trgl.|Tri.;Trg.|Tri.;Trg.|Tri.;Trg.|Tri."),
    _u("anvil", "metal.anvil", ("Anvil", "Amboss", "Enclume", "Incudine", "Yunque"), "Anv.;Amb.;Encl.;Inc.;Yunq."),
    _u("brakedrum", "metal.brake-drums", ("Brake Drum|Metal Plate", "Bremstrommel", "Tambour de frein", "Tamburo di freno", "Tambor de freno"), "Br. Dr."),
    _u("cowbell", "metal.bells.cowbell", ("Cowbell|Cow Bell", "Kuhglocke|Cowbell", "Cloche à vache|Sonnaille", "Campanaccio", "Cencerro"), "Cow.|C. B.|Cbl.;Kgl.;Cl. v.;Campac.;Cenc."),
    _u("agogo", "metal.bells.agogo", ("Agogo|Agogo Bells|High Agogo|Low Agogo", "Agogo", "Agogô", "Agogo", "Agogó"), "Ag."),
    _u("sleighbells", "metal.bells.sleigh-bells", ("Sleigh Bells|Jingle Bells|Jingle Bell", "Schellen|Schlittenschellen", "Grelots|Clochettes", "Sonagli|Sonagliera", "Cascabeles"), "Sl. B.;Schel.;Grel.;Son.;Casc."),
    _u("belltree", "metal.bells.bell-tree", ("Bell Tree", "Glockenbaum|Bell Tree", "Arbre à clochettes", "Albero di campane", "Árbol de campanas"), "B. Tr."),
    _u("marktree", "metal.bells.mark-tree", ("Mark Tree|Bar Chimes", "Stabglockenspiel (Chimes)|Mark Tree", "Mark tree|Rideau de chimes", "Mark tree|Alberello", "Cortina|Mark tree"), "M. Tr."),
    _u("windchimes", "metal.bells.wind-chimes", ("Wind Chimes|Glass Chimes|Bamboo Chimes|Shell Chimes", "Windspiel|Windglocken", "Carillon éolien|Carillon à vent", "Campane a vento", "Campanas de viento|Cortina de viento"), "W. Ch."),
    _u("thundersheet", "metal.thundersheet", ("Thunder Sheet|Thundersheet", "Donnerblech", "Tôle|Plaque à tonnerre", "Lastra del tuono|Lastra", "Plancha de trueno|Lámina de trueno"), "Th. Sh.;Dbl.;Tôle;Lastra;Pl. tr."),
    _u("flexatone", "metal.flexatone", ("Flexatone", "Flexaton|Flexatone", "Flexatone|Flexaton", "Flessatono|Flexatone", "Flexatón"), "Flex."),
    _u("waterphone", "metal.singing-bowl", ("Waterphone|Singing Bowl|Singing Bowls|Tibetan Bowl", "Waterphone|Klangschale", "Waterphone|Bol chantant", "Waterphone|Campana tibetana", "Waterphone|Cuenco tibetano"), "Wph."),
    _u("spoons", "metal.spoons", ("Spoons", "Löffel", "Cuillères", "Cucchiai", "Cucharas"), "Sp."),
    _u("claves", "wood.claves", ("Claves", "Claves|Klanghölzer", "Claves", "Claves|Legnetti", "Claves"), "Clv."),
    _u("castanets", "wood.castanets", ("Castanets", "Kastagnetten", "Castagnettes", "Nacchere|Castagnette", "Castañuelas"), "Cast.;Kast.;Cast.;Nacc.;Cast."),
    _u("woodblock", "wood.wood-block", ("Wood Block|Woodblock|Wood Blocks|High Wood Block|Low Wood Block", "Holzblock|Holzblöcke|Woodblock", "Wood-block|Bloc de bois", "Blocco di legno|Wood block", "Caja china|Bloque de madera"), "W. B.|W. Bl.|Wd. Bl.;Hbl.;W.-bl.;Bl. l.;C. ch."),
    _u("templeblocks", "wood.temple-block", ("Temple Blocks|Temple Block", "Tempelblöcke|Tempelblock", "Temple-blocks|Temple blocks", "Temple blocks|Blocchi di legno cinesi", "Bloques chinos|Temple blocks"), "T. Bl.|Tpl. Bl."),
    _u("guiro", "wood.guiro", ("Guiro|Short Guiro|Long Guiro", "Guiro|Gurke", "Guiro|Râpe", "Guiro|Raspa", "Güiro"), "Gui.|Gro."),
    _u("whip", "wood.slapstick", ("Whip|Slapstick", "Peitsche|Holzklapper", "Fouet", "Frusta", "Látigo|Fusta"), "Whip|Slap.;Peit.;Ft.;Fr.;Lát."),
    _u("sandblocks", "wood.sand-block", ("Sand Blocks|Sandpaper Blocks|Sand Block", "Sandblöcke|Sandpapier", "Papier de verre", "Carta vetrata|Carta a vetro", "Papel de lija"), "Sd. Bl."),
    _u("maracas", "rattle.maraca", ("Maracas|Maraca", "Maracas|Rumbakugeln", "Maracas", "Maracas", "Maracas"), "Mrcs.|Mar."),
    _u("shaker", "rattle.shaker", ("Shaker|Egg Shaker", "Shaker", "Shaker|Hochet", "Shaker", "Shaker"), "Shk."),
    _u("cabasa", "rattle.cabasa", ("Cabasa|Afuche", "Cabasa|Cabaza", "Cabasa", "Cabasa|Cabaza", "Cabasa"), "Cab."),
    _u("vibraslap", "rattle.vibraslap", ("Vibraslap|Jawbone", "Vibraslap", "Vibraslap", "Vibraslap", "Vibraslap|Quijada"), "Vslp."),
    _u("ratchet", "rattle.ratchet", ("Ratchet|Cog Rattle", "Ratsche|Knarre", "Crécelle", "Raganella", "Carraca|Matraca"), "Rat.;Rat.;Créc.;Rag.;Carr."),
    _u("rainstick", "rattle.rain-stick", ("Rainstick|Rain Stick", "Regenstab|Regenmacher", "Bâton de pluie", "Bastone della pioggia", "Palo de lluvia"), "Rain."),
    _u("windmachine", "effect.wind", ("Wind Machine", "Windmaschine", "Éoliphone|Machine à vent", "Macchina del vento|Eolifono", "Máquina de viento"), "W. M.;Wm.;Éol.;M. v.;M. v."),
    _u("siren", "effect.siren", ("Siren", "Sirene", "Sirène", "Sirena", "Sirena"), "Sir."),
    _u("whistle", "effect.whistle", ("Whistle|Police Whistle|Short Whistle|Long Whistle|Slide Whistle", "Trillerpfeife|Pfeife|Lotosflöte", "Sifflet|Sifflet à roulette|Flûte à coulisse", "Fischietto", "Silbato|Pito"), "Wh.;Pf.;Siff.;Fisch.;Silb."),
    _u("handclap", "effect.hand-clap", ("Hand Clap|Handclaps|Claps", "Händeklatschen|Klatschen", "Claquements de mains", "Battito di mani", "Palmas"), "Clap"),
    _u("fingersnap", "effect.snap", ("Finger Snaps|Snaps|Finger Snap", "Fingerschnippen", "Claquements de doigts", "Schiocco di dita", "Chasquidos"), "Snap"),
    _u("click", "effect.metronome-click", ("Click|Click Track|Metronome", "Klick|Metronom", "Clic|Métronome", "Click|Metronomo", "Claqueta|Metrónomo"), "Clk."),
)
