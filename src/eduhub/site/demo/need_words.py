"""What the demo's teachers, facilitators and companies wrote."""

from dataclasses import dataclass, field

from eduhub.kit.lang import Text


@dataclass(frozen=True, slots=True)
class ToldNeed:
    """A need in one language or more."""

    title: Text
    words: Text
    subject: str
    age: str
    answer: Text = field(default_factory=Text)


NEEDS = (
    ToldNeed(
        Text(fi="Murtoluvut kielen vasta oppiville"),
        Text(
            fi="Luokassa on kuusi oppilasta, jotka vasta opettelevat suomea. Sanalliset"
            " tehtävät jäävät kielestä kiinni, vaikka laskeminen sujuu."
            "\n\nAuttaisi, jos tehtävät toimisivat kuvilla."
        ),
        "subject-maths",
        "age-10-12",
    ),
    ToldNeed(
        Text(fi="Lukuinto katoaa viidennellä", sv="Läslusten försvinner i femman"),
        Text(
            fi="Syksyllä luettiin vielä, nyt kirjat jäävät reppuun. Kaipaan keinoa nähdä,"
            " kuka tarvitsee helpompaa tekstiä.",
            sv="I höstas läste de ännu, nu blir böckerna i ryggsäcken. Jag vill kunna se vem"
            " som behöver en lättare text.",
        ),
        "subject-mother-tongue",
        "age-10-12",
    ),
    ToldNeed(
        Text(sv="Eget tempo i matematiken"),
        Text(
            sv="I gruppen finns både de som är klara på fem minuter och de som behöver en hel"
            " lektion. Jag hinner inte göra två uppsättningar uppgifter."
        ),
        "subject-maths",
        "age-10-12",
    ),
    ToldNeed(
        Text(fi="Fysiikan mittaukset ilman laboratoriota"),
        Text(fi="Koulumme on väistötiloissa, eikä meillä ole laboratoriota kahteen vuoteen."),
        "subject-physics",
        "age-13-15",
        Text(
            fi="Lainaat mittaussalkun hubista kuukaudeksi kerrallaan.",
            sv="Du lånar en mätväska av hubben för en månad i taget.",
            en="You borrow a measuring kit from the hub for a month at a time.",
        ),
    ),
    ToldNeed(
        Text(fi="Palautetta kirjoitelmiin viikossa", en="Feedback on essays within a week"),
        Text(
            fi="Kolmen ryhmän kirjoitelmat vievät minulta kaksi viikonloppua.",
            en="The essays of three groups take two of my weekends.",
        ),
        "subject-mother-tongue",
        "age-13-15",
    ),
    ToldNeed(
        Text(fi="Rauhallisempi siirtymä tunnista toiseen"),
        Text(fi="Ryhmässä on monta, joille vaihtuva tila on vaikea. Kuvallinen päiväohjelma?"),
        "subject-guidance",
        "age-7-9",
    ),
)
CHALLENGES = (
    (
        Text(
            "Matematiikkaa, jossa kieli ei ole esteenä",
            "Matematik där språket inte är ett hinder",
            "Mathematics in which language is no obstacle",
        ),
        Text(
            "Miten 10–12-vuotiaat oppivat murtolukuja omassa tahdissaan, vaikka koulun kieli"
            " on vielä uusi? Opettajalla on tunti viikossa.",
            "Hur lär sig elever på 10–12 år bråktal i egen takt även om skolans språk ännu är"
            " nytt? Läraren har en timme i veckan.",
            "How do pupils aged 10 to 12 learn fractions at their own pace while the language of"
            " the school is still new to them? The teacher has an hour a week.",
        ),
    ),
    (
        Text(
            "Lukeminen, joka jatkuu kotona",
            "Läsning som fortsätter hemma",
            "Reading that goes on at home",
        ),
        Text(
            "Miten luokka löytää sopivan tasoista luettavaa, ja opettaja näkee ajoissa, kuka"
            " jää jälkeen?",
            "Hur hittar klassen läsning på rätt nivå, och hur ser läraren i tid vem som blir"
            " efter?",
            "How does a class find reading of the right level, and how does the teacher see in"
            " time who falls behind?",
        ),
    ),
)
CALLS = (
    (
        Text(
            "Haastehaku: matematiikkaa ilman kieliestettä",
            "Utmaningsutlysning: matematik utan språkhinder",
            "Challenge call: mathematics without the obstacle of language",
        ),
        Text(
            "Valitsemme enintään kolme kokeilua kevääksi. Kaupunki ostaa ne palveluna samaan"
            " hintaan.",
            "Vi väljer högst tre försök för våren. Staden köper dem som en tjänst till samma"
            " pris.",
            "We choose at most three pilots for the spring. The city buys them as a service at"
            " the same price.",
        ),
    ),
    (
        Text(
            "Haastehaku: lukeminen jatkuu kotona",
            "Utmaningsutlysning: läsningen fortsätter hemma",
            "Challenge call: reading goes on at home",
        ),
        Text(
            "Valitsemme yhden tai kaksi kokeilua, joissa opettajan aika riittää.",
            "Vi väljer ett eller två försök där lärarens tid räcker.",
            "We choose one or two pilots for which the teacher's time is enough.",
        ),
    ),
    (
        Text("Kokeilukontti kouluissa", "Testcontainern i skolorna", "The container at schools"),
        Text(
            "Pyydä työpajaa kontissa. Se kestää oppitunnin tai kaksi, ja ryhmät tulevat"
            " koulusta, jonka pihassa kontti seisoo.",
            "Be om en verkstad i containern. Den tar en eller två lektioner, och grupperna"
            " kommer från skolan på vars gård den står.",
            "Ask for a workshop in the container. It takes one lesson or two, and the groups come"
            " from the school in whose yard it stands.",
        ),
    ),
)
PLACE = Text("Pihan itäreuna", "Gårdens östra kant", "East side of the yard")
TENDERS = (
    Text(
        fi="Kymmenen minuuttia lukemista päivässä ja opettajalle viikkonäkymä.",
        en="Ten minutes of reading a day, and a view of the week for the teacher.",
    ),
    Text(fi="Luokan yhteinen kirjahylly, jossa tekstit ovat kolmella tasolla."),
    Text(
        fi="Äänikirjat ja kuvat rinnakkain; koti saa luettavan puhelimeen.",
        sv="Ljudböcker och bilder sida vid sida; hemmet får läsningen i telefonen.",
    ),
)
WORKSHOPS = (
    Text("Rakenna pelilauta", "Bygg en spelplan", "Build a game board"),
    Text("Mittaa piha", "Mät gården", "Measure the yard"),
    Text("Kerro tarina kuvilla", "Berätta en saga med bilder", "Tell a story in pictures"),
)
