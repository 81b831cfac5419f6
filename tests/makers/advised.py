"""What the small world's people have been advised: in each state, with a memo, notes, a referral."""

import datetime as dt
import uuid

from django.utils import timezone

from eduhub.advice import services
from eduhub.advice.models import Followup, Referral
from eduhub.advice.services import Agreed, Need, Sign, Skills
from eduhub.bookings.models import Unit
from eduhub.kit.lang import Text
from eduhub.kit.tokens import digest_of

KEYS = uuid.UUID("7c1e3b8e-2f4d-4b57-9d5c-7b0c5f3e1a02")
OUTCOME_TOKEN = "own-token-of-an-outcome-0003"
DAY, HOUR = dt.timedelta(days=1), dt.timedelta(hours=1)
ALL = ["idea", "tried", "sold", "growing", "school"]


def make_advised(world, actor, secret) -> None:
    """By the own company's lead all but what the rival has; the adviser is of the hub's staff."""
    now = timezone.now().replace(minute=0, second=0, microsecond=0)
    staff, lead = actor("staff"), actor("company_lead")
    adviser = _adviser(world, staff, now)

    def ask(name, who="company_lead"):
        need = Need(["funding"], "tried", "en", f"How? {secret(name)}")
        return services.ask(need, key=_key(name), by=actor(who), now=now - 9 * DAY)

    case, free, over = ask("case-own"), ask("case-open"), ask("case-closed")
    rival = ask("case-rival", "rival")
    services.close(over.pk, by=lead, now=now)
    past = services.book_session(
        case.pk, now - 2 * DAY, key=_key("past"), by=lead, now=now - 5 * DAY
    )
    steps = [Agreed("Write a plan", "asker", (now + 9 * DAY).date())]
    memo = services.write_memo(
        past.pk, f"Said {secret('memo')}", steps, seen=0, by=staff, now=now - DAY
    )
    coming = services.book_session(case.pk, now + 3 * DAY, key=_key("next"), by=lead, now=now)
    services.write_note(case.pk, f"Note {secret('note')}", key=_key("note"), by=staff, now=now)
    world.things |= {
        "adviser": adviser.pk,
        "case": case.pk,
        "case.open": free.pk,
        "case.closed": over.pk,
        "case.rival": rival.pk,
        "session.over": past.pk,
        "session.coming": coming.pk,
        "step": memo.steps.get().pk,
    }
    _refer(world, staff, lead, secret, now)


def _adviser(world, staff, now):
    """Open at all hours, so that the world's clock does not matter."""
    skills = Skills(topics=["funding"], stages=ALL, languages=["en"], since=dt.date(2025, 1, 1))
    person = world.people["staff"]
    adviser = services.add_adviser(person.email, skills, key=_key("a"), by=staff, now=now)
    Unit.objects.filter(pk=adviser.unit_id).update(
        always_open=True, on_holidays=True, lead_hours=0
    )
    return adviser


def _refer(world, staff, lead, secret, now) -> None:
    """One waits for its answer; of one what became of it is asked."""
    found = []
    for name in ("Rahasto", "Tuki"):
        sign = Sign(
            kind="agency", name=Text(name, name, name), website="https://fund.example/",
            topics=["abroad"], stages=ALL,
        )  # fmt: skip
        found.append(services.put_up(sign, key=_key(name), by=staff, now=now))
    world.things["sign"] = found[0].pk
    for sign, name in zip(found, ("referral", "referral.agreed"), strict=True):
        words = f"They seek {secret('referral')}"
        made = services.refer(
            world.things["case"], sign.pk, words, key=_key(name), by=staff, now=now
        )
        world.things[name] = made.pk
    services.answer_referral(made.pk, True, by=lead, now=now)
    asked = Followup.objects.filter(referral=Referral.objects.get(pk=made.pk), months=3)
    asked.update(token_digest=digest_of(OUTCOME_TOKEN), sent_at=now)
    world.things["token.outcome"] = OUTCOME_TOKEN


def _key(*told: object) -> uuid.UUID:
    return uuid.uuid5(KEYS, "/".join(str(one) for one in told))
