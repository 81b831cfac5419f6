"""The invented words of the demo city, in three languages."""

from eduhub.kit.lang import Text

STEMS: tuple[tuple[str, str, str, str, Text], ...] = (  # fi, sv, en, hint of the subject, pitch
    (
        "Murto",
        "Bråk",
        "Fraction",
        "math",
        Text(
            "Murtoluvut tutuiksi lyhyillä tehtävillä",
            "Bråktal i korta uppgifter",
            "Fractions in short tasks",
        ),
    ),
    (
        "Lasku",
        "Räkne",
        "Counting",
        "math",
        Text(
            "Peruslaskut sujuviksi kymmenessä minuutissa",
            "Säker huvudräkning på tio minuter",
            "Fluent arithmetic in ten minutes",
        ),
    ),
    (
        "Kulma",
        "Vinkel",
        "Angle",
        "math",
        Text(
            "Geometriaa käsin ja kuvin",
            "Geometri med händer och bilder",
            "Geometry by hand and in pictures",
        ),
    ),
    (
        "Sana",
        "Ord",
        "Word",
        "mother-tongue",
        Text(
            "Sanavarasto kasvaa pari sanaa päivässä",
            "Ordförrådet växer några ord om dagen",
            "A few new words a day",
        ),
    ),
    (
        "Tarina",
        "Sago",
        "Story",
        "mother-tongue",
        Text(
            "Oppilaat kirjoittavat tarinoita yhdessä",
            "Eleverna skriver berättelser tillsammans",
            "Pupils write stories together",
        ),
    ),
    (
        "Luku",
        "Läs",
        "Reading",
        "mother-tongue",
        Text(
            "Lukemista ääneen omalla tahdilla",
            "Högläsning i egen takt",
            "Reading aloud at one's own pace",
        ),
    ),
    (
        "Kieli",
        "Språk",
        "Language",
        "foreign",
        Text(
            "Uusi kieli arjen tilanteissa",
            "Ett nytt språk i vardagen",
            "A new language in everyday situations",
        ),
    ),
    (
        "Naapuri",
        "Grann",
        "Neighbour",
        "second-national",
        Text(
            "Ruotsia naapuriluokan kanssa",
            "Svenska tillsammans med grannklassen",
            "Swedish with the class next door",
        ),
    ),
    (
        "Metsä",
        "Skogs",
        "Forest",
        "environment",
        Text(
            "Luontoretki, jolla mitataan ja kysytään",
            "En utflykt där man mäter och frågar",
            "A walk in which pupils measure and ask",
        ),
    ),
    (
        "Ilma",
        "Väder",
        "Weather",
        "environment",
        Text(
            "Oman pihan sää luokan omilla mittareilla",
            "Skolgårdens väder med egna mätare",
            "The schoolyard's weather, measured by the class",
        ),
    ),
    (
        "Tähti",
        "Stjärn",
        "Star",
        "physics",
        Text(
            "Avaruus taivaalta katsottuna",
            "Rymden sedd från skolgården",
            "Space, seen from the schoolyard",
        ),
    ),
    (
        "Kartta",
        "Kart",
        "Map",
        "geography",
        Text(
            "Lähiseutu tutuksi kartan kanssa",
            "Lär känna trakten med karta",
            "The neighbourhood on a map",
        ),
    ),
    (
        "Aika",
        "Tids",
        "Time",
        "history",
        Text(
            "Historiaa oman kadun tapahtumista",
            "Historia från den egna gatan",
            "History that happened on this street",
        ),
    ),
    (
        "Sävel",
        "Ton",
        "Tune",
        "music",
        Text(
            "Sävellä pari tahtia joka viikko",
            "Komponera några takter varje vecka",
            "Compose a few bars every week",
        ),
    ),
    (
        "Väri",
        "Färg",
        "Colour",
        "arts",
        Text(
            "Kuvan tekemisen pienet kokeet",
            "Små försök i bildkonst",
            "Small experiments in making pictures",
        ),
    ),
    (
        "Liike",
        "Rörelse",
        "Movement",
        "sports",
        Text(
            "Taukoliikuntaa, joka opettaa",
            "Rörelsepauser som lär ut",
            "Movement breaks that teach",
        ),
    ),
    (
        "Koodi",
        "Kod",
        "Code",
        "programming",
        Text(
            "Ohjelmointia ilman ruutua ja ruudulla",
            "Programmering med och utan skärm",
            "Programming with a screen and without",
        ),
    ),
    (
        "Kaveri",
        "Kompis",
        "Friend",
        "guidance",
        Text(
            "Ryhmätaitoja pienin askelin", "Samarbete i små steg", "Working together, step by step"
        ),
    ),
    (
        "Tunne",
        "Känslo",
        "Feeling",
        "guidance",
        Text(
            "Tunteille sanat ennen riitaa",
            "Ord för känslor före bråket",
            "Words for feelings before the quarrel",
        ),
    ),
    (
        "Leikki",
        "Lek",
        "Play",
        "early",
        Text("Leikkejä pienten ryhmään", "Lekar för de minsta", "Games for the youngest"),
    ),
)
ENDINGS: tuple[tuple[str, str, str], ...] = (
    ("kisa", "jakten", "Dash"),
    ("polku", "stigen", "Path"),
    ("paja", "verkstaden", "Workshop"),
    ("silta", "bron", "Bridge"),
    ("torni", "tornet", "Tower"),
    ("retki", "utflykten", "Trip"),
    ("puisto", "parken", "Park"),
    ("laiva", "skeppet", "Ship"),
    ("peli", "spelet", "Game"),
    ("kerho", "klubben", "Club"),
    ("kone", "maskinen", "Machine"),
    ("aarre", "skatten", "Treasure"),
    ("luotain", "sonden", "Probe"),
    ("kukkula", "kullen", "Hill"),
    ("saari", "ön", "Island"),
    ("kioski", "kiosken", "Kiosk"),
    ("radio", "radion", "Radio"),
    ("tehdas", "fabriken", "Factory"),
    ("majakka", "fyren", "Lighthouse"),
    ("vene", "båten", "Boat"),
    ("mylly", "kvarnen", "Mill"),
    ("portti", "porten", "Gate"),
    ("piha", "gården", "Yard"),
    ("kellari", "källaren", "Cellar"),
    ("vintti", "vinden", "Attic"),
    ("satama", "hamnen", "Harbour"),
    ("asema", "stationen", "Station"),
    ("niitty", "ängen", "Meadow"),
    ("lähde", "källan", "Spring"),
    ("polkupyörä", "cykeln", "Bicycle"),
)
DESCRIPTIONS: tuple[Text, ...] = (
    Text(
        "Oppitunti alkaa yhteisellä kysymyksellä. Oppilaat työskentelevät pareittain ja opettaja "
        "näkee luokan tilanteen yhdellä silmäyksellä.",
        "Lektionen börjar med en gemensam fråga. Eleverna arbetar i par och läraren ser läget "
        "för klassen i ett ögonkast.",
        "A lesson begins with a question for all. Pupils work in pairs, and the teacher sees at a "
        "glance where the class stands.",
    ),
    Text(
        "Tehtävät ovat lyhyitä ja vaikeutuvat vähitellen. Ratkaisu ei kerää oppilaista mitään.",
        "Uppgifterna är korta och blir svårare steg för steg. Lösningen samlar ingenting om "
        "eleverna.",
        "Tasks are short and grow harder little by little. Nothing is collected about pupils.",
    ),
    Text(
        "Mukana on opettajan opas, jossa jokaiselle viikolle on yksi valmis tunti.",
        "En lärarhandledning ingår, med en färdig lektion för varje vecka.",
        "A guide for teachers comes with it: one ready lesson for each week.",
    ),
    Text(
        "Toimii vanhallakin tabletilla ja ilman verkkoa. Tulokset jäävät luokan omalle laitteelle.",
        "Fungerar också på en gammal surfplatta och utan nät. Resultaten stannar på klassens egen "
        "enhet.",
        "Works on an old tablet and without a network. Results stay on the class's own device.",
    ),
    Text(
        "Kehitetty yhdessä opettajien kanssa kolmessa koulussa. Opettajien ehdotuksista joka "
        "toinen on toteutettu.",
        "Utvecklad tillsammans med lärare i tre skolor. Varannan av lärarnas idéer har "
        "förverkligats.",
        "Developed with teachers in three schools. Every second suggestion of theirs was built.",
    ),
)
COMPANY_STEMS = (
    "Kaisla",
    "Havu",
    "Lumi",
    "Tuuli",
    "Kaarna",
    "Sammal",
    "Kanerva",
    "Usva",
    "Karpalo",
    "Pihka",
    "Vadelma",
    "Kuura",
    "Halla",
    "Rinne",
    "Suvanto",
    "Kallio",
    "Poukama",
    "Luoto",
    "Selkä",
    "Virta",
)
COMPANY_ENDINGS = (
    "oppi",
    "koulu",
    "tieto",
    "taito",
    "paja",
    "pulpetti",
    "liitu",
    "vihko",
    "lamppu",
    "kampus",
    "silta",
    "verkko",
    "kirja",
    "sointu",
    "tila",
)
SCHOOLS: tuple[tuple[str, str, str], ...] = (
    ("Koivula", "Björkby", "Koivula"),
    ("Mäntylä", "Tallby", "Mäntylä"),
    ("Kanervala", "Ljungby", "Kanervala"),
    ("Pihlajala", "Rönnby", "Pihlajala"),
    ("Lehtola", "Lundby", "Lehtola"),
    ("Rantala", "Strandby", "Rantala"),
    ("Niittylä", "Ängsby", "Niittylä"),
    ("Kalliola", "Bergby", "Kalliola"),
    ("Purola", "Bäckby", "Purola"),
    ("Saarela", "Holmby", "Saarela"),
)
SCHOOL_LEVELS: tuple[tuple[str, str, str], ...] = (
    ("alakoulu", "lågstadieskola", "Primary School"),
    ("yläkoulu", "högstadieskola", "Upper School"),
    ("yhtenäiskoulu", "enhetsskola", "Comprehensive School"),
    ("päiväkoti", "daghem", "Daycare"),
)
DISTRICTS: dict[str, tuple[str, str, str]] = {  # by the key that schools and tables hold
    "Pohjoinen": ("Pohjois-Mallikylä", "Norra Modellby", "North Modelby"),
    "Itäinen": ("Itä-Mallikylä", "Östra Modellby", "East Modelby"),
    "Eteläinen": ("Etelä-Mallikylä", "Södra Modellby", "South Modelby"),
    "Läntinen": ("Länsi-Mallikylä", "Västra Modellby", "West Modelby"),
    "Keskinen": ("Keski-Mallikylä", "Mellersta Modellby", "Central Modelby"),
}
