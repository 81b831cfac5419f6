"""What the demo's jury scores and says; plainly invented."""

from eduhub.kit.lang import Text

FIRST = Text("Ensimmäinen luku", "Första läsningen", "First reading")
SECOND = Text("Toinen luku", "Andra läsningen", "Second reading")
CRITERIA = (
    (
        Text("Tarve", "Behov", "Need"),
        2,
        (
            Text("Kukaan opettaja ei ole pyytänyt", "Ingen lärare har bett om det", "No teacher has asked for it"),
            Text("Yksi opettaja on pyytänyt", "En lärare har bett om det", "One teacher has asked for it"),
            Text("Kaksi tai kolme on pyytänyt", "Två eller tre har bett om det", "Two or three have asked"),
            Text("Monta, useasta koulusta", "Många, från flera skolor", "Many, from several schools"),
            Text("Monta, ja se vie heiltä aikaa", "Många, och det tar deras tid", "Many, and it costs them time"),
        ),
    ),
    (
        Text("Oppiminen", "Lärande", "Learning"),
        2,
        (
            Text("Ei kerrota, miten opitaan", "Det sägs inte hur man lär sig", "Nothing is said of how one learns"),
            Text("Toive ilman perustetta", "En förhoppning utan grund", "A hope without a reason"),
            Text("Perusteltu ajatus", "En motiverad tanke", "An idea with a reason"),
            Text("Ajatusta on kokeiltu", "Tanken har prövats", "The idea has been tried"),
            Text("Vaikutusta on mitattu", "Effekten har mätts", "An effect has been measured"),
        ),
    ),
    (
        Text("Toteutus", "Genomförande", "Feasibility"),
        1,
        (
            Text("Suunnitelma puuttuu", "Planen saknas", "There is no plan"),
            Text("Suunnitelmassa on aukkoja", "Planen har luckor", "The plan has gaps"),
            Text("Suunnitelma on mahdollinen", "Planen är möjlig", "The plan is possible"),
            Text("Suunnitelma ja tekijät", "Plan och folk finns", "A plan and the people for it"),
            Text("Osa on jo tehty", "En del är redan gjord", "Part of it is done"),
        ),
    ),
)  # fmt: skip
COMMENTS = (
    "Hyvä tarve, ja se on kuvattu selvästi. Kertokaa vielä, kuka käyttää tätä ensimmäisenä.",
    "Ajatus on vahva. Mittaaminen jää auki: mistä näkee, että oppilas oppi?",
    "Suunnitelma on realistinen. Opettajan aika kannattaa laskea mukaan.",
    "Tämän kaltaisia on jo. Mikä tässä on toisin?",
)
TO_STAFF = "Haluaisin kuulla heitä haastattelussa."
DRAFT = "Luin kerran, palaan huomenna."
