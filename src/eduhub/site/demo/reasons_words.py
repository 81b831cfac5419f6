"""What the demo's companies say of why their solutions should help; sources that do not exist."""

from eduhub.evidence.services.logic import LogicTold
from eduhub.evidence.states.logic import LINKS
from eduhub.kit.lang import Text

INVENTED = "Keksitty esimerkki / ett påhittat exempel / an invented example, 2024. "
FEEDBACK = INVENTED + "https://example.org/feedback-in-mathematics"
READING = INVENTED + "https://example.org/daily-reading"

FRACTIONS = LogicTold(
    need=Text(
        "Moni viidesluokkalainen laskee murtoluvuilla säännöstä, jota ei ymmärrä.",
        "Många femteklassare räknar med bråk efter en regel som de inte förstår.",
        "Many pupils of grade 5 work with fractions by a rule that they do not understand.",
    ),
    for_whom=Text("Luokkien 4–6 oppilaat", "Elever i årskurs 4–6", "Pupils of grades 4 to 6"),
    activities=Text(
        "Oppilas vertaa murtolukuja kuvista ja lukusuoralta.\n"
        "Oppilas saa heti palautteen, joka kertoo syyn.\n"
        "Opettaja katsoo viikoittain, mikä oli vaikeaa.",
        "Eleven jämför bråk i bilder och på en tallinje.\n"
        "Eleven får genast återkoppling som berättar varför.\n"
        "Läraren ser varje vecka vad som var svårt.",
        "A pupil compares fractions in pictures and on a number line.\n"
        "A pupil gets feedback at once, with the reason.\n"
        "The teacher looks each week at what was hard.",
    ),
    minutes_a_week=45,
    outputs=Text(
        "Noin 60 tehtävää viikossa, joihin jokaiseen saa vastauksen.",
        "Omkring 60 uppgifter i veckan, var och en med ett svar.",
        "About 60 tasks a week, each of them answered.",
    ),
    near=Text(
        "Oppilas osaa verrata kahta murtolukua ja perustella.\n"
        "Oppilas uskaltaa yrittää vaikeaa tehtävää.",
        "Eleven kan jämföra två bråk och motivera det.\n"
        "Eleven vågar försöka sig på en svår uppgift.",
        "A pupil can compare two fractions and say why.\nA pupil dares to try a hard task.",
    ),
    far=Text(
        "Vähemmän oppilaita jää jälkeen matematiikassa yläkoulussa.",
        "Färre elever blir efter i matematik i årskurs 7–9.",
        "Fewer pupils fall behind in mathematics in lower secondary school.",
    ),
    assumptions=Text(
        "Jokaisella on oma laite 45 minuuttia viikossa.",
        "Var och en har en egen enhet 45 minuter i veckan.",
        "Everybody has a device of their own for 45 minutes a week.",
    ),
    reasons={
        "activities": Text(
            "Kuva ja lukusuora näyttävät, mitä sääntö tarkoittaa.",
            "Bilden och tallinjen visar vad regeln betyder.",
            "Picture and number line show what the rule means.",
        ),
        "outputs": Text(
            "Lyhyt tehtävä ja heti saatu vastaus mahtuvat yhteen tuntiin.",
            "En kort uppgift med svar genast ryms på en lektion.",
            "A short task with its answer at once fits into a lesson.",
        ),
        "near": Text(
            "Syyn kertova palaute auttaa enemmän kuin pelkkä oikein tai väärin.",
            "Återkoppling som berättar varför hjälper mer än bara rätt eller fel.",
            "Feedback that gives the reason helps more than right or wrong alone.",
        ),
        "far": Text(
            "Murtolukujen ymmärtäminen ennustaa myöhempää matematiikan osaamista.",
            "Att förstå bråk förutsäger senare kunskaper i matematik.",
            "Understanding fractions predicts later mathematics.",
        ),
    },
    sources=dict.fromkeys(LINKS, "") | {"near": FEEDBACK, "far": FEEDBACK},
)

READ_ALOUD = LogicTold(
    need=Text(
        "Osa oppilaista lukee niin hitaasti, että sisältö katoaa.",
        "En del elever läser så långsamt att innehållet går förlorat.",
        "Some pupils read so slowly that the content is lost.",
    ),
    for_whom=Text("Luokkien 2–4 oppilaat", "Elever i årskurs 2–4", "Pupils of grades 2 to 4"),
    activities=Text(
        "Oppilas lukee ääneen kymmenen minuuttia päivässä.",
        "Eleven läser högt tio minuter om dagen.",
        "A pupil reads aloud for ten minutes a day.",
    ),
    minutes_a_week=50,
    outputs=Text(
        "Viisi luettua tekstiä viikossa.", "Fem lästa texter i veckan.", "Five texts read a week."
    ),
    near=Text(
        "Oppilas lukee sujuvammin.", "Eleven läser mer flytande.", "A pupil reads more fluently."
    ),
    far=Text(),
    assumptions=Text(),
    reasons=dict.fromkeys(LINKS, Text())
    | {
        "activities": Text(
            "Sujuvuus kasvaa toistamalla.",
            "Flyt växer med upprepning.",
            "Fluency grows by repetition.",
        ),
        "outputs": Text(
            "Kymmenen minuuttia riittää tekstiin.",
            "Tio minuter räcker till en text.",
            "Ten minutes are enough for a text.",
        ),
        "near": Text(
            "Päivittäin ääneen lukeneet edistyivät nopeammin.",
            "De som läste högt varje dag gjorde snabbare framsteg.",
            "Those who read aloud each day got on faster.",
        ),
    },
    sources=dict.fromkeys(LINKS, "") | {"near": READING},
)

HOLDS = (
    "Luin molemmat lähteet. Ketju on tarkka, ja palautteen vaikutus on osoitettu muualla. Kokeilu"
    " on käynnissä."
)
DOES_NOT = (
    "Kedjan är tydlig, men källan gäller äldre elever och lärare som läste tillsammans med dem."
    " Hitta en som gäller det ni gör."
)
UNCLEAR = "Kenen lisenssillä tehtäviä saa käyttää? Kirjoita se, ja kerro, kuka kokeen on tehnyt."
