"""The words that the demo's people write to each other, each in their own language."""

import datetime as dt
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Said:
    """Who writes what."""

    who: str
    words: str


@dataclass(frozen=True, slots=True)
class Todo:
    who: str
    words: str
    due: dt.date | None
    is_done: bool = False


@dataclass(frozen=True, slots=True)
class Posted:
    """An ask or offer; answer names the words of whoever answered it."""

    who: str
    kind: str
    topic: str
    title: str
    words: str
    language: str = "fi"
    answer: str = ""
    outcome: str = ""
    how: str = ""


GREETING = (
    "Tervetuloa mukaan! Kirjoitamme tänne kaikesta, mikä koskee koko kokeilua."
    " Kysykää matalalla kynnyksellä, vastaamme vuorokauden sisällä."
)
TALKS = (
    (
        Said(
            "company",
            "Lisäsin tiedostoihin pikaohjeen: kolme sivua, ensimmäinen tunti vaihe vaiheelta.\n\n"
            "Jos jokin kohta ei toimi teidän laitteillanne, kertokaa mikä ja millä selaimella.",
        ),
        (
            Said(
                "teacher",
                "Kiitos! Ensimmäinen tunti meni ohjeen mukaan. Kirjautuminen vei 12 minuuttia,"
                " ohjeessa sanottiin viisi.",
            ),
            Said(
                "company",
                "Hyvä tieto. Tunnukset voi tulostaa etukäteen lapuiksi, lisään siitä kohdan.",
            ),
        ),
    ),
    (
        Said(
            "staff",
            "Muistutus kaikille: luokan summat annetaan viimeisellä viikolla. Niissä on vain"
            " lukumäärä, keskiarvo ja hajonta, ei mitään yksittäisestä oppilaasta.",
        ),
        (Said("teacher", "Selvä. Teemme mittauksen perjantaina toisella tunnilla."),),
    ),
    (
        Said(
            "company",
            "Tack för responsen i går! Vi har rättat felet med ljudet i uppgift 14. Ni behöver"
            " inte göra något, sidan räcker att ladda om.",
        ),
        (),
    ),
)
EDITED = (
    "Viikolla 46 meillä on retkipäivä, joten käyttö jää yhteen kertaan.",
    "Viikolla 46 meillä on retkipäivä torstaina, joten käyttö jää sillä viikolla yhteen kertaan.",
)
FILES = (
    (
        "pikaohje.txt",
        "",
        "Pikaohje opettajalle\n\n1. Avaa luokan sivu.\n2. Jaa koodit.\n3. Aloita harjoitus.\n",
    ),
    (
        "pikaohje.txt",
        "Kirjautumislaput lisätty",
        (
            "Pikaohje opettajalle\n\n0. Tulosta kirjautumislaput.\n1. Avaa luokan sivu.\n"
            "2. Jaa koodit.\n3. Aloita harjoitus.\n"
        ),
    ),
    (
        "aikataulu.csv",
        "Viikot ja tunnit",
        "viikko,tunnit,mittaus\n38,2,alkumittaus\n42,0,syysloma\n47,2,loppumittaus\n",
    ),
)
TASKS = (
    Todo("company", "Lisää pikaohjeeseen kirjautumislaput", dt.date(2026, 10, 30), True),
    Todo("teacher", "Anna luokan summat", dt.date(2026, 11, 20)),
    Todo("company", "Kerro, miten koulut voivat jatkaa kokeilun jälkeen", dt.date(2026, 12, 4)),
    Todo("staff", "Sovi yhteinen loppukeskustelu", None),
)
DECISIONS = (
    (
        "Loppumittaus tehdään viikolla 47, samana päivänä kaikissa luokissa",
        "Viikolla 46 usealla koululla on retkipäiviä, ja tulokset olisivat eri ikäisiä.",
    ),
    ("Syyslomaviikkoa ei lasketa käyttöviikkoihin", ""),
)
ANSWERS = {
    "help": "Voimme auttaa. Tule käymään hubissa tiistaina tai torstaina, tai soita.",
    "take": "Tämä sopisi meille hyvin. Milloin voisi tulla katsomaan?",
}
ASKS = (
    Posted(
        "company",
        "seek",
        "classroom",
        "Kolmosluokka testaamaan lukupeliä maaliskuussa",
        "Kaksi 30 minuutin hetkeä viikossa, neljä viikkoa. Tulemme itse paikalle ensimmäisellä"
        " kerralla. Laitteeksi käy mikä tahansa selain.",
        answer="help",
        outcome="here",
        how="Kaksi luokkaa löytyi samalta koululta.",
    ),
    Posted(
        "teacher",
        "offer",
        "classroom",
        "Ruotsinkielinen vitosluokka lähtee mukaan keväällä",
        "22 oppilasta, luokassa omat tabletit. Matematiikka tai ympäristöoppi kiinnostaa.",
        answer="take",
    ),
    Posted(
        "company_2",
        "seek",
        "skill",
        "Kontrollera vår svenska i spelets uppgifter",
        "Ungefär 120 korta uppgifter för årskurs 4 till 6. Vi söker någon som kan läsa dem med en"
        " lärares ögon.",
        language="sv",
    ),
    Posted(
        "staff",
        "offer",
        "space",
        "Hubin studio vapaana perjantaisin",
        "Ääni, valo ja taustakangas. Sopii esittelyvideoiden tekoon, kolme tuntia kerrallaan.",
        answer="take",
    ),
    Posted(
        "teacher",
        "seek",
        "device",
        "Lainaan kuusi VR-laitetta kahdeksi viikoksi",
        "Kemian projektiin kasiluokille tammikuussa. Haemme ja palautamme itse.",
    ),
    Posted(
        "company",
        "seek",
        "market",
        "A contact at schools in Estonia",
        "We translate our fractions games into Estonian and look for a school that would read the"
        " first version with us.",
        language="en",
        answer="help",
    ),
    Posted(
        "principal",
        "offer",
        "skill",
        "Kokemuksia siitä, miten kokeilu sovitetaan lukujärjestykseen",
        "Meillä on takana kolme kokeilua. Kerron mielelläni toiselle rehtorille, mitä teimme"
        " ensin väärin.",
    ),
    Posted(
        "company_2",
        "offer",
        "device",
        "Kymmenen robottisarjaa lainaksi toukokuuhun asti",
        "Sarjat ovat ehjiä, mutta emme itse enää tarvitse niitä. Mukana opettajan ohje.",
    ),
    Posted(
        "company",
        "seek",
        "partner",
        "Kumppani yhteiseen tarjoukseen Pohjoismaihin",
        "Meillä on lukeminen, etsimme matematiikkaa tai luonnontieteitä samalle ikäryhmälle.",
    ),
    Posted(
        "teacher",
        "seek",
        "skill",
        "Miten arvioin luokan alkumittauksen",
        "Ensimmäinen kokeiluni. Haluaisin puolen tunnin keskustelun jonkun kanssa, joka on"
        " tehnyt tämän ennen.",
        answer="help",
    ),
    Posted(
        "principal",
        "seek",
        "partner",
        "Ett företag som vill möta våra lärare på en planeringsdag",
        "Planeringsdagen är i februari. Vi har 40 minuter och 18 lärare i årskurs 1 till 6.",
        language="sv",
    ),
    Posted(
        "staff",
        "offer",
        "market",
        "Two seats at the joint stand at a fair in spring",
        "For companies with a published result. The stand is paid for; you pay the journey.",
        language="en",
    ),
)
