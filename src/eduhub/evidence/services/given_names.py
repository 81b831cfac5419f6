"""Given names that are common in Finland's schools, in small letters.

Names that are also words of a school's day (Meri, Onni, Tuuli, Oiva, May, August) are left out:
groups and answers are called so.
"""

GIVEN_NAMES = frozenset(  # one text: a name on each line would be four hundred lines
    """
    aada aaro aaron abdi abdullah ada adam adele agnes ahmed aino aisha aki albert aleksander
    aleksi alex alexander alexandra ali alisa alma alvar amanda amina amir anders andrea
    andreas anette anita anja anna annastiina anne anneli anni anniina annika antero anton
    antti anu ari arja armas aron arto arttu arvid astrid atte axel beatrice benjamin birgitta
    carl carolina caroline casper cecilia charlotte christian christina christoffer daniel
    david eeli eelis eerika eero eetu eevi eija eino elias eliel elin elina elisa elisabet
    elisabeth ella ellen elli elsa elsi emil emilia emma emmi emmy enni erik erika erkki esko
    essi esteri eva eveliina fanny fatima felix filip fredrik frida gustav hanna hannele
    hannes hannu hans harri hassan heidi heikki helena helmi helvi henna henri henrik henry
    hilda hilja hilma hugo ibrahim ida iida iina iiris iiro ilkka ilmari inari inka isabella
    ismail jaakko jani janika janina janne jari jasmin jenna jenni jenny jere jesse joel
    johan johanna johannes jonas jonatan joni jonna joona joonas jorma josefin josefina juha
    juhani juho jukka julia juliana jussi juuso jyrki kaarina kaarlo kaisa kalevi kalle
    karin karl karoliina kasper kasperi kati katja katri kerttu kim kimmo kirsi konsta
    kristian kristiina kristina lasse lassi laura lauri leena leevi lennart leon liam lida
    liisa liisi lilian linda linnea lotta lucas lukas maarit maija maja malin marcus maria
    marianne marika marita marja marjatta markku marko markus martin martta maryam mathias
    matias matilda matti mattias mervi mia mika mikael mikaela mikko milla mimosa mina minna
    minttu mira mirja mirjami mirka mohamed mohammed muhammad natalia nea nelli nette nico
    nicole niilo niina niklas niko nina noah noel noora oliver olivia olli omar onerva oscar
    oskar oskari otso otto outi paavo paula pauliina pekka pentti peppi pertti peter petra
    petri petter petteri pia piia pirjo pirkko pyry rasmus rebecka rebekka reetta reijo reino
    riikka riina riitta risto ritva robert robin roope roosa saana saara saija sakari saku
    salla samu samuel samuli sandra sanna sanni santeri sara sari satu sebastian seija selma
    seppo siiri silja simo simon sirkka sirpa sofia sofie sonja stella stina susanna susanne
    taavi taina tanja tapani tapio tarja tatu teemu teija tero terttu tiia tiina timo tobias
    tomi tommi toni topi tuomas tuomo tuukka tuula tyyne ulla urho urpo vaino valtteri veera
    veeti veikko venla verneri viktor viktoria vili viljami ville vilma vincent väinö wilhelm
    william wilma yasmin yrjö yusuf åke åsa östen
    """.split()  # noqa: SIM905
)
