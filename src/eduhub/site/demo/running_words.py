"""What the demo's people say while pilots run and after them, in Finnish as they would write."""

from eduhub.kit.lang import Text
from eduhub.pilots.states.closing import Closing, ClosingGround
from eduhub.pilots.states.running import CompanyAnswer, Importance, SuggestionKind

SUGGESTIONS = (  # kind, importance, words, answer, why
    (
        SuggestionKind.FAULT,
        Importance.MUST,
        "Kun verkko pätkii, tehtävä alkaa alusta. Jatkaisitko siitä, mihin oppilas jäi?",
        CompanyAnswer.DONE,
        "Korjattu versiossa 3.2: tehtävä jatkuu samasta kohdasta.",
    ),
    (
        SuggestionKind.EASE,
        Importance.SHOULD,
        "Painikkeet ovat tabletilla niin pienet, että pienet sormet osuvat ohi.",
        CompanyAnswer.PLANNED,
        "Isommat painikkeet tulevat tammikuussa.",
    ),
    (
        SuggestionKind.CONTENT,
        Importance.NICE,
        "Joulukuussa sopisi jokin lyhyt peli murtoluvuista ja leipomisesta.",
        CompanyAnswer.NOT,
        "Sisältö tehdään kaksi kertaa vuodessa, ja syksyn erä on jo valmis.",
    ),
    (
        SuggestionKind.ACCESS,
        Importance.SHOULD,
        "Ohjeet saisi kuulla myös ruotsiksi: ryhmässä on kaksi, jotka lukevat hitaasti.",
        "",
        "",
    ),
    (
        SuggestionKind.TEACHING,
        Importance.NICE,
        "Haluaisin tulostaa luokan tehtävät paperille yhdellä painalluksella.",
        "",
        "",
    ),
)
ENDINGS = (  # who decides: school or official; what, grounds, reasons, months to the procurement
    (
        "school",
        Closing.CONTINUE,
        (ClosingGround.CANNOT_TELL, ClosingGround.TIME),
        Text(
            fi="Kokeilu ei kertonut suuntaa, mutta opettajat haluavat jatkaa lukuvuoden loppuun.",
            sv="Försöket kunde inte avgöra, men lärarna vill fortsätta läsåret ut.",
            en="The pilot cannot tell, but the teachers want to go on until summer.",
        ),
        None,
    ),
    (
        "official",
        Closing.BUY,
        (ClosingGround.RESULT, ClosingGround.FIT),
        Text(
            fi="Ero on selvä ja tekniikka sopii. Kilpailutetaan muiden kanssa keväällä.",
            sv="Skillnaden är tydlig och tekniken passar. Upphandlas med andra i vår.",
            en="The difference is clear and the technology fits. Tendered with others in spring.",
        ),
        5,
    ),
    (
        "school",
        Closing.STOP,
        (ClosingGround.TIME, ClosingGround.PRICE),
        Text(
            fi="Hyöty jäi pieneksi siihen nähden, paljonko opettajien aikaa kului.",
            sv="Nyttan blev liten jämfört med lärarnas tid.",
            en="The gain was small for the time that it took the teachers.",
        ),
        None,
    ),
    (
        "official",
        Closing.STOP,
        (ClosingGround.RESULT,),
        Text(
            fi="Oppilaat osasivat kokeilun jälkeen vähemmän kuin verrokit. Emme hanki.",
            sv="Eleverna kunde mindre än jämförelsegruppen. Vi köper inte.",
            en="Pupils knew less than those they were compared with. We do not buy.",
        ),
        None,
    ),
)
COMPANYS_ANSWER = (
    "Kiitos suorista sanoista. Seuraava versio vie opettajalta puolet vähemmän aikaa."
)
LEFT_OUT = "Yritys julkistaa tuotteen keväällä."
WORKED = ("Lyhyet pelit tunnin alussa toimivat.", "Kirjautuminen vei liikaa aikaa tunnin alusta.")
