"""What the small world's companies have told on their way: figures, events, pitches, interests."""

import datetime as dt
import uuid
from decimal import Decimal

from django.utils import timezone

from eduhub.kit.lang import Text
from eduhub.kit.tokens import digest_of
from eduhub.programmes.models import Ask, AskLink, Interest
from eduhub.programmes.services import demo_days, figure_letters, figures, records, stays
from eduhub.programmes.services.demo_days import DemoDayFields, InterestFields
from eduhub.programmes.services.figures import KeyFigureFields, Saying
from eduhub.programmes.services.records import EventFields
from eduhub.programmes.services.stays import StayFields
from tests.makers.planted import number

KEYS = uuid.UUID("2d1c5b6a-5f0e-4b57-8a9f-8c6d3f1b7e22")
FIGURE_TOKEN = "own-token-of-a-figure-letter-0005"
INTEREST_TOKEN = "own-token-of-an-interest-0006"
DAY = dt.timedelta(days=1)


def make_recorded(world, actor, secret) -> None:
    """Both companies were in the programme, told a figure and an event, and pitch."""
    now = timezone.now().replace(minute=0, second=0, microsecond=0)
    staff = actor("staff")
    programme = world.things["programme"]
    homes = {"own": world.homes["company"].pk, "rival": world.homes["rival"].pk}
    leads = {"own": actor("company_lead"), "rival": staff}
    for own, home in homes.items():
        stay = stays.keep_stay(
            StayFields(home, now.date() - 400 * DAY, now.date() - 200 * DAY),
            None, programme_id=programme, key=_key(f"stay-{own}"), seen=0, by=staff, now=now,
        )  # fmt: skip
        event = records.tell_event(
            home,
            EventFields(
                "grant", now.date() - 90 * DAY, Decimal(number(f"grant-{own}")),
                words=secret(f"event-{own}"),
            ),
            key=_key(f"event-{own}"), by=leads[own], now=now,
        )  # fmt: skip
        world.things |= {f"stay.{own}": stay.pk, f"event.{own}": event.pk}
    own_figure = figures.keep_figure(
        KeyFigureFields(_said("Pupils"), _said("All"), "count", "at_end"),
        None, programme_id=programme, key=_key("figure"), seen=0, by=staff, now=now,
    )  # fmt: skip
    period = (now.date() - 300 * DAY, now.date() - 30 * DAY)
    round_ = figures.open_round(programme, *period, now + 20 * DAY, by=staff, now=now)
    world.things |= {"figure.key": own_figure.pk, "figure.round": round_.pk}
    _tell(world, homes, leads["own"], now)
    _demo_days(world, homes, actor, secret, now)


def _tell(world, homes, lead, now):
    asks = {own: Ask.objects.get(stay__organisation=home) for own, home in homes.items()}
    turnover = asks["own"].round.figures.get(code="turnover").pk
    said = {turnover: Saying(Decimal(number("turnover-own")))}
    figures.answer(asks["own"].pk, said, seen=1, by=lead, now=now)
    figure_letters.ask_company(asks["own"].pk, now=now)
    link = AskLink.objects.filter(ask=asks["own"]).first()
    AskLink.objects.filter(pk=link.pk).update(token_digest=digest_of(FIGURE_TOKEN))
    world.things |= {f"ask.{own}": ask.pk for own, ask in asks.items()}
    world.things["token.figures"] = FIGURE_TOKEN


def _demo_days(world, homes, actor, secret, now):
    staff = actor("staff")
    shown, draft = (
        demo_days.keep_demo_day(
            DemoDayFields(
                world.things["programme"], _said(name), _said("Come"), Text(), now, now + DAY / 8
            ),
            None, key=_key(name), seen=0, by=staff, now=now,
        )
        for name in ("Demo day", "Unseen demo day")
    )  # fmt: skip
    for own, who in (("own", "company_lead"), ("rival", None)):
        pitch = demo_days.ask_to_pitch(shown.pk, homes[own], by=staff, now=now)
        world.things[f"pitch.{own}"] = pitch.pk
        if who:
            demo_days.decide_pitch(
                pitch.pk, True, _said("We pitch"), seen=1, by=actor(who), now=now
            )
    unseen = demo_days.ask_to_pitch(draft.pk, homes["own"], by=staff, now=now)
    demo_days.publish_demo_day(shown.pk, by=staff, now=now)
    told = InterestFields(
        "Investor", "", "", secret("interest-own"), True, _key("interest"), "somewhere"
    )
    interest = demo_days.say_interest(
        world.things["pitch.own"], told, by=actor("investor"), now=now
    )
    Interest.objects.filter(pk=interest.pk).update(token_digest=digest_of(INTEREST_TOKEN))
    world.things |= {
        "demo_day": shown.pk,
        "demo_day.draft": draft.pk,
        "pitch.unseen": unseen.pk,
        "token.interest": INTEREST_TOKEN,
    }


def _key(name):
    return uuid.uuid5(KEYS, name)


def _said(words):
    return Text(fi=f"{words} fi", sv=f"{words} sv", en=words)
