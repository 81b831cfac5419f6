"""The library's first measures: one that is known everywhere, and three of the hub's own.

The ten statements are John Brooke's, who lets anybody use the scale that names its source. Their
Finnish and Swedish are the hub's own and not validated, and say so.
"""

import datetime as dt
import uuid
from typing import Any

SPACE = uuid.UUID("6a9d1c1e-1d0a-4a57-9a55-2f6f1a0c8e11")
WHEN = dt.datetime(2026, 11, 27, tzinfo=dt.UTC)


def text(fi: str, sv: str, en: str) -> dict[str, str]:
    return {"fi": fi, "sv": sv, "en": en}


def item(fi: str, sv: str, en: str, *, turned: bool = False) -> dict[str, Any]:
    return {"text": text(fi, sv, en), "reversed": turned}


AGREE = {
    "answer_low": 1,
    "answer_high": 5,
    "answer_low_words": text("Täysin eri mieltä", "Helt av annan åsikt", "Strongly disagree"),
    "answer_high_words": text("Täysin samaa mieltä", "Helt av samma åsikt", "Strongly agree"),
    "may_show_items": True,
}
OWN = {
    "kind": "questionnaire",
    "languages": ["fi", "sv", "en"],
    "licence": text(
        "Vapaasti käytettävissä ja muutettavissa, kun lähde mainitaan (CC BY 4.0)",
        "Får användas och ändras fritt när källan nämns (CC BY 4.0)",
        "Free to use and to change when the source is named (CC BY 4.0)",
    ),
    "licence_url": "https://creativecommons.org/licenses/by/4.0/",
    "maker": "Education Hub",
    "maker_is": "hub",
    "remark": text(
        "Hubin oma lyhyt mittari, jota ei ole vielä kokeiltu. Luotettavuutta ei tunneta. Kerro"
        " siitä tuloksen yhteydessä.",
        "Hubbens egen korta skala som ännu inte har prövats. Reliabiliteten är inte känd. Berätta"
        " det när du redovisar resultatet.",
        "The hub's own short scale, not tried yet. Its reliability is not known. Say so beside a"
        " result.",
    ),
}
MEAN = text(
    "Keskiarvo kaikista vastauksista, kun käännetyt väitteet on ensin käännetty (6 miinus"
    " vastaus). Jos yli puolet puuttuu, lomaketta ei lasketa.",
    "Medelvärdet av alla svar, sedan de omvända påståendena har vänts (6 minus svaret). Om mer än"
    " hälften saknas räknas blanketten inte.",
    "The mean of all answers, with the reversed statements turned first (6 minus the answer). A"
    " form with more than half of them missing is not counted.",
)
FIRST = {
    "sus": {
        "name": text(
            "Käytettävyysasteikko SUS", "Användbarhetsskalan SUS", "System Usability Scale (SUS)"
        ),
        "kind": "questionnaire",
        "about": text(
            "Kuinka helppo ja miellyttävä järjestelmä on käyttää käyttäjän omasta mielestä. Ei kerro"
            " oppimisesta.",
            "Hur lätt och smidigt ett system är att använda enligt användaren själv. Säger inget om"
            " lärande.",
            "How easy a system is to use in its user's own eyes. It tells nothing of learning.",
        ),
        "age_from": 12,
        "languages": ["fi", "sv", "en"],
        "licence": text(
            "Vapaasti käytettävissä, kun lähde mainitaan",
            "Får användas fritt när källan nämns",
            "Free to use when the source is named",
        ),
        "maker": "John Brooke, Digital Equipment Corporation",
        "maker_is": "independent",
        "source": "Brooke, J. SUS: a “quick and dirty” usability scale. In: Usability Evaluation in"
        " Industry. Taylor & Francis 1996, 189–194.",
        "scoring": text(
            "Parittomista väitteistä vastaus miinus 1, parillisista 5 miinus vastaus. Summa"
            " kerrotaan luvulla 2,5. Joka vastaaja saa 0–100. Jos joku ei osaa vastata, hän"
            " valitsee keskimmäisen.",
            "För udda påståenden svaret minus 1, för jämna 5 minus svaret. Summan gånger 2,5. Varje"
            " svarare får 0–100. Den som inte kan svara väljer mitten.",
            "Of odd statements the answer minus 1, of even ones 5 minus the answer. The sum times"
            " 2.5. Each form gives 0 to 100. Who cannot answer chooses the middle.",
        ),
        "low": 0,
        "high": 100,
        "reliability": "0.91",
        "reliability_kind": "alpha",
        "reliability_source": "Bangor, Kortum, Miller. An Empirical Evaluation of the System"
        " Usability Scale. International Journal of Human–Computer Interaction 24 (2008), 574–594."
        " Of the English one.",
        "remark": text(
            "Suomennos on hubin oma, eikä sitä ole validoitu. Asteikkoa ei ole validoitu alle"
            " 12-vuotiaille: käytä silloin tulosta vain kuvaukseen.",
            "Den svenska översättningen är hubbens egen och inte validerad. Skalan är inte validerad"
            " för barn under 12 år: använd då resultatet bara som beskrivning.",
            "The Finnish and the Swedish are the hub's own translations and not validated. The scale"
            " is not validated below the age of 12: then let the result only describe.",
        ),
        "items": [
            item(
                "Luulen, että haluaisin käyttää tätä järjestelmää usein.",
                "Jag tror att jag skulle vilja använda det här systemet ofta.",
                "I think that I would like to use this system frequently.",
            ),
            item(
                "Järjestelmä oli mielestäni tarpeettoman monimutkainen.",
                "Jag tyckte att systemet var onödigt komplicerat.",
                "I found the system unnecessarily complex.",
                turned=True,
            ),
            item(
                "Järjestelmä oli mielestäni helppokäyttöinen.",
                "Jag tyckte att systemet var lätt att använda.",
                "I thought the system was easy to use.",
            ),
            item(
                "Luulen, että tarvitsisin teknisen ihmisen apua järjestelmän käyttöön.",
                "Jag tror att jag skulle behöva hjälp av en tekniskt kunnig person för att kunna"
                " använda systemet.",
                "I think that I would need the support of a technical person to be able to use this"
                " system.",
                turned=True,
            ),
            item(
                "Järjestelmän toiminnot sopivat mielestäni hyvin yhteen.",
                "Jag tyckte att systemets olika funktioner hängde väl ihop.",
                "I found the various functions in this system were well integrated.",
            ),
            item(
                "Järjestelmässä oli mielestäni liikaa epäjohdonmukaisuutta.",
                "Jag tyckte att det fanns för mycket inkonsekvens i systemet.",
                "I thought there was too much inconsistency in this system.",
                turned=True,
            ),
            item(
                "Uskon, että useimmat oppisivat käyttämään järjestelmää hyvin nopeasti.",
                "Jag tror att de flesta skulle lära sig att använda systemet mycket snabbt.",
                "I would imagine that most people would learn to use this system very quickly.",
            ),
            item(
                "Järjestelmä oli mielestäni hyvin kankea käyttää.",
                "Jag tyckte att systemet var mycket omständligt att använda.",
                "I found the system very cumbersome to use.",
                turned=True,
            ),
            item(
                "Tunsin oloni varmaksi, kun käytin järjestelmää.",
                "Jag kände mig mycket säker när jag använde systemet.",
                "I felt very confident using the system.",
            ),
            item(
                "Minun piti oppia paljon, ennen kuin pääsin järjestelmässä alkuun.",
                "Jag behövde lära mig mycket innan jag kom i gång med systemet.",
                "I needed to learn a lot of things before I could get going with this system.",
                turned=True,
            ),
        ],
        **AGREE,
    },
    "workload": {
        "name": text(
            "Opettajan työkuorma kokeilussa",
            "Lärarens arbetsbörda i ett försök",
            "Teacher's workload in a trial",
        ),
        "about": text(
            "Kuinka paljon lisätyötä ratkaisun käyttö tuo opettajalle viikossa.",
            "Hur mycket extra arbete användningen ger läraren per vecka.",
            "How much extra work the solution gives its teacher in a week.",
        ),
        "scoring": MEAN,
        "low": 1,
        "high": 5,
        "higher_is_better": False,
        "items": [
            item(
                "Valmistelin tunteja tämän vuoksi kauemmin kuin tavallisesti.",
                "Jag förberedde lektionerna längre än vanligt på grund av det här.",
                "Because of this I prepared my lessons for longer than usual.",
            ),
            item(
                "Tunnilla aikaani meni laitteisiin ja kirjautumisiin.",
                "På lektionen gick min tid åt till apparater och inloggningar.",
                "In class my time went into devices and signing in.",
            ),
            item(
                "Työtä jäi iltaan tai viikonloppuun.",
                "Arbete blev kvar till kvällen eller veckoslutet.",
                "Work was left for the evening or the weekend.",
            ),
            item(
                "Tämä säästi aikaani muualla.",
                "Det här sparade min tid någon annanstans.",
                "This saved me time elsewhere.",
                turned=True,
            ),
        ],
        **OWN,
        **AGREE,
    },
    "enjoyment": {
        "name": text("Oppimisen ilo", "Elevens glädje i lärandet", "Pupil's enjoyment"),
        "about": text(
            "Pitikö oppilas siitä, mitä tunnilla tehtiin.",
            "Om eleven tyckte om det som gjordes på lektionen.",
            "Whether a pupil liked what was done in class.",
        ),
        "age_from": 9,
        "age_to": 16,
        "scoring": MEAN,
        "low": 1,
        "high": 5,
        "items": [
            item(
                "Minusta tämä oli kivaa.", "Jag tyckte att det här var roligt.", "I enjoyed this."
            ),
            item(
                "Haluaisin tehdä tätä uudestaan.",
                "Jag vill gärna göra det här igen.",
                "I would like to do this again.",
            ),
            item(
                "Minulla oli tylsää.", "Jag hade tråkigt.", "I was bored.", turned=True
            ),
            item(
                "Halusin tietää aiheesta lisää.",
                "Jag ville veta mer om ämnet.",
                "I wanted to know more about the subject.",
            ),
        ],
        **OWN,
        **AGREE,
    },
    "time": {
        "name": text("Aika tehtävän parissa", "Tid med uppgiften", "Time on task"),
        "about": text(
            "Kuinka suuren osan tunnista oppilas työskenteli tehtävän parissa omasta mielestään.",
            "Hur stor del av lektionen eleven arbetade med uppgiften enligt eleven själv.",
            "For how much of a lesson a pupil worked on the task, in the pupil's own eyes.",
        ),
        "age_from": 9,
        "age_to": 19,
        "scoring": MEAN,
        "low": 1,
        "high": 5,
        "items": [
            item(
                "Aloitin heti, kun tehtävä annettiin.",
                "Jag började genast när uppgiften gavs.",
                "I began as soon as the task was given.",
            ),
            item(
                "Tein välillä jotain ihan muuta.",
                "Ibland gjorde jag något helt annat.",
                "At times I did something quite different.",
                turned=True,
            ),
            item(
                "Työskentelin tunnin loppuun asti.",
                "Jag arbetade ända till slutet av lektionen.",
                "I worked to the end of the lesson.",
            ),
        ],
        **OWN,
        **AGREE,
    },
}


def seed(apps: Any, schema_editor: Any) -> None:
    Measure = apps.get_model("evidence", "Measure")
    for code, told in FIRST.items():
        Measure.objects.get_or_create(
            series=uuid.uuid5(SPACE, code),
            version=1,
            defaults=told | {"state": "published", "written_at": WHEN, "published_at": WHEN},
        )
