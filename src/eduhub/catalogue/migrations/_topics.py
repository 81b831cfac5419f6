"""The shared codes: subjects and learning areas, ages, goals, languages, devices, prices, stages.

Subjects, learning areas and goals stand as in the Finnish National Agency for Education's core
curricula for basic education (2014) and early childhood education and care (2022).
"""

from typing import Any

SUBJECTS = [
    ("mother-tongue", "Äidinkieli ja kirjallisuus", "Modersmål och litteratur", "Mother tongue and literature"),
    ("second-language", "Suomi tai ruotsi toisena kielenä", "Svenska eller finska som andraspråk", "Finnish or Swedish as a second language"),
    ("second-national", "Toinen kotimainen kieli", "Det andra inhemska språket", "Second national language"),
    ("foreign-languages", "Vieraat kielet", "Främmande språk", "Foreign languages"),
    ("maths", "Matematiikka", "Matematik", "Mathematics"),
    ("environment", "Ympäristöoppi", "Omgivningslära", "Environmental studies"),
    ("biology", "Biologia", "Biologi", "Biology"),
    ("geography", "Maantieto", "Geografi", "Geography"),
    ("physics", "Fysiikka", "Fysik", "Physics"),
    ("chemistry", "Kemia", "Kemi", "Chemistry"),
    ("health", "Terveystieto", "Hälsokunskap", "Health education"),
    ("religion", "Uskonto ja elämänkatsomustieto", "Religion och livsåskådningskunskap", "Religion and ethics"),
    ("history", "Historia", "Historia", "History"),
    ("social-studies", "Yhteiskuntaoppi", "Samhällslära", "Social studies"),
    ("music", "Musiikki", "Musik", "Music"),
    ("arts", "Kuvataide", "Bildkonst", "Visual arts"),
    ("crafts", "Käsityö", "Slöjd", "Crafts"),
    ("sports", "Liikunta", "Gymnastik", "Physical education"),
    ("home-economics", "Kotitalous", "Huslig ekonomi", "Home economics"),
    ("guidance", "Oppilaanohjaus", "Elevhandledning", "Guidance counselling"),
    ("programming", "Ohjelmointi ja robotiikka", "Programmering och robotik", "Programming and robotics"),
    ("early-languages", "Varhaiskasvatus: kielten rikas maailma", "Småbarnspedagogik: språkens rika värld", "Early childhood: rich world of languages"),
    ("early-expression", "Varhaiskasvatus: ilmaisun monet muodot", "Småbarnspedagogik: uttryckens många former", "Early childhood: diverse forms of expression"),
    ("early-community", "Varhaiskasvatus: minä ja meidän yhteisömme", "Småbarnspedagogik: jag och vår gemenskap", "Early childhood: me and our community"),
    ("early-exploring", "Varhaiskasvatus: tutkin ja toimin ympäristössäni", "Småbarnspedagogik: jag utforskar och agerar i min omgivning", "Early childhood: I explore and act in my environment"),
    ("early-growing", "Varhaiskasvatus: kasvan, liikun ja kehityn", "Småbarnspedagogik: jag växer, rör mig och utvecklas", "Early childhood: I grow, move and develop"),
]
AGES = [
    ("3-6", "3–6-vuotiaat", "3–6 år", "Ages 3 to 6"),
    ("7-9", "7–9-vuotiaat", "7–9 år", "Ages 7 to 9"),
    ("10-12", "10–12-vuotiaat", "10–12 år", "Ages 10 to 12"),
    ("13-15", "13–15-vuotiaat", "13–15 år", "Ages 13 to 15"),
    ("16-18", "16–18-vuotiaat", "16–18 år", "Ages 16 to 18"),
    ("adults", "Aikuiset", "Vuxna", "Adults"),
]
GOALS = [
    ("learning-to-learn", "Ajattelu ja oppimaan oppiminen", "Förmåga att tänka och lära sig", "Thinking and learning to learn"),
    ("culture", "Kulttuurinen osaaminen, vuorovaikutus ja ilmaisu", "Kulturell och kommunikativ kompetens", "Cultural competence, interaction and self-expression"),
    ("daily-life", "Itsestä huolehtiminen ja arjen taidot", "Vardagskompetens", "Taking care of oneself and managing daily life"),
    ("multiliteracy", "Monilukutaito", "Multilitteracitet", "Multiliteracy"),
    ("digital", "Tieto- ja viestintäteknologinen osaaminen", "Digital kompetens", "Digital competence"),
    ("working-life", "Työelämätaidot ja yrittäjyys", "Arbetslivskompetens och entreprenörskap", "Working life competence and entrepreneurship"),
    ("sustainability", "Osallistuminen, vaikuttaminen ja kestävän tulevaisuuden rakentaminen", "Förmåga att delta, påverka och bidra till en hållbar framtid", "Participation and building a sustainable future"),
    ("support", "Oppimisen tuki", "Stöd för lärande", "Support for learning"),
    ("wellbeing", "Hyvinvointi", "Välbefinnande", "Wellbeing"),
    ("assessment", "Oppimisen arviointi", "Bedömning av lärande", "Assessment of learning"),
]
LANGUAGES = [
    ("fi", "Suomi", "Finska", "Finnish"),
    ("sv", "Ruotsi", "Svenska", "Swedish"),
    ("en", "Englanti", "Engelska", "English"),
    ("se", "Pohjoissaame", "Nordsamiska", "Northern Sámi"),
    ("et", "Viro", "Estniska", "Estonian"),
    ("ru", "Venäjä", "Ryska", "Russian"),
    ("uk", "Ukraina", "Ukrainska", "Ukrainian"),
    ("ar", "Arabia", "Arabiska", "Arabic"),
    ("so", "Somali", "Somaliska", "Somali"),
    ("wordless", "Toimii ilman sanoja", "Fungerar utan ord", "Works without words"),
]
DEVICES = [
    ("computer", "Tietokone", "Dator", "Computer"),
    ("chromebook", "Chromebook", "Chromebook", "Chromebook"),
    ("tablet", "Tabletti", "Surfplatta", "Tablet"),
    ("phone", "Puhelin", "Telefon", "Phone"),
    ("board", "Interaktiivinen näyttö", "Interaktiv skärm", "Interactive display"),
    ("headset", "Virtuaalilasit", "VR-glasögon", "Virtual reality headset"),
    ("kit", "Oma laite tai rakennussarja", "Egen apparat eller byggsats", "Device or kit of its own"),
    ("nothing", "Ei vaadi laitetta", "Kräver ingen apparat", "Needs no device"),
]
PRICES = [
    ("free", "Maksuton", "Gratis", "Free of charge"),
    ("freemium", "Perusosa maksuton", "Grundversionen gratis", "Free basic version"),
    ("pupil", "Hinta oppilasta kohti", "Pris per elev", "Price per pupil"),
    ("class", "Hinta ryhmää tai opettajaa kohti", "Pris per grupp eller lärare", "Price per class or teacher"),
    ("school", "Hinta koulua kohti", "Pris per skola", "Price per school"),
    ("once", "Kertaostos", "Engångsköp", "Bought once"),
]
STAGES = [
    ("prototype", "Prototyyppi", "Prototyp", "Prototype"),
    ("trial", "Kokeiltavissa", "Kan prövas", "Ready to be tried"),
    ("in-use", "Käytössä kouluissa", "Används i skolor", "In use at schools"),
    ("abroad", "Käytössä myös ulkomailla", "Används också utomlands", "In use abroad too"),
]
KINDS = {
    "subject": SUBJECTS,
    "age": AGES,
    "goal": GOALS,
    "language": LANGUAGES,
    "device": DEVICES,
    "price": PRICES,
    "stage": STAGES,
}


def seed(apps: Any, schema_editor: Any) -> None:
    Topic = apps.get_model("catalogue", "Topic")
    Topic.objects.bulk_create(
        [
            Topic(code=f"{kind}-{code}", kind=kind, place=place, name={"fi": fi, "sv": sv, "en": en})
            for kind, topics in KINDS.items()
            for place, (code, fi, sv, en) in enumerate(topics, start=1)
        ],
        ignore_conflicts=True,  # a city may have brought its own words already
    )
