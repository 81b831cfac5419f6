"""The demo's organisations and the people who act for them."""

import datetime as dt
import random
from dataclasses import replace

from allauth.account.models import EmailAddress

from eduhub.catalogue.models import Company
from eduhub.kit.lang import Text
from eduhub.people.models import Correction, District, Duty, Membership, Organisation, User
from eduhub.people.states import DutyTopic, Kind, OrganisationState, Role
from eduhub.site.demo import words
from eduhub.site.demo.people import PEOPLE

COMPANIES = 300
SCHOOLS = 40
CHECK_WEIGHTS = (7, 9, 10, 5, 8, 4, 2)
NO_PASSWORD = "!"  # opens nothing, and is the same each time
SINCE = dt.date(2024, 8, 1)


def make_organisations(now: dt.datetime) -> dict[str, Organisation]:
    """Everybody but a few who wait for approval; by the keys that DemoPerson names."""
    hub = _organisation(Kind.HUB, Text("Demohubi", "Demohubben", "Demo Hub"), now)
    provider = _organisation(
        Kind.EDUCATION_PROVIDER,
        Text("Mallikylän kaupunki (demo)", "Modellby stad (demo)", "Modelby City (demo)"),
        now,
        municipality="999",
    )
    others = {
        "hub": hub,
        "provider": provider,
        "university": _organisation(
            Kind.UNIVERSITY,
            Text("Demoyliopisto", "Demouniversitetet", "Demo University"),
            now,
        ),
        "investor": _organisation(
            Kind.INVESTOR, Text(fi="Demorahasto Oy", en="Demo Fund Ltd"), now
        ),
        "partner": _organisation(
            Kind.PARTNER, Text(fi="Demolaite Oy", en="Demo Devices Ltd"), now
        ),
    }
    Organisation.objects.bulk_create(others.values())
    District.objects.bulk_create(
        District(key=key, name=Text(*names)) for key, names in words.DISTRICTS.items()
    )
    schools = _schools(provider, now)
    companies = _companies(now)
    Organisation.objects.bulk_create([*schools, *companies, *_waiting(now)])
    Company.objects.bulk_create(
        _profile(company, number) for number, company in enumerate(companies)
    )
    return others | {
        "school": schools[0],
        "school_2": schools[1],
        "company": companies[0],
        "company_2": companies[1],
    }


def make_people(places: dict[str, Organisation], now: dt.datetime) -> None:
    """The one-click accounts, their roles, and whom the public may turn to."""
    for person in PEOPLE:
        user = User.objects.create_user(
            person.email, language="en", joined_at=now, name="", is_active=True
        )
        User.objects.filter(pk=user.pk).update(password=NO_PASSWORD)
        EmailAddress.objects.create(user=user, email=user.email, verified=True, primary=True)
        for role, place in person.roles:
            Membership.objects.create(
                user=user, organisation=places[place], role=role, since=SINCE
            )
    _duties(now)
    _correction(places["company"], now)


def _duties(now: dt.datetime) -> None:
    staff = Membership.objects.filter(organisation__kind=Kind.HUB).order_by("pk")
    for place, topic in enumerate(DutyTopic):
        Duty.objects.create(
            membership=staff[place % len(staff)],
            topic=topic,
            languages=[["fi", "sv", "en"], ["fi", "en"], ["fi", "sv"]][place % 3],
            phone="",
            address=f"{topic}@hub.demo.example",
        )


def _correction(company: Organisation, now: dt.datetime) -> None:
    """One waits on the hub's desk: another English name."""
    Correction.objects.create(
        organisation=company,
        kind=company.kind,
        name=replace(company.name, en=f"{company.name.fi.removesuffix(' Oy')} Games Ltd"),
        business_id=company.business_id or "",
        reason="We write it so abroad from now on; the Finnish name stays.",
        asked_at=now,
        asked_by=company.memberships.get(role=Role.COMPANY_LEAD).user,
    )


def _organisation(kind: Kind, name: Text, now: dt.datetime, **fields: object) -> Organisation:
    return Organisation(
        kind=kind,
        name=name,
        state=OrganisationState.APPROVED,
        founded_at=now,
        decided_at=now,
        **fields,
    )


def _schools(provider: Organisation, now: dt.datetime) -> list[Organisation]:
    names = [
        Text(f"{fi}n {level_fi} (demo)", f"{sv} {level_sv} (demo)", f"{en} {level_en} (demo)")
        for level_fi, level_sv, level_en in words.SCHOOL_LEVELS
        for fi, sv, en in words.SCHOOLS
    ]
    districts = tuple(words.DISTRICTS)
    return [
        _organisation(
            Kind.SCHOOL,
            name,
            now,
            school_number=f"{99001 + number}",
            municipality="999",
            district=districts[number % len(districts)],
            provider=provider,
        )
        for number, name in enumerate(names[:SCHOOLS])
    ]


def _companies(now: dt.datetime) -> list[Organisation]:
    names = [
        f"{stem}{ending} Demo Oy"
        for ending in words.COMPANY_ENDINGS
        for stem in words.COMPANY_STEMS
    ]
    return [
        _organisation(
            Kind.COMPANY,
            Text(fi=name, sv=name.replace(" Oy", " Ab"), en=name.replace(" Oy", " Ltd")),
            now,
            business_id=business_id,
            website=f"https://{number:03d}.demo.example",
        )
        for number, (name, business_id) in enumerate(
            zip(names[:COMPANIES], _business_ids(), strict=False)
        )
    ]


def _waiting(now: dt.datetime) -> list[Organisation]:
    """Three claims on the hub's desk."""
    return [
        Organisation(kind=Kind.COMPANY, name=Text(fi=f"Odottava {n} Demo Oy"), founded_at=now)
        for n in (1, 2, 3)
    ]


def _business_ids() -> list[str]:
    """Formally right, far below any that the register has given out."""
    found = []
    for number in range(1, 1000):
        digits = f"{number:07d}"
        rest = sum(int(d) * w for d, w in zip(digits, CHECK_WEIGHTS, strict=True)) % 11
        if rest != 1:
            found.append(f"{digits}-{0 if rest == 0 else 11 - rest}")
    return found


def _profile(company: Organisation, number: int) -> Company:
    luck = random.Random(f"company {number}")
    stem = words.STEMS[number % len(words.STEMS)]
    return Company(
        organisation=company,
        pitch=stem[4],
        description=words.DESCRIPTIONS[number % len(words.DESCRIPTIONS)],
        founded=luck.randint(2009, 2025),
        people_working=luck.choice(["1-4", "5-9", "10-19", "20-49"]),
    )
