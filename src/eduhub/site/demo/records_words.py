"""What the demo's companies tell of themselves, and its demo day; all of it made up."""

from eduhub.kit.lang import Text

SCHOOLS = Text("Maksavat koulut", "Betalande skolor", "Paying schools")
SCHOOLS_HELP = Text(
    "Koulut ja päiväkodit, joilla on voimassa oleva maksullinen sopimus.",
    "Skolor och daghem med ett gällande avtal som kostar.",
    "Schools and daycare centres with a contract in force that costs something.",
)
# Of the year 2024 by company: in business, turnover, jobs, new funding; "" is left empty.
YEAR_2024: tuple[tuple[str, ...], ...] = (
    ("1", "184000", "4", "50000"),
    ("1", "96000", "2.5", "0"),
    ("1", "wont_say", "6", "250000"),
    ("1", "131000", "3", "30000"),
    ("0", "12000", "0", "0"),
    ("1", "158000", "3.5", "dont_know"),
    ("1", "121000", "2", "75000"),
)
FUNDING = "Siemenrahoitus, kaksi enkeliä (demo)"
EXPORT = "Kuusi koulua Skånessa (demo)"

DAY_TITLE = Text("Kasvupolun demopäivä", "Växtstigens demodag", "Demo day of Growth Path")
DAY_WORDS = Text(
    "Ohjelman yritykset kertovat, mitä ne ovat tehneet ja mitä ne etsivät. Jokaisella on viisi "
    "minuuttia ja kolme kysymystä. Päivä tekstitetään.",
    "Programmets företag berättar vad de har gjort och vad de söker. Var och en har fem minuter "
    "och tre frågor. Dagen textas.",
    "The companies of the programme tell what they have made and what they look for. Each has "
    "five minutes and three questions. The day is subtitled.",
)
DAY_PLACE = Text("Hubin aula ja suorana", "Hubbens aula och direkt", "The hub's hall, and live")
PITCHES = (
    Text(
        "Teemme työkalua, jolla opettaja näkee yhdellä silmäyksellä, kuka tarvitsee apua. "
        "Etsimme ensimmäisiä kumppaneita Ruotsista.",
        "Vi gör ett verktyg med vilket läraren med en blick ser vem som behöver hjälp. "
        "Vi söker de första partnerna i Sverige.",
        "We make a tool with which a teacher sees at a glance who needs help. "
        "We look for first partners in Sweden.",
    ),
    Text(
        "Harjoittelua, joka sopii bussimatkaan. Etsimme siemenrahoitusta.",
        "Träning som ryms i en bussresa. Vi söker såddfinansiering.",
        "Practice that fits into a bus ride. We look for seed funding.",
    ),
    Text(
        "Rauhallinen lukuhetki joka päivälle. Etsimme kustantajaa ja kouluja.",
        "En lugn lässtund för varje dag. Vi söker ett förlag och skolor.",
        "A calm time to read, every day. We look for a publisher and for schools.",
    ),
)
INTEREST = "Kiinnostaa, miten mittaatte vaikutusta. Tavataanko kahvilla? (demo)"
