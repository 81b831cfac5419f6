"""News, guides and a page of the demo hub, written by its staff."""

import datetime as dt
from dataclasses import dataclass

from eduhub.kit.access import Actor
from eduhub.kit.lang import Text
from eduhub.pages import services
from eduhub.pages.services import PageWords
from eduhub.pages.states import PageKind

DAY = dt.timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Article:
    """What is shown from `shown` days before the demo's beginning on; None: a draft."""

    kind: PageKind
    slug: str
    title: Text
    lead: Text
    body: Text
    shown: int | None


def make_news(staff: Actor, now: dt.datetime) -> None:
    for article in ARTICLES:
        told = PageWords(
            slug=article.slug,
            title=article.title,
            lead=article.lead,
            body=article.body,
            alternative=Text(),
            by_mail=article.kind == PageKind.NEWS,
        )
        written = now - max(article.shown or 0, 3) * DAY - DAY
        page = services.write_page(article.kind, told, by=staff, now=written)
        if article.shown is not None:
            at = now - article.shown * DAY
            services.publish(page.pk, at=None, by=staff, now=at)


ARTICLES = (
    Article(
        PageKind.NEWS,
        "maths-exhibition",
        Text(
            "Näyttely avattu: matematiikkaa käsin ja kuvin",
            "Utställningen är öppen: matematik med händer och bilder",
            "The exhibition is open: mathematics by hand and in pictures",
        ),
        Text(
            "Kaksitoista ratkaisua, joita kouluissa kokeillaan tänä lukuvuonna.",
            "Tolv lösningar som prövas i skolorna det här läsåret.",
            "Twelve solutions that schools are trying this school year.",
        ),
        Text(
            "Jokaisella ratkaisulla on oma osasto. Voit pyytää esittelyn koulullesi.\n\n"
            "Näyttely on auki kesäkuuhun asti.",
            "Varje lösning har en egen monter. Du kan be om en visning för din skola.\n\n"
            "Utställningen är öppen till juni.",
            "Each solution has a stand of its own. You can ask for a demo for your school.\n\n"
            "The exhibition is open until June.",
        ),
        28,
    ),
    Article(
        PageKind.NEWS,
        "two-dozen-results",
        Text(
            "Kahden lukuvuoden tulokset on julkaistu",
            "Resultaten från två läsår är publicerade",
            "The results of two school years are out",
        ),
        Text(
            "Useimpien vastaus on ”ei voida sanoa”. Sekin on tieto.",
            "För de flesta är svaret ”går inte att säga”. Också det är kunskap.",
            "For most the answer is “cannot tell”. That is knowledge too.",
        ),
        Text(
            "Pienellä ryhmämäärällä näkyvät vain suuret erot. Siksi etsimme nyt kokeiluihin "
            "vähintään **kahtatoista ryhmää**.\n\nKaikki tulokset ovat luettavissa, myös ne, "
            "joissa ratkaisusta oli haittaa.",
            "Med få grupper syns bara stora skillnader. Därför söker vi nu minst **tolv grupper** "
            "till varje försök.\n\nAlla resultat kan läsas, också de där lösningen var till skada.",
            "With few groups only large differences show. That is why we now look for at least "
            "**twelve groups** for a pilot.\n\nAll results can be read, also those in which a "
            "solution did harm.",
        ),
        12,
    ),
    Article(
        PageKind.NEWS,
        "spring-pilots",
        Text(
            "Kevään kokeilut etsivät ryhmiä",
            "Vårens försök söker grupper",
            "The spring's pilots look for groups",
        ),
        Text(
            "Ryhmän voi ilmoittaa mukaan kymmenessä minuutissa.",
            "En grupp anmäls på tio minuter.",
            "A group joins in ten minutes.",
        ),
        Text(
            "Opettaja valitsee kokeilun ja kertoo ryhmän koon. Rehtori vastaa. Oppilaista ei "
            "kerätä tietoja.",
            "Läraren väljer ett försök och berättar hur stor gruppen är. Rektorn svarar. Inga "
            "uppgifter om eleverna samlas in.",
            "A teacher chooses a pilot and tells how large the group is. The principal answers. "
            "Nothing is collected about pupils.",
        ),
        4,
    ),
    Article(
        PageKind.NEWS,
        "teachers-evening",
        Text(
            "Opettajien ilta tammikuussa", "Lärarkväll i januari", "Teachers' evening in January"
        ),
        Text(
            "Luonnos odottaa ohjelmaa.",
            "Utkastet väntar på programmet.",
            "A draft that waits for its programme.",
        ),
        Text(),
        None,
    ),
    Article(
        PageKind.GUIDE,
        "first-pilot",
        Text("Ensimmäinen kokeilu", "Det första försöket", "A first pilot"),
        Text(
            "Mitä tapahtuu, kun ryhmä lähtee mukaan.",
            "Vad som händer när en grupp går med.",
            "What happens when a group joins.",
        ),
        Text(
            "1. Valitse kokeilu ja ilmoita ryhmäsi.\n2. Rehtori hyväksyy.\n3. Sovi yrityksen "
            "kanssa, mikä on onnistuminen.\n4. Arpa ratkaisee, mitkä ryhmät kokeilevat heti.\n"
            "5. Anna lopuksi ryhmäsi luvut. Tulos julkaistaan aina.",
            "1. Välj ett försök och anmäl din grupp.\n2. Rektorn godkänner.\n3. Kom överens med "
            "företaget om vad som är framgång.\n4. Lotten avgör vilka grupper som prövar genast.\n"
            "5. Ge till sist gruppens siffror. Resultatet publiceras alltid.",
            "1. Choose a pilot and tell of your group.\n2. The principal says yes.\n3. Agree with "
            "the company what success is.\n4. A lot decides which groups try at once.\n5. In the "
            "end give your group's figures. The result is always published.",
        ),
        200,
    ),
    Article(
        PageKind.GUIDE,
        "reading-a-result",
        Text("Näin luet tuloksen", "Så läser du ett resultat", "How to read a result"),
        Text(
            "Piste, viiva ja kohta, jossa eroa ei ole.",
            "Punkten, linjen och stället utan skillnad.",
            "The dot, the line and the place of no difference.",
        ),
        Text(
            "Piste on paras arvio. Viiva kertoo, missä ero luultavasti on. Jos viiva ulottuu "
            "molemmin puolin nollaa, ei voida sanoa, auttoiko ratkaisu.",
            "Punkten är den bästa gissningen. Linjen visar var skillnaden sannolikt finns. Om den "
            "går över noll åt båda hållen kan man inte säga om lösningen hjälpte.",
            "The dot is the best guess. The line tells where the difference probably is. If it "
            "reaches to both sides of nought, one cannot tell whether the solution helped.",
        ),
        190,
    ),
    Article(
        PageKind.PAGE,
        "about",
        Text("Tietoa hubista", "Om hubben", "About the hub"),
        Text(
            "Kaupungin paikka, jossa koulut ja yritykset kehittävät yhdessä.",
            "Stadens plats där skolor och företag utvecklar tillsammans.",
            "The city's place where schools and companies develop together.",
        ),
        Text(
            "Tämä on **demokaupunki**: kaikki täällä on keksittyä.",
            "Det här är en **demostad**: allt här är påhittat.",
            "This is a **demo city**: everything here is invented.",
        ),
        300,
    ),
)
