from procrastinate import RetryStrategy
from procrastinate.contrib.django import app

from eduhub.kit import net
from eduhub.kit.post import on
from eduhub.people.notices import OrganisationApproved, OrganisationClaimed, OrganisationCorrected
from eduhub.people.services.register import ask_register

PATIENTLY = RetryStrategy(max_attempts=6, exponential_wait=6, retry_exceptions=[net.NoAnswer])


@on(OrganisationClaimed)
@on(OrganisationApproved)
@on(OrganisationCorrected)
@app.task(retry=PATIENTLY)
def look_up_organisation(organisation_id: int) -> None:
    ask_register(organisation_id)
