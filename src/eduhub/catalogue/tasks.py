import datetime as dt

from django.utils import timezone
from procrastinate.contrib.django import app

from eduhub.catalogue.services import changes, claims, companies
from eduhub.kit.lang import Text
from eduhub.kit.post import on
from eduhub.people.notices import (
    BusinessIdChanged,
    OrganisationApproved,
    OrganisationCorrected,
    RegisterAnswered,
)


@on(OrganisationApproved)
@on(OrganisationCorrected)
@app.task
def open_profile(organisation_id: int) -> None:
    companies.open_profile(organisation_id)


@on(RegisterAnswered)
@app.task
def note_register(organisation_id: int, **answer: str) -> None:
    companies.note_register(
        organisation_id,
        legal_form=Text(answer["legal_form_fi"], answer["legal_form_sv"], answer["legal_form_en"]),
        industry_code=answer["industry_code"],
        industry_version=answer["industry_version"],
        now=timezone.now(),
    )


@on(BusinessIdChanged)
@app.task
def forget_register(organisation_id: int, at: str) -> None:
    companies.forget_register(organisation_id, before=dt.datetime.fromisoformat(at))


@app.periodic(cron="41 4 * * *")
@app.task(queueing_lock="catalogue.remind_of_stale_claims")
def remind_of_stale_claims(timestamp: int) -> None:
    now = dt.datetime.fromtimestamp(timestamp, tz=dt.UTC)
    claims.remind_of_stale(today=timezone.localdate(now), now=now)


@app.periodic(cron="7 3 * * *")
@app.task(queueing_lock="catalogue.forget_changes")
def forget_changes(timestamp: int) -> None:
    changes.forget_changes()
