"""What the demo's cohort is called and says; all of it made up."""

from eduhub.kit.lang import Text

NAME = Text(
    "Syksyn 2026 kohortti (demo)", "Höstens kohort 2026 (demo)", "Autumn cohort 2026 (demo)"
)
WORDS = Text(
    "Kuusi yritystä vie ratkaisunsa ensimmäisistä luokista maksaviin asiakkaisiin.",
    "Sex företag tar sina lösningar från de första klasserna till betalande kunder.",
    "Six companies take their solutions from the first classes to customers who pay.",
)
PLACE = Text("Hubin tilat", "Hubbens lokaler", "The hub")
TEMPLATES = (  # week, title, how one sees it
    (
        2,
        Text("Kymmenen opettajaa haastateltu", "Tio lärare intervjuade", "Ten teachers interviewed"),
        Text("Muistiinpanot työtilassa.", "Anteckningar i arbetsytan.", "Notes in the workspace."),
    ),
    (
        6,
        Text("Tietosuoja kuvattu", "Dataskyddet beskrivet", "Privacy described"),
        Text(
            "Tiedot hubin hakemistossa.", "Uppgifterna i hubbens katalog.",
            "The facts stand in the hub's directory.",
        ),
    ),
    (
        8,
        Text("Kokeilu sovittu koulun kanssa", "Ett försök avtalat med en skola",
             "A trial agreed with a school"),
        Text("Koulun nimi ja viikot.", "Skolans namn och veckor.", "The school and the weeks."),
    ),
    (
        12,
        Text("Ensimmäinen maksava asiakas", "Den första betalande kunden", "First paying customer"),
        Text("Sopimus tai tilaus.", "Avtal eller beställning.", "A contract or an order."),
    ),
    (
        16,
        Text("Esittely sijoittajille", "Presentation för investerare", "Pitch to investors"),
        Text("Esittelypäivä.", "Demodagen.", "The demo day."),
    ),
)  # fmt: skip
THEMES = (  # from the first week on
    Text("Kenelle ratkaisu on", "Vem lösningen är till för", "Whom the solution is for"),
    Text("Opettajien haastattelut", "Att intervjua lärare", "Interviewing teachers"),
    Text("Oppiminen ja näyttö", "Lärande och evidens", "Learning and evidence"),
    Text("Saavutettavuus", "Tillgänglighet", "Accessibility"),
    Text("Tietosuoja koulussa", "Dataskydd i skolan", "Privacy at school"),
    Text("Hinta ja hankinta", "Pris och upphandling", "Price and procurement"),
    Text("Kokeilun suunnittelu", "Att planera ett försök", "Planning a trial"),
    Text("Myynti kunnille", "Försäljning till kommuner", "Selling to municipalities"),
    Text("Tiimi ja roolit", "Team och roller", "Team and roles"),
    Text("Kasvu ja vienti", "Tillväxt och export", "Growth and export"),
)
SESSIONS = (  # days from the first one, title
    (1, Text("Aloituspäivä", "Startdag", "First day together")),
    (29, Text("Tietosuojan työpaja", "Verkstad i dataskydd", "Workshop on privacy")),
    (71, Text("Myyntiharjoitus", "Säljövning", "Sales practice")),
)
NOTES = (
    "Kävimme läpi opettajien haastattelut. Seuraavaksi hinnoittelu.",
    "Vi gick igenom priset. Till nästa gång: tre kommuner att ringa.",
    "We sharpened the pitch. Next: one page for principals.",
)
REACHED = "Tehty, muistiinpanot työtilassa."
MENTOR_WORDS = "Plain advice, keen on classrooms."
