"""What the demo's visits are, in the hub's three languages, and the schools that the hub knows not."""

from dataclasses import dataclass

from eduhub.kit.lang import Text


@dataclass(frozen=True, slots=True)
class Told:
    """A visit by a short key: in which unit, for whom, and the hours at which it is held."""

    key: str
    unit: str
    title: Text
    about: Text
    grades: tuple[str, ...]
    languages: tuple[str, ...]
    sizes: tuple[int, int]
    groups: int
    hours: tuple[int, ...]
    minutes: int
    by_company: bool = False


VISITS = (
    Told(
        "robots",
        "Pajaluokka",
        Text("Robotit liikkeelle", "Robotar i rörelse", "Robots on the move"),
        Text(
            "Ryhmä rakentaa robotin ja opettaa sen kulkemaan radan. Ennakkotietoja ei tarvita.",
            "Gruppen bygger en robot och lär den att ta sig genom en bana. Inga förkunskaper"
            " behövs.",
            "The group builds a robot and teaches it to find its way through a course. No"
            " knowledge is needed beforehand.",
        ),
        ("4", "5", "6"),
        ("fi", "sv"),
        (6, 16),
        1,
        (9, 12),
        90,
        by_company=True,
    ),
    Told(
        "voices",
        "Studio",
        Text("Oma ääni kuuluviin", "Gör din röst hörd", "Let your voice be heard"),
        Text(
            "Ryhmä tekee lyhyen kuunnelman: käsikirjoitus, äänitys ja leikkaus.",
            "Gruppen gör en kort radiopjäs: manus, inspelning och klippning.",
            "The group makes a short radio play: script, recording and cutting.",
        ),
        ("7", "8", "9", "upper"),
        ("fi", "sv", "en"),
        (8, 24),
        2,
        (10,),
        120,
    ),
    Told(
        "little",
        "Sali, eteläpuoli",
        Text("Pienten tutkijoiden aamu", "De små forskarnas morgon", "Little explorers’ morning"),
        Text(
            "Vettä, valoa ja ääntä käsin kokeillen. Rauhallinen tahti ja paljon taukoja.",
            "Vatten, ljus och ljud att prova med händerna. Lugn takt och många pauser.",
            "Water, light and sound to try by hand. A calm pace and many breaks.",
        ),
        ("early", "pre", "1", "2"),
        ("fi", "sv"),
        (5, 20),
        2,
        (9,),
        60,
    ),
)
SCHOOLS = (
    "Kivirannan koulu (demo)",
    "Lövnäs skola (demo)",
    "Päiväkoti Pikku-Karhu (demo)",
    "Harjulan yhteiskoulu (demo)",
)
WORDS = (
    "",
    "Tulemme raitiovaunulla ja syömme eväät ennen lähtöä.",
    "Vi kommer med tåg, så vi kan vara tio minuter sena.",
    "",
)
NEEDS: tuple[tuple[str, ...], ...] = (
    (),
    ("step_free", "toilet"),
    ("learning", "plain"),
    ("calm",),
)
REASON = "Laskettu kahdesti: toinen ryhmä oli sama."
