"""What is said on the demo's stands, in its claims, exhibitions and references."""

from eduhub.kit.lang import Text

AI = Text(
    "Tekoäly ehdottaa opettajalle tehtäviä. Se ei arvioi oppilaita eikä päätä mitään.",
    "AI föreslår uppgifter för läraren. Den bedömer inga elever och bestämmer ingenting.",
    "AI suggests tasks to the teacher. It assesses no pupils and decides nothing.",
)
CLAIMS: tuple[tuple[Text, str], ...] = (
    (
        Text(
            "Opettaja saa tunnin valmiiksi alle kymmenessä minuutissa.",
            "Läraren planerar lektionen på under tio minuter.",
            "A teacher prepares a lesson in less than ten minutes.",
        ),
        "Own survey of 64 teachers (demo)",
    ),
    (
        Text(
            "Käytössä yhdessätoista koulussa.",
            "Används i elva skolor.",
            "Used in eleven schools.",
        ),
        "The company's register of customers (demo)",
    ),
    (
        Text(
            "Oppilaista yhdeksän kymmenestä jatkoi koko jakson ajan.",
            "Nio av tio elever fortsatte genom hela perioden.",
            "Nine pupils in ten went on to the end of the period.",
        ),
        "Demo University, report 12 (demo)",
    ),
    (
        Text(
            "Harjoitukset on verrattu opetussuunnitelman tavoitteisiin.",
            "Övningarna är jämförda med läroplanens mål.",
            "The exercises were compared with the goals of the curriculum.",
        ),
        "Comparison by two teachers (demo)",
    ),
    (
        Text(
            "Saavutettavuus on tarkastettu ruudunlukijalla.",
            "Tillgängligheten är testad med skärmläsare.",
            "Accessibility was checked with a screen reader.",
        ),
        "Audit by Demo Devices (demo)",
    ),
)
OPENINGS: tuple[Text, ...] = (
    Text(
        "**Tervetuloa osastollemme!** Kokeile yhtä tehtävää heti, tai pyydä esittely omalle "
        "ryhmällesi.\n\n- Esittely kestää 20 minuuttia\n- Tuomme laitteet mukanamme",
        "**Välkommen till vår monter!** Pröva en uppgift genast, eller be om en visning för din "
        "grupp.\n\n- Visningen tar 20 minuter\n- Vi har enheterna med oss",
        "**Welcome to our stand!** Try a task at once, or ask for a demo for your group."
        "\n\n- The demo takes 20 minutes\n- We bring the devices",
    ),
    Text(
        "Näytämme mielellämme, miltä yksi oppitunti näyttää opettajan ja oppilaan silmin.",
        "Vi visar gärna hur en lektion ser ut för läraren och för eleven.",
        "We are happy to show how one lesson looks to the teacher and to a pupil.",
    ),
    Text(
        "Mitä koulussanne tarvittaisiin? Kerro se meille: seuraava versio syntyy teidän kanssanne.",
        "Vad behövs i er skola? Berätta för oss: nästa version görs tillsammans med er.",
        "What would your school need? Tell us: the next version is made with you.",
    ),
)
EXHIBITIONS: tuple[tuple[Text, Text], ...] = (  # past, on now, coming
    (
        Text("Lukemisen kevät", "Läsningens vår", "A spring of reading"),
        Text(
            "Lukemista ääneen, yhdessä ja omalla tahdilla.",
            "Läsning högt, tillsammans och i egen takt.",
            "Reading aloud, together and at one's own pace.",
        ),
    ),
    (
        Text(
            "Matematiikkaa käsin ja kuvin",
            "Matematik med händer och bilder",
            "Mathematics by hand and in pictures",
        ),
        Text(
            "Ratkaisuja, joita kouluissa kokeillaan **juuri nyt**. Jokaisesta näet, mitä "
            "kokeiluissa on havaittu, myös silloin, kun vastaus on ”ei voida sanoa”.",
            "Lösningar som prövas i skolor **just nu**. För var och en ser du vad försöken har "
            "visat, också när svaret är ”går inte att säga”.",
            "Solutions that are being tried in schools **right now**. For each you see what the "
            "pilots have shown, also when the answer is “cannot tell”.",
        ),
    ),
    (
        Text(
            "Luonto luokan ulkopuolella",
            "Naturen utanför klassrummet",
            "Nature outside the classroom",
        ),
        Text(
            "Elokuussa lähdetään ulos mittaamaan ja kysymään.",
            "I augusti går vi ut för att mäta och fråga.",
            "In August we go out to measure and to ask.",
        ),
    ),
)
USES: tuple[tuple[Text, Text], ...] = (
    (
        Text(
            "Viidennet luokat, kaksi tuntia viikossa",
            "Årskurs 5, två lektioner i veckan",
            "Grade 5, two lessons a week",
        ),
        Text("Syksystä 2025", "Sedan hösten 2025", "Since autumn 2025"),
    ),
    (
        Text(
            "Tukiopetus pienryhmissä",
            "Stödundervisning i små grupper",
            "Support teaching in small groups",
        ),
        Text("Kevätlukukausi 2026", "Vårterminen 2026", "Spring term 2026"),
    ),
)
WISHES: tuple[tuple[str, str], ...] = (  # language, what a visitor wrote
    ("fi", "Näkisin mielelläni, miten murtolukuja harjoitellaan viidennellä luokalla."),
    ("sv", "Kan ni visa hur det fungerar för en grupp på 16 elever?"),
    ("en", "We would like to see the teacher's view and the guide."),
    ("fi", "Sopisiko esittely vanhempainiltaan?"),
)
