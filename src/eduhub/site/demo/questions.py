"""What the demo's pilots ask and measure, in three languages, with plausible numbers."""

from dataclasses import dataclass
from decimal import Decimal

from eduhub.catalogue.models import Solution
from eduhub.kit.lang import Text


@dataclass(frozen=True, slots=True)
class Question:
    """One question with its measure.

    Attributes:
        hint: part of the code of the subject that it suits.
        scale: lowest and highest value of the measure, in its unit.
        mean, sd: of pupils who are not in any pilot, in that unit.
    """

    hint: str
    purpose: Text
    success: Text
    measure: Text
    unit: Text
    smallest: Decimal
    scale: tuple[int, int]
    mean: float
    sd: float
    higher_is_better: bool = True


POINTS = Text("pistettä", "poäng", "points")
QUESTIONS: tuple[Question, ...] = (
    Question(
        "maths",
        Text(
            "Auttavatko lyhyet päivittäiset tehtävät oppilaita laskemaan varmemmin?",
            "Hjälper korta dagliga uppgifter eleverna att räkna säkrare?",
            "Do short daily tasks help pupils to calculate with more confidence?",
        ),
        Text(
            "Oppilaat ratkaisevat kahdeksan viikon jälkeen useamman tehtävän oikein.",
            "Eleverna löser fler uppgifter rätt efter åtta veckor.",
            "Pupils solve more tasks correctly after eight weeks.",
        ),
        Text(
            "Matematiikan testi, 0–40 pistettä",
            "Matematikprov, 0–40 poäng",
            "Mathematics test, 0 to 40 points",
        ),
        POINTS,
        Decimal(2),
        (0, 40),
        22.0,
        6.5,
    ),
    Question(
        "mother-tongue",
        Text(
            "Lukevatko oppilaat sujuvammin, kun ääneen luetaan joka päivä?",
            "Läser eleverna med bättre flyt när de läser högt varje dag?",
            "Do pupils read more fluently when they read aloud every day?",
        ),
        Text(
            "Oppilaat lukevat minuutissa useamman sanan oikein.",
            "Eleverna läser fler ord rätt i minuten.",
            "Pupils read more words correctly in a minute.",
        ),
        Text(
            "Oikein luetut sanat minuutissa",
            "Rätt lästa ord per minut",
            "Words read correctly in a minute",
        ),
        Text("sanaa", "ord", "words"),
        Decimal(6),
        (0, 250),
        92.0,
        23.0,
    ),
    Question(
        "mother-tongue",
        Text(
            "Vähenevätkö kirjoitusvirheet, kun oppilaat korjaavat tekstejä pareittain?",
            "Blir stavfelen färre när eleverna rättar texter i par?",
            "Do pupils make fewer spelling mistakes when they correct texts in pairs?",
        ),
        Text(
            "Oppilaat tekevät sanelussa vähemmän virheitä.",
            "Eleverna gör färre fel i en diktamen.",
            "Pupils make fewer mistakes in a dictation.",
        ),
        Text(
            "Virheet 60 sanan sanelussa",
            "Fel i en diktamen på 60 ord",
            "Mistakes in a dictation of 60 words",
        ),
        Text("virhettä", "fel", "mistakes"),
        Decimal("1.5"),
        (0, 60),
        14.0,
        4.5,
        higher_is_better=False,
    ),
    Question(
        "foreign",
        Text(
            "Jäävätkö uudet sanat paremmin mieleen, kun niitä käytetään arjen tilanteissa?",
            "Fastnar nya ord bättre när de används i vardagliga situationer?",
            "Do new words stay better when they are used in everyday situations?",
        ),
        Text(
            "Oppilaat muistavat kuukauden jälkeen useamman sanan.",
            "Eleverna minns fler ord efter en månad.",
            "Pupils remember more words after a month.",
        ),
        Text(
            "Sanastotesti, 0–50 pistettä",
            "Ordförrådstest, 0–50 poäng",
            "Vocabulary test, 0 to 50 points",
        ),
        POINTS,
        Decimal(3),
        (0, 50),
        27.0,
        8.0,
    ),
    Question(
        "second-national",
        Text(
            "Rohkaistuvatko oppilaat puhumaan toista kotimaista kieltä?",
            "Vågar eleverna tala det andra inhemska språket mer?",
            "Do pupils dare to speak the second national language more?",
        ),
        Text(
            "Oppilaat saavat suullisessa tehtävässä enemmän pisteitä.",
            "Eleverna får fler poäng i en muntlig uppgift.",
            "Pupils score higher in a spoken task.",
        ),
        Text(
            "Suullinen tehtävä, 0–24 pistettä",
            "Muntlig uppgift, 0–24 poäng",
            "Spoken task, 0 to 24 points",
        ),
        POINTS,
        Decimal("1.5"),
        (0, 24),
        13.0,
        4.0,
    ),
    Question(
        "environment",
        Text(
            "Oppivatko oppilaat luonnosta enemmän, kun he mittaavat itse?",
            "Lär sig eleverna mer om naturen när de mäter själva?",
            "Do pupils learn more about nature when they measure it themselves?",
        ),
        Text(
            "Oppilaat vastaavat useampaan kysymykseen oikein.",
            "Eleverna svarar rätt på fler frågor.",
            "Pupils answer more questions correctly.",
        ),
        Text(
            "Ympäristöopin koe, 0–30 pistettä",
            "Prov i omgivningslära, 0–30 poäng",
            "Environmental studies test, 0 to 30 points",
        ),
        POINTS,
        Decimal("1.5"),
        (0, 30),
        17.0,
        5.0,
    ),
    Question(
        "programming",
        Text(
            "Ratkaisevatko oppilaat ohjelmointitehtäviä itsenäisemmin?",
            "Löser eleverna programmeringsuppgifter mer självständigt?",
            "Do pupils solve programming tasks more on their own?",
        ),
        Text(
            "Oppilaat saavat tunnissa useamman tehtävän valmiiksi.",
            "Eleverna hinner med fler uppgifter på en lektion.",
            "Pupils finish more tasks in a lesson.",
        ),
        Text(
            "Tunnissa ratkaistut tehtävät, 0–20",
            "Uppgifter lösta på en lektion, 0–20",
            "Tasks solved in a lesson, 0 to 20",
        ),
        Text("tehtävää", "uppgifter", "tasks"),
        Decimal(1),
        (0, 20),
        9.5,
        3.5,
    ),
    Question(
        "physics",
        Text(
            "Ymmärtävätkö oppilaat liikkeen ja voiman paremmin kokeiden avulla?",
            "Förstår eleverna rörelse och kraft bättre med hjälp av försök?",
            "Do experiments help pupils to understand motion and force?",
        ),
        Text(
            "Oppilaat selittävät useamman ilmiön oikein.",
            "Eleverna förklarar fler fenomen rätt.",
            "Pupils explain more phenomena correctly.",
        ),
        Text(
            "Fysiikan käsitetesti, 0–30 pistettä",
            "Begreppstest i fysik, 0–30 poäng",
            "Physics concept test, 0 to 30 points",
        ),
        POINTS,
        Decimal("1.5"),
        (0, 30),
        15.0,
        5.0,
    ),
)
WANTED = Text(
    "Vuosiluokat 4–6, tabletti joka toiselle oppilaalle",
    "Årskurserna 4–6, en surfplatta för varannan elev",
    "Grades 4 to 6, a tablet for every second pupil",
)
STOP = Text(
    "Jos ratkaisua ei käytetä kahteen viikkoon, kokeilu päättyy siltä ryhmältä.",
    "Om lösningen inte används på två veckor slutar försöket för den gruppen.",
    "If the solution is not used for two weeks, the pilot ends for that group.",
)
COMPARISON = Text(
    "Sama aihe tavalliseen tapaan oppikirjan kanssa. Ratkaisu annetaan käyttöön kokeilun jälkeen.",
    "Samma tema som vanligt med läroboken. Lösningen får användas efter försöket.",
    "The same topic as usual, with the textbook. The solution is theirs after the pilot.",
)
COLLECTED_BY = Text(
    "Ryhmien omat opettajat samalla viikolla",
    "Gruppernas egna lärare under samma vecka",
    "The groups' own teachers, all in the same week",
)
COLLECTED_BY_OTHERS = Text(
    "Koulun toinen opettaja, joka ei tiedä, kumpaan puoleen ryhmä kuuluu",
    "En annan lärare i skolan, som inte vet på vilken sida gruppen är",
    "Another teacher of the school, who does not know the group's side",
)
WHY_AMENDED = Text(
    "Kouluista toivottiin, että mittaaja on ryhmän ulkopuolinen. Se vaatii kaksi viikkoa lisää.",
    "Skolorna önskade att någon utanför gruppen mäter. Det kräver två veckor till.",
    "Schools asked that somebody from outside the group measures. That takes two weeks more.",
)
PAID_BY = Text(
    "Yritys antaa ratkaisun maksutta, kaupunki maksaa opettajien ajan.",
    "Företaget ger lösningen gratis, staden betalar lärarnas tid.",
    "The company gives the solution free of charge, the city pays for the teachers' time.",
)
EARLIER = Text(
    "Sama testi kaksi viikkoa ennen alkua",
    "Samma prov två veckor före starten",
    "The same test two weeks before the start",
)
DRAWN_ELSEWHERE = Text(
    "Demoyliopisto arpoi koulut tietokoneella elokuussa 2026.",
    "Demouniversitetet lottade skolorna med dator i augusti 2026.",
    "Demo University drew the schools by computer in August 2026.",
)


def suits(asked: Question, solution: Solution) -> bool:
    return any(asked.hint in code for code in solution.codes)
