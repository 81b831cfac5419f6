"""What the demo's people need advice about, where they are led, and what was agreed."""

from dataclasses import dataclass

from eduhub.kit.lang import Text

ALL = ("idea", "tried", "sold", "growing", "school")


@dataclass(frozen=True, slots=True)
class Place:
    """An agency or a page."""

    kind: str
    name: Text
    about: Text
    website: str
    topics: tuple[str, ...]
    stages: tuple[str, ...] = ALL
    comes_first: bool = False


@dataclass(frozen=True, slots=True)
class Person:
    """An adviser: of which account, what they do, and how much of it."""

    key: str
    topics: tuple[str, ...]
    languages: tuple[str, ...]
    share: int
    weekly_cap: int
    weeks: int  # since when, before the city's beginning


PLACES = (
    Place(
        "agency",
        Text("Kasvutoimisto (demo)", "Tillväxtbyrån (demo)", "Growth Office (demo)"),
        Text(
            "Rahoitusta kokeiluihin ja kasvuun.",
            "Finansiering för försök och tillväxt.",
            "Funding for trials and growth.",
        ),
        "https://growth.demo.example/",
        ("funding",),
        ("growing",),
        comes_first=True,
    ),
    Place(
        "agency",
        Text("Vientiapu (demo)", "Exporthjälpen (demo)", "Export Aid (demo)"),
        Text(
            "Tapaamisia ostajien kanssa ulkomailla.",
            "Möten med köpare utomlands.",
            "Meetings with buyers abroad.",
        ),
        "https://export.demo.example/",
        ("abroad",),
    ),
    Place(
        "guide",
        Text(
            "Näin hankinta etenee (demo)",
            "Så går en upphandling till (demo)",
            "How procurement goes (demo)",
        ),
        Text(
            "Viisi vaihetta ja niiden aikataulu.",
            "Fem skeden och deras tidtabell.",
            "Five steps and how long they take.",
        ),
        "https://guides.demo.example/procurement",
        ("sales",),
        ("idea",),
        comes_first=True,
    ),
)
PEOPLE = (
    Person("staff", ("funding", "sales", "business"), ("fi", "en"), 60, 5, 60),
    Person("lead", ("business", "evidence"), ("fi", "en"), 30, 3, 60),
    Person("adviser-1", ("funding", "business", "sales"), ("fi", "en"), 100, 8, 60),
    Person("adviser-2", ("pedagogy", "privacy", "evidence"), ("fi", "sv", "en"), 100, 8, 60),
    Person("adviser-3", ("funding", "business", "classroom"), ("fi", "sv", "en"), 100, 8, 1),
)
QUESTIONS = {
    "company": (
        "sold",
        "fi",
        "Kouluasiakkaita on viisi. Miten hinnoittelemme, kun kunta ostaa kaikille kouluilleen?",
    ),
    "abroad": ("growing", "en", "A school in Norway has asked for an offer. Where do we begin?"),
    "reading": ("idea", "fi", "Miten kunnan hankinta etenee, ja milloin kannattaa olla mukana?"),
    "teacher": (
        "school",
        "fi",
        "Meillä on 24 tablettia ja yksi tunti viikossa. Miten käytämme ne järkevästi?",
    ),
    "other": ("tried", "sv", "Vi behöver finansiering för ett försök i två skolor."),
    "nobody": ("tried", "sv", "Vem kan hjälpa oss med ett avtal om upphandling?"),
}
MEMO = (
    "Nykyinen hinta oppilasta kohti toimii viidessä koulussa mutta ei kunnan tasolla. Sovimme"
    " kolmesta tasosta ja siitä, että ensimmäinen tarjous tehdään yhdelle kunnalle."
)
STEPS = (
    ("Laske hinta kolmelle tasolle", "asker", 9),
    ("Lähetä esimerkki kunnan hinnastosta", "adviser", 5),
)
DONE = "Lähetä esimerkki kunnan hinnastosta"
NOTE = "Rahoitusta vain kevääseen. Kysy seuraavalla kerralla, miten kassan kanssa käy."
TOLD = "The company sells a reading game to schools and has a first request from Norway."
WRONG = Text(
    "Kysymys on enemmän viennistä kuin rahoituksesta.",
    "Frågan gäller mer export än finansiering.",
    "The question is more about export than about funding.",
)
