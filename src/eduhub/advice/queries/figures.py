"""What became of referrals: shares with what they are shares of."""

from collections.abc import Iterable
from dataclasses import dataclass

from django.db.models import Count, Prefetch

from eduhub.advice.models import Correction, Followup, Referral
from eduhub.advice.states import Outcome, ReferralState, Route


@dataclass(frozen=True, slots=True)
class Fate:
    """Of the referrals to one agency, or to all.

    Attributes:
        agreed: passed on with consent.
        asked: of these, asked at least once what became of it.
        answered: of these, answered at least once.
        served: of these, whose latest answer says that they got a service.
    """

    name: str
    agreed: int
    asked: int
    answered: int
    served: int

    @property
    def response_rate(self) -> float | None:
        return self.answered / self.asked if self.asked else None

    @property
    def served_share(self) -> float | None:
        """Of those that answered: who did not answer is not counted as a no."""
        return self.served / self.answered if self.answered else None


def fates() -> list[Fate]:
    """All together first, then agency by agency. Two queries."""
    questions = Prefetch("followups", Followup.objects.order_by("months"))
    rows = Referral.objects.filter(state=ReferralState.AGREED).select_related("agency")
    found = list(rows.prefetch_related(questions).order_by("agency", "pk"))
    names = {one.agency_id: str(one.agency) for one in found}
    apart = [
        _fate(name, [one for one in found if one.agency_id == key]) for key, name in names.items()
    ]
    return [_fate("", found), *apart]


def _fate(name: str, referrals: Iterable[Referral]) -> Fate:
    agreed = asked = answered = served = 0
    for referral in referrals:
        questions = list(referral.followups.all())
        answers = [one.outcome for one in questions if one.answered_at]
        agreed += 1
        asked += any(one.sent_at for one in questions)
        answered += bool(answers)
        served += bool(answers) and answers[-1] == Outcome.SERVED
    return Fate(name, agreed, asked, answered, served)


def corrected_routes() -> list[tuple[str, str, int]]:
    """From which route to which, how often; the most frequent first. One query."""
    rows = Correction.objects.values_list("was_route", "route").annotate(n=Count("pk"))
    return [
        (str(Route(was).label), str(Route(to).label), n)
        for was, to, n in rows.order_by("-n", "was_route", "route")
    ]
