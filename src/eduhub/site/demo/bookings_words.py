"""What the demo's hub lends, and what for, in the hub's three languages."""

from dataclasses import dataclass, field
from typing import Any

from eduhub.kit.lang import Text


@dataclass(frozen=True, slots=True)
class Lent:
    """A unit by a short key; rest: fields of services.UnitWords; hours: opens, closes by weekday."""

    key: str
    kind: str
    size: int
    name: Text
    about: Text
    place: Text
    rest: dict[str, Any] = field(default_factory=dict)
    hours: tuple[int, int] = (8, 18)


GROUND = Text(
    "Demotalo, 1. kerros (demo)", "Demohuset, våning 1 (demo)", "Demo House, ground floor (demo)"
)
UPSTAIRS = Text("Demotalo, 2. kerros (demo)", "Demohuset, våning 2 (demo)", "Demo House, upstairs (demo)")  # fmt: skip
STORE = Text(
    "Haetaan palvelupisteestä (demo)",
    "Hämtas vid disken (demo)",
    "Fetched from the service desk (demo)",
)
PUPILS_FROM = "Mallikylän kaupungin oppilasmäärät (demo) – Modellby elevantal (demo)"
FREE = Text("Maksuton kouluille", "Gratis för skolor", "Free for schools")
TERMS = Text(
    "Siivoamme jäljet yhdessä. Koneita käytetään vain ohjaajan kanssa.",
    "Vi städar tillsammans. Maskinerna används bara med en handledare.",
    "We clean up together. The machines run only with an instructor there.",
)
KIT = {
    "over_night": True,
    "least_minutes": 60,
    "most_minutes": 7 * 1440,
    "step_minutes": 60,
    "buffer_after": 60,
    "lead_hours": 24,
    "price": FREE,
}
UNITS = (
    Lent(
        "hall",
        "room",
        80,
        Text("Sali", "Salen", "Hall"),
        Text(
            "Iso sali esityksiin ja tapahtumiin. Jakautuu kahdeksi.",
            "En stor sal för föreställningar och evenemang. Går att dela i två.",
            "A large hall for shows and events. Divides into two.",
        ),
        GROUND,
        {"equipment": ("screen", "sound", "step_free", "induction_loop")},
        (8, 21),
    ),
    Lent(
        "north",
        "room",
        40,
        Text("Sali, pohjoispuoli", "Salen, norra halvan", "Hall, north half"),
        Text("Salin puolikas.", "Halva salen.", "Half of the hall."),
        GROUND,
        {"equipment": ("screen", "sound", "step_free")},
        (8, 21),
    ),
    Lent(
        "south",
        "room",
        40,
        Text("Sali, eteläpuoli", "Salen, södra halvan", "Hall, south half"),
        Text("Salin puolikas.", "Halva salen.", "Half of the hall."),
        GROUND,
        {"equipment": ("screen", "step_free")},
        (8, 21),
    ),
    Lent(
        "studio",
        "room",
        24,
        Text("Studio", "Studion", "Studio"),
        Text(
            "Kuvaamiseen ja ääneen. Laitteet ovat valmiina pöydällä.",
            "För bild och ljud. Utrustningen står färdig på bordet.",
            "For picture and sound. The equipment stands ready on the table.",
        ),
        UPSTAIRS,
        {"equipment": ("screen", "sound", "camera", "step_free"), "price": FREE},
    ),
    Lent(
        "lab",
        "room",
        16,
        Text("Pajaluokka", "Verkstaden", "Makers’ lab"),
        Text(
            "3D-tulostimia, käsityökaluja ja vesipiste. Ohjaaja on paikalla.",
            "3D-skrivare, handverktyg och vatten. En handledare är på plats.",
            "3D printers, hand tools and water. An instructor is there.",
        ),
        UPSTAIRS,
        {
            "equipment": ("printer_3d", "tools", "water"),
            "buffer_before": 15,
            "buffer_after": 15,
            "terms": TERMS,
            "price": FREE,
        },
    ),
    Lent(
        "quiet",
        "room",
        6,
        Text("Hiljainen huone", "Det tysta rummet", "Quiet room"),
        Text(
            "Haastatteluihin ja etäpalavereihin.",
            "För intervjuer och distansmöten.",
            "For interviews and meetings online.",
        ),
        UPSTAIRS,
        {"equipment": ("video", "step_free"), "least_minutes": 15},
    ),
    Lent(
        "container",
        "container",
        20,
        Text("Liikkuva kontti", "Den mobila containern", "Mobile container"),
        Text(
            "Opetustila pyörillä. Kalenteri kertoo, missä se milloinkin on.",
            "Ett klassrum på hjul. Kalendern visar var det står när.",
            "A classroom on wheels. The calendar tells where it stands when.",
        ),
        Text(),
        {"equipment": ("screen", "tablets", "robots"), "buffer_after": 30, "price": FREE},
        (8, 16),
    ),
    Lent(
        "robots",
        "kit",
        28,
        Text("Robottipakki", "Robotlådan", "Robot kit"),
        Text(
            "14 robottia, laturit ja tehtäväkortit.",
            "14 robotar, laddare och uppgiftskort.",
            "14 robots, chargers and task cards.",
        ),
        STORE,
        KIT | {"equipment": ("robots",)},
    ),
    Lent(
        "vr",
        "kit",
        10,
        Text("VR-lasipakki", "VR-lådan", "VR kit"),
        Text(
            "Kymmenet lasit yli 13-vuotiaille. Hubi neuvoo ennen lainaa.",
            "Tio glasögon för dem som fyllt 13. Hubben ger råd före lånet.",
            "Ten headsets for those over 13. The hub gives advice before the loan.",
        ),
        STORE,
        KIT | {"equipment": ("vr",), "needs_approval": True, "lead_hours": 72},
    ),
    Lent(
        "stand",
        "stand",
        4,
        Text("Näyttelyn osasto", "Utställningsbordet", "Exhibition stand"),
        Text(
            "Pöytä ja näyttö aulassa, viikoksi kerrallaan.",
            "Bord och skärm i aulan, en vecka i taget.",
            "A table and a screen in the lobby, for a week at a time.",
        ),
        GROUND,
        {
            "equipment": ("screen",),
            "over_night": True,
            "least_minutes": 1440,
            "most_minutes": 14 * 1440,
            "step_minutes": 480,
            "lead_hours": 48,
            "open_to": ("company",),
            "price": Text(
                "Maksuton hubin ohjelmissa oleville",
                "Gratis för företag i hubbens program",
                "Free for companies in the hub’s programmes",
            ),
        },
    ),
)
CLOSED = Text("joululoma", "julledighet", "Christmas holidays")
SHARE = Text(
    "Pajaluokka jaetaan tasan", "Verkstaden delas lika", "The makers’ lab is shared out evenly"
)
TITLES = (  # each by somebody, in their own language
    "Robotit tutuksi, 4B",
    "Podcast 8A",
    "Vi bygger broar, 5C",
    "Kuvaamme uutiset",
    "Animation med 3A",
    "Valinnaisaine: koodaus",
    "Teemapäivä: avaruus",
    "Elevråd",
)
COMPANY_TITLES = ("Customer interviews", "Demo for teachers", "Käyttäjätesti", "Team day")
SERIES = (  # unit, weekday, hour, minutes, title
    ("lab", 1, 9, 90, "3D club with 6B"),
    ("studio", 2, 12, 120, "Koulun uutiset"),
    ("north", 3, 15, 90, "Teatterikerho"),
    ("quiet", 4, 9, 60, "Mentorin tunnit"),
)
