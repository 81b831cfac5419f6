"""What the demo knows of markets abroad. Ages online are told with their source and its day;
all that nobody has looked up stays empty or is plainly made up."""

import datetime as dt
from typing import Any

from eduhub.catalogue.services.markets import MarketTold
from eduhub.kit.lang import Text

SOURCE = "European Commission, SWD(2020) 115 final, p. 17, as quoted by others"
SOURCE_DAY = dt.date(2020, 6, 24)
GDPR = Text(
    "EU:n tietosuoja-asetus ja maan oma laki",
    "EU:s dataskyddsförordning och landets egen lag",
    "The EU's General Data Protection Regulation and the country's own act",
)
EXAMPLE_BODY = Text("Esimerkkitoimikunta (demo)", "Exempelnämnden (demo)", "Example board (demo)")
EXAMPLE_PERMIT = Text(
    "Demo: koulun ylläpitäjän lupa ja toimikunnan lausunto.",
    "Demo: tillstånd av skolans huvudman och nämndens utlåtande.",
    "Demo: the school owner's permit and the board's statement.",
)
LICENCE = Text("Vuosilisenssi oppilasta kohti", "Årslicens per elev", "A yearly licence a pupil")

MARKETS = (
    MarketTold(
        code="ee",
        name=Text("Viro (demo)", "Estland (demo)", "Estonia (demo)"),
        languages=Text("Viro, venäjä", "Estniska, ryska", "Estonian, Russian"),
        privacy_law=GDPR,
        online_age=13,
        online_age_source=SOURCE,
        online_age_on=SOURCE_DAY,
        ethics_body=EXAMPLE_BODY,
        permit=EXAMPLE_PERMIT,
        price_model=LICENCE,
        currency="EUR",
        checked_on=SOURCE_DAY,
    ),
    MarketTold(
        code="de",
        name=Text("Saksa (demo)", "Tyskland (demo)", "Germany (demo)"),
        languages=Text("Saksa", "Tyska", "German"),
        privacy_law=GDPR,
        online_age=16,
        online_age_source=SOURCE,
        online_age_on=SOURCE_DAY,
        currency="EUR",
        checked_on=SOURCE_DAY,
    ),
    MarketTold(
        code="se",
        name=Text("Ruotsi (demo)", "Sverige (demo)", "Sweden (demo)"),
        languages=Text("Ruotsi", "Svenska", "Swedish"),
        privacy_law=GDPR,
        currency="SEK",
    ),
)
SCHOOL = Text(fi="Demo-kool (demo)", sv="Demo-kool (demo)", en="Demo-kool (demo)")
STANDS: dict[str, dict[str, Any]] = {  # by the template's code
    "interface": {"state": "under_way", "cost": 12_000},
    "guide": {"cost": 4_500},
    "mapped": {"state": "under_way", "cost": 3_000},
    "papers": {"state": "done", "shown_by": "DEMO-PASSI-1"},
    "priced": {"state": "done", "shown_by": "DEMO-1"},
    "reference": {"state": "not_needed", "ground": "Demo: Viro / Estland / Estonia"},
}
PARTNERS: tuple[tuple[str, dict[str, Any]], ...] = (
    (
        "ee",
        {
            "name": "Lahden takana (demo)",
            "place": "Tallinna / Tallinn",
            "offers": Text(
                "Työpisteitä, kouluvierailuja ja apua hankintojen kanssa. Keksitty kumppani.",
                "Arbetsplatser, skolbesök och hjälp med upphandlingar. Påhittad partner.",
                "Desks, visits to schools and help with procurement. A made-up partner.",
            ),
            "languages": "et, en, fi",
        },
    ),
)
MISSION: dict[str, Any] = {
    "title": Text(
        "Koulumatka Tallinnaan (demo)", "Skolresa till Tallinn (demo)", "Schools of Tallinn (demo)"
    ),
    "words": Text(
        "Kolme päivää kouluissa ja opettajien kanssa. Keksitty matka.",
        "Tre dagar i skolor och med lärare. En påhittad resa.",
        "Three days at schools and with teachers. A made-up journey.",
    ),
    "asked": Text(
        "Yritykset, joiden ratkaisu on jo käytössä kotimaassa.",
        "Företag vars lösning redan används hemma.",
        "Companies whose solution is in use at home already.",
    ),
    "place": "Tallinna / Tallinn",
    "zone": "Europe/Tallinn",
}
HOPES = "Demo: matematiikan opettajia / matematiklärare / teachers of mathematics"
AGENDA = (
    ("Demo: Koulu / Skola / School", "Tallinna / Tallinn", 9),
    ("Demo: Opettajat / Lärare / Teachers", "Tallinna / Tallinn", 13),
)
OWN_MEETING = ("Demo: Ostaja / Köpare / Buyer", "Tallinna / Tallinn", 15)
PURPOSE = Text(
    "Toimiiko ratkaisu virolaisessa luokassa? (demo)",
    "Fungerar lösningen i en estnisk klass? (demo)",
    "Does the solution work in an Estonian class? (demo)",
)
