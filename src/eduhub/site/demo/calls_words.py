"""What the demo's calls ask, and what its companies answer; all of it made up."""

from dataclasses import dataclass
from typing import Any

from eduhub.kit.lang import Text

PROGRAMME: dict[str, Text] = {
    "name": Text("Kasvupolku (demo)", "Växtstigen (demo)", "Growth Path (demo)"),
    "words": Text(
        "Neljä kuukautta sparrausta, kokeiluja kouluissa ja tapaamisia rahoittajien kanssa.",
        "Fyra månader av coachning, försök i skolor och möten med finansiärer.",
        "Four months of coaching, trials in schools and meetings with funders.",
    ),
    "place": Text("Hubin tilat ja etänä", "Hubbens lokaler och på distans", "The hub, and online"),
    "costs": Text(
        "Maksuton. Vaatii noin päivän viikossa.",
        "Avgiftsfritt. Kräver ungefär en dag i veckan.",
        "Free of charge. Takes about a day a week.",
    ),
}
OPEN_TITLE = Text("Kevään kiihdyttämöhaku", "Vårens utlysning", "Spring call of the accelerator")
PAST_TITLE = Text("Syksyn kiihdyttämöhaku", "Höstens utlysning", "Autumn call of the accelerator")
CALL_WORDS = Text(
    "Haemme kahdeksaa yritystä, joiden ratkaisu on jo jossakin luokassa käytössä. "
    "Saat neuvojan, kaksi kokeilua ja paikan esittelypäivässä.",
    "Vi söker åtta företag vars lösning redan används i någon klass. "
    "Du får en rådgivare, två försök och en plats på demodagen.",
    "We look for eight companies whose solution is already used in some class. "
    "You get an adviser, two trials and a place at the demo day.",
)
CHALLENGE = Text(
    "Kuultava oppikirja (demo)", "En lärobok för örat (demo)", "A textbook to listen to (demo)"
)
CHALLENGE_TITLE = Text(
    "Haaste: oppikirja, jota voi kuunnella",
    "Utmaning: en lärobok att lyssna på",
    "Challenge: a textbook to listen to",
)
CHALLENGE_WORDS = Text(
    "Kumppani etsii ratkaisua, jolla oppikirjan tekstit kuulee selkeästi kolmella kielellä. "
    "Kaksi ratkaisua kokeillaan kahdeksan viikkoa.",
    "En partner söker en lösning som låter elever höra lärobokens texter tydligt på tre språk. "
    "Två lösningar prövas i åtta veckor.",
    "A partner looks for a solution that reads a textbook aloud clearly in three languages. "
    "Two solutions are tried for eight weeks.",
)
SECOND = Text("Haastattelu", "Intervju", "Interview")


@dataclass(frozen=True, slots=True)
class Asked:
    """One question; the names of its other fields are those of the service."""

    key: str
    kind: str
    words: Text
    told: tuple[tuple[str, Any], ...] = ()


QUESTIONS = (
    Asked(
        "finland",
        "yes_no",
        Text(
            "Onko yrityksesi rekisteröity Suomeen?",
            "Är ditt företag registrerat i Finland?",
            "Is your company registered in Finland?",
        ),
        (
            ("is_eligibility", True),
            ("accepted", "yes"),
            ("openness", "public"),
            (
                "refusal",
                Text(
                    "Tämä haku on Suomeen rekisteröidyille yrityksille.",
                    "Den här utlysningen är för företag registrerade i Finland.",
                    "This call is for companies registered in Finland.",
                ),
            ),
        ),
    ),
    Asked(
        "business_id",
        "text",
        Text("Y-tunnus", "FO-nummer", "Business ID"),
        (("openness", "public"), ("fact", "business_id"), ("tells_who", True),
         ("is_required", False)),
    ),
    Asked(
        "solution",
        "solution",
        Text(
            "Millä ratkaisulla haet?", "Med vilken lösning ansöker du?",
            "With which solution do you apply?",
        ),
        (("openness", "public"), ("fact", "solutions"), ("tells_who", True),
         ("is_required", False)),
    ),
    Asked(
        "problem",
        "long_text",
        Text(
            "Minkä ongelman ratkaiset luokassa?",
            "Vilket problem löser du i klassrummet?",
            "Which problem do you solve in the classroom?",
        ),
        (("openness", "public"), ("most", 1500)),
    ),
    Asked(
        "stage",
        "choice",
        Text("Kuinka pitkällä olet?", "Hur långt har du kommit?", "How far have you come?"),
        (
            ("ground", "pending"),
            (
                "choices",
                Text(
                    "Ensimmäiset käyttäjät\nEnsimmäiset maksavat asiakkaat\nKasvamme",
                    "De första användarna\nDe första betalande kunderna\nVi växer",
                    "First users\nFirst paying customers\nWe are growing",
                ),
            ),
        ),
    ),
    Asked(
        "customers",
        "number",
        Text(
            "Kuinka monta maksavaa asiakasta sinulla on?",
            "Hur många betalande kunder har du?",
            "How many paying customers do you have?",
        ),
        (("ground", "business"), ("least", 0)),
    ),
    Asked(
        "budget",
        "budget",
        Text(
            "Mihin käytät 5 000 euron kokeilurahan?",
            "Vad använder du försöksstödet på 5 000 euro till?",
            "What would you use the 5,000 euros for trials for?",
        ),
        (("ground", "business"), ("most", 5000)),
    ),
    Asked(
        "owners",
        "long_text",
        Text(
            "Kuka yrityksen omistaa?", "Vem äger företaget?", "Who owns the company?"
        ),
        (("openness", "secret"), ("ground", "person"), ("tells_who", True),
         ("is_required", False)),
    ),
)  # fmt: skip
INTERVIEW = Asked(
    "interview",
    "long_text",
    Text(
        "Mitä haluat oppia ohjelmassa?",
        "Vad vill du lära dig i programmet?",
        "What do you want to learn in the programme?",
    ),
    (("ground", "pending"),),
)
PROBLEMS = (
    "Lukemisen alkeissa opettaja ei ehdi kuunnella kaikkia.",
    "Murtoluvut jäävät monelle pelkiksi merkeiksi.",
    "Läraren ser inte vem som har fastnat förrän provet.",
    "Ryhmätyöstä ei jää jälkeä siitä, kuka oppi mitä.",
    "Pupils who arrive mid-year have no path of their own.",
    "Ohjelmointia opetetaan, mutta harva uskaltaa yrittää.",
    "Svenskan övas bara på lektionerna.",
    "Luonnontieteen kokeet ovat vaarallisia tai kalliita.",
    "Oppilas ei tiedä, mihin harjoittelu vie.",
    "Feedback comes a week too late to be of use.",
    "Musiikin tunnilla soittimia on puolelle luokasta.",
    "Koti kuulee koulusta vain, kun jokin on vialla.",
)
OWNERS = "Kaksi perustajaa, keksityt nimet (demo)."
INQUIRY = "Kuinka moni luokka käyttää ratkaisua tällä hetkellä?"
REPLY = "Yksitoista luokkaa neljässä koulussa."
