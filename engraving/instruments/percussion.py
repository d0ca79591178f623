"""Timpani and pitched percussion rows. Ranges are written pitch; the unpitched are in `unpitched`."""

from __future__ import annotations

from engraving.instruments.model import Instrument, Rows
from engraving.instruments.unpitched import UNPITCHED

# fmt: off

row = Rows("percussion")

row("timpani", "drum.timpani", 48, 3000, "F4", (0, 0), "F2-F3", "C2-C4",
    ("Timpani|Kettle Drums|Kettledrums|Timps|Tympani", "Pauken|Pauke", "Timbales (orchestre)|Timbales", "Timpani|Timpano", "Timbales sinfónicos|Timbales|Tímpanos|Tímpani"),
    "Timp.|Tmp.;Pk.;Timb.;Timp.|Tp.;Timb.|Timp.", open_key=True, family="timpani")
row("glockenspiel", "pitched-percussion.glockenspiel", 10, 3100, "G2", (14, 24), "G3-C6", "F3-E6",
    ("Glockenspiel|Orchestra Bells|Orchestral Bells|Glock|Bells (glockenspiel)", "Glockenspiel|Stabglockenspiel", "Jeu de timbres|Glockenspiel|Carillon", "Campanelli|Glockenspiel", "Campanólogo|Lira|Glockenspiel|Juego de timbres"),
    "Glk.|Glock.|Gsp.|Glsp.;Glsp.|Gsp.;J. de t.|J. d. t.;Camp.lli|Cmplli.;Glk.")
row("bells.lyre", "pitched-percussion.bell-lyre", 10, 3102, "G2", (14, 24), "A3-A5", "A3-A5",
    ("Bell Lyre", "Lyra|Militärglockenspiel", "Lyre à cloches", "Lira (campanelli)", "Lira de campanas"), "B. Lyr.")
row("xylophone", "pitched-percussion.xylophone", 14, 3110, "G2", (7, 12), "F3-C7", "C3-C7",
    ("Xylophone", "Xylophon|Xylofon", "Xylophone", "Xilofono|Silofono", "Xilófono|Xilofón"), "Xyl.|Xylo.;Xyl.;Xyl.;Xil.|Sil.;Xil.")
row("xylorimba", "pitched-percussion.xylorimba", 14, 3112, "G2", (0, 0), "C4-C7", "C4-C8",
    ("Xylorimba|Xylomarimba", "Xylorimba|Xylomarimba", "Xylorimba", "Xilorimba|Xilomarimba", "Xilorimba"), "Xylrb.")
row("vibraphone", "pitched-percussion.vibraphone", 12, 3120, "G2", (0, 0), "F3-F6", "C3-F6",
    ("Vibraphone|Vibes|Vibraharp", "Vibraphon|Vibrafon", "Vibraphone", "Vibrafono", "Vibráfono"), "Vib.|Vibr.|Vbp.")
row("marimba", "pitched-percussion.marimba", 13, 3130, "G2 F4", (0, 0), "A2-C7", "C2-C7",
    ("Marimba|Marimbaphone", "Marimba|Marimbaphon", "Marimba", "Marimba", "Marimba"), "Mar.|Mrb.|Mba.")
row("marimba.bass", "pitched-percussion.marimba.bass", 13, 3132, "F4", (0, 0), "C2-C4", "G1-F4",
    ("Bass Marimba", "Bassmarimba", "Marimba basse", "Marimba bassa|Marimba basso", "Marimba baja|Marimba bajo"), "B. Mar.|B. Mrb.")
row("tubularbells", "pitched-percussion.tubular-bells", 15, 3140, "G2", (0, 0), "C4-F5", "C4-G5",
    ("Tubular Bells|Chimes|Orchestral Chimes|Bells", "Röhrenglocken|Glocken", "Cloches tubulaires|Cloches|Cloches-tubes", "Campane tubolari|Campane", "Campanas tubulares|Campanas"),
    "Tub. B.|T. B.|Chm.|Tub. Bells;Rgl.|Rögl.|Glk.;Cl. t.|Cloch.;Camp.;Camp.")
row("bells.church", "metal.bells.church", 15, 3142, "F4 G2", (0, 0), "C3-C5", "C2-G5",
    ("Church Bells|Church Bell", "Kirchenglocken", "Cloches d'église", "Campane da chiesa", "Campanas de iglesia"), "Ch. B.;Kgl.;Cl. d'ég.;Camp. ch.;Camp. igl.")
row("bells.plate", "metal.bells.bell-plate", 15, 3144, "F4 G2", (0, 0), "C3-C5", "C2-G5",
    ("Bell Plates|Bell Plate|Plate Bells", "Plattenglocken|Glockenplatten", "Cloches-plaques", "Campane in lastra", "Campanas de placa"), "B. Pl.;Plgl.;Cl.-pl.;C. l.;C. pl.")
row("crotales", "metal.crotales", 15, 3150, "G2", (14, 24), "C4-C6", "F3-E6",
    ("Crotales|Antique Cymbals|Crotale", "Crotales|Antike Zimbeln|Zymbeln", "Crotales|Cymbales antiques", "Crotali|Cimbali antichi", "Crótalos"), "Crot.|Crt.")
row("handbells", "pitched-percussion.handbells", 15, 3152, "G2 F4", (7, 12), "C3-C6", "C2-C7",
    ("Handbells|Hand Bells", "Handglocken", "Cloches à main|Clochettes à main", "Campane a mano", "Campanas de mano"), "Hbls.|H. B.;Hdgl.;Cl. m.;Camp. m.;Camp. m.", staves=2)
row("almglocken", "metal.bells.almglocken", 113, 3154, "G2", (0, 0), "C4-C6", "C3-F6",
    ("Almglocken|Tuned Cowbells", "Almglocken|Herdenglocken", "Cloches de vache accordées|Sonnailles de troupeau", "Campanacci", "Cencerros afinados"), "Almgl.")
row("tunedgongs", "metal.gong.thai", 15, 3156, "F4 G2", (0, 0), "C3-C5", "C2-C6",
    ("Tuned Gongs|Thai Gongs|Nipple Gongs", "Gestimmte Gongs|Buckelgongs", "Gongs accordés|Gongs thaïlandais", "Gong intonati|Gong thailandesi", "Gongs afinados"), "Tnd. Gng.")
row("steeldrums", "metal.steel-drums", 115, 3160, "G2", (0, 0), "C4-C6", "C4-G6",
    ("Steel Drums|Steel Pan|Steel Drum|Steel Pans", "Steeldrum|Steel Drums|Stahltrommel", "Steel-drum|Steel drums", "Steel drum", "Tambor metálico|Steel drum"), "St. Dr.|S. Pan")
row("cimbalom", "pitched-percussion.cimbalom", 16, 3170, "G2 F4", (0, 0), "D2-E6", "C2-A6",
    ("Cimbalom|Hungarian Dulcimer", "Cimbalom|Zymbal|Hackbrett (ungarisch)", "Cymbalum|Cimbalom", "Cimbalom|Zimbalon", "Címbalo húngaro|Cimbalom|Cimbalón"), "Cimb.|Cbm.", staves=2)
row("dulcimer", "pitched-percussion.hammer-dulcimer", 16, 3172, "G2", (0, 0), "D3-D6", "G2-G6",
    ("Hammered Dulcimer|Hammer Dulcimer|Dulcimer", "Hackbrett", "Tympanon|Dulcimer", "Salterio", "Dulcémele|Salterio"), "Dulc.;Hbr.;Tymp.;Salt.;Dulc.")
row("glassharmonica", "pitched-percussion.glass-harmonica", 93, 3180, "G2 F4", (0, 0), "C4-C6", "G3-C7",
    ("Glass Harmonica|Armonica (glass)|Glass Armonica", "Glasharmonika", "Harmonica de verre", "Armonica a bicchieri|Glassarmonica", "Armónica de cristal"), "Gl. Harm.", staves=2)
row("crystalglasses", "pitched-percussion.crystal-glasses", 93, 3182, "G2", (0, 0), "C4-C6", "G3-C7",
    ("Crystal Glasses|Wine Glasses|Glass Harp|Tuned Glasses", "Gläser|Glasharfe|Gläserspiel", "Verres|Verres musicaux", "Bicchieri", "Copas|Copas musicales"), "Gls.;Gls.;Vrs.;Bicch.;Cop.")
row("musicalsaw", "metal.musical-saw", None, 3184, "G2", (0, 0), "C4-C6", "F3-E6",
    ("Musical Saw|Saw", "Singende Säge", "Scie musicale", "Sega|Sega musicale", "Sierra musical|Serrucho"), "M. Saw;S. Säge;Sc. mus.;Sega;Sier.")
row("kalimba", "pitched-percussion.kalimba", 109, 3190, "G2", (0, 0), "C4-C6", "C4-E6",
    ("Kalimba|Thumb Piano", "Kalimba|Daumenklavier", "Kalimba", "Kalimba", "Kalimba"), "Kal.")
row("mbira", "pitched-percussion.mbira", 109, 3192, "G2", (0, 0), "G3-D6", "G3-G6",
    ("Mbira", "Mbira", "Mbira", "Mbira", "Mbira"), "Mbi.")
row("musicbox", "pitched-percussion.music-box", 11, 3194, "G2", (0, 0), "C4-C7", "F3-F7",
    ("Music Box", "Spieldose|Spieluhr", "Boîte à musique", "Carillon (scatola)|Scatola musicale", "Caja de música"), "Mus. Box")

PERCUSSION: tuple[Instrument, ...] = (*row.instruments, *UNPITCHED)
