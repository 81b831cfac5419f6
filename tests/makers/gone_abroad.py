"""Where the small world's companies go: markets, lists, missions with their agendas, one pilot."""

import datetime as dt
import uuid

from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils import timezone

from eduhub.catalogue.models import Solution
from eduhub.catalogue.services.markets import MarketTold, keep_market
from eduhub.kit.lang import Text
from eduhub.pilots.services.jurisdictions import place_pilot
from eduhub.pilots.services.schools import place_school
from eduhub.programmes.models import Traveller
from eduhub.programmes.services import abroad, missions
from tests.makers import make_organisation, make_pilot
from tests.makers.planted import number

KEYS = uuid.UUID("d3a8d1a4-9a5e-4e77-8a53-0c4f6c2f7a31")
PDF = b"%PDF-1.7\nA certificate of the own company\n%%EOF\n"


def make_gone_abroad(world, actor, secret) -> None:
    now = timezone.now().replace(minute=0, second=0, microsecond=0)
    staff = actor("staff")
    told = MarketTold(code="ee", name=_said("Viro"), checked_on=dt.date(2026, 6, 1))
    market = keep_market(told, None, seen=0, by=staff, now=now)
    unseen = MarketTold(code="zz", name=_said("Toinen"), is_shown=False)
    hidden = keep_market(unseen, None, seen=0, by=staff, now=now)
    world.things |= {"market": market.pk, "market.hidden": hidden.pk}
    _lists(world, actor, secret, market, now)
    _missions(world, actor, secret, market, now)
    pilot = make_pilot(Solution.objects.get(pk=world.things["solution.own"]))
    place_pilot(pilot.pk, market.pk, seen=1, by=staff, now=now)
    school = make_organisation(name=_said("Koulu muualla"))
    place_school(school.pk, market.pk, seen=0, by=staff, now=now)
    world.things |= {"pilot.abroad": pilot.pk, "school.abroad": school.pk}


def _key(name):
    return uuid.uuid5(KEYS, name)


def _said(words):
    return Text(fi=f"{words} fi", sv=f"{words} sv", en=f"{words} en")


def _lists(world, actor, secret, market, now):
    """The own company's, with an item of its own that a file shows; and the rival's."""
    for who, own in (("company_lead", "own"), ("rival", "rival")):
        by = actor(who)
        made = abroad.begin_readiness(world.things[f"solution.{own}"], market.pk, by=by, now=now)
        title = f"Item {secret(f'readiness-{own}')}"
        shown = f"Number {secret(f'evidence-{own}')}"
        cost = number(f"cost-{own}")
        fields = abroad.ItemFields(heading="other", title=title, shown_by=shown, cost=cost)
        item = abroad.add_item(made.pk, fields, by=by, now=now)
        file = SimpleUploadedFile("certificate.pdf", PDF)
        abroad.keep_item(item.pk, fields, file, seen=1, by=by, now=now)
        world.things |= {
            f"readiness.{own}": made.pk,
            f"ready.{own}": item.pk,
            f"ready.{own}.template": made.items.get(template="priced").pk,
        }


def _missions(world, actor, secret, market, now):
    """The own company goes, the rival has asked; the agenda, and a meeting that is private."""
    staff, lead = actor("staff"), actor("company_lead")
    partner = missions.keep_partner(
        missions.PartnerFields(market_id=market.pk, name="Satama", place="Tallinna",
                               offers=_said("Pöytiä"), website="https://example.org"),
        None, key=_key("partner"), seen=0, by=staff, now=now,
    )  # fmt: skip
    made = {name: _mission(name, market, staff, now) for name in ("mission", "other", "draft")}
    mission = made["mission"]
    asked = missions.ask_along(mission.pk, secret("hopes-own"), by=lead, now=now)
    missions.decide_traveller(asked.pk, "going", "", by=staff, now=now)
    rival = Traveller.objects.create(
        mission=mission,
        organisation=world.homes["rival"],
        words=secret("hopes-rival"),
        asked_at=now,
    )
    shared = _meeting(mission, secret("agenda"), staff, now, partner_id=partner.pk)
    own = _meeting(mission, secret("meeting-own"), lead, now, is_private=True)
    world.things |= {
        "soft_partner": partner.pk,
        "mission": mission.pk,
        "mission.other": made["other"].pk,
        "mission.draft": made["draft"].pk,
        "traveller": asked.pk,
        "traveller.rival": rival.pk,
        "meeting.shared": shared.pk,
        "meeting.own": own.pk,
    }


def _mission(name, market, staff, now):
    fields = missions.MissionFields(
        market_id=market.pk,
        title=_said(f"Matka {name}"),
        words=_said("Tavataan kouluja"),
        place="Tallinna",
        zone="Europe/Tallinn",
        begins_on=now.date() + dt.timedelta(days=40),
        ends_on=now.date() + dt.timedelta(days=42),
        places=3,
        apply_until=now + dt.timedelta(days=20),
        state="draft" if name == "draft" else "announced",
    )
    return missions.keep_mission(fields, None, key=_key(name), seen=0, by=staff, now=now)


def _meeting(mission, title, by, now, **told):
    fields = missions.MeetingFields(
        title=title, day=mission.begins_on, begins=dt.time(9), ends=dt.time(10), **told
    )
    return missions.add_meeting(mission.pk, fields, key=_key(title), by=by, now=now)
