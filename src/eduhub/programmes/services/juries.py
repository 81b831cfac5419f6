"""Who sits on a jury and who stands apart."""

import datetime as dt

from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from eduhub.kit.access import Actor, find, require
from eduhub.kit.errors import Invalid
from eduhub.kit.ledger import record
from eduhub.kit.models import Draft
from eduhub.people.models import Membership, Organisation, User
from eduhub.people.states import STAFF
from eduhub.programmes.models import Assignment, Call, Conflict, Juror
from eduhub.programmes.queries.reviews import SHEET_FORM, find_assignment
from eduhub.programmes.rules.juries import JURY_RULES
from eduhub.programmes.services.texts import kept

MOST_APPLICATIONS = 200


@transaction.atomic
def add_juror(call_id: int, email: str, most: int, *, by: Actor, now: dt.datetime) -> Juror:
    """A person with an account; whoever has left takes their seat again."""
    require(by, "manage", None, JURY_RULES)
    call = find(Call.objects.all(), pk=call_id)
    person = User.objects.filter(email=email.strip().lower(), is_active=True).first()
    if person is None:
        raise Invalid({"email": _("Nobody with this address has an account here.")})
    if Membership.objects.filter(user=person, role__in=STAFF).exists():
        raise Invalid({"email": _("The hub's own people run the round and do not sit on it.")})
    _sensible(most)
    juror = Juror.objects.filter(call=call, person=person).first()
    if juror is not None and juror.left_at is None:
        raise Invalid({"email": _("This person sits on the jury already.")})
    if juror is None:
        juror = Juror(call=call, person=person, joined_at=now)
    juror.most, juror.left_at = most, None
    try:
        with transaction.atomic():
            juror.save()
    except IntegrityError:
        raise Invalid({"email": _("This person sits on the jury already.")}) from None
    record(by, "jury.joined", juror, now=now)
    return juror


@transaction.atomic
def set_most(juror_id: int, most: int, *, by: Actor, now: dt.datetime) -> Juror:
    juror = _hold(juror_id, by)
    _sensible(most)
    juror.most = most
    juror.save(update_fields=["most"])
    record(by, "jury.most", juror, now=now, most=most)
    return juror


@transaction.atomic
def end_juror(juror_id: int, *, by: Actor, now: dt.datetime) -> Juror:
    """They see nothing more at once; sheets that they have given in still count."""
    juror = _hold(juror_id, by)
    if juror.left_at is None:
        juror.left_at = now
        juror.save(update_fields=["left_at"])
        record(by, "jury.left", juror, now=now)
    return juror


@transaction.atomic
def set_apart(
    juror_id: int, organisation_id: int, grounds: str, *, by: Actor, now: dt.datetime
) -> Conflict:
    """The hub declares a juror's conflict with an organisation. A second time is the first."""
    juror = _hold(juror_id, by)
    organisation = _organisation(organisation_id)
    grounds = kept("grounds", grounds, 300)
    return _apart(juror, by=by, now=now, organisation=organisation, grounds=grounds)


@transaction.atomic
def declare_against(
    juror_id: int, organisation_id: int, *, by: Actor, now: dt.datetime
) -> Conflict:
    """A juror stands apart from an organisation, whether or not it applies: that is not told."""
    rows = Juror.objects.filter(person=by.user_id or 0, left_at=None)
    juror = find(rows.select_for_update(), pk=juror_id)
    organisation = _organisation(organisation_id)
    return _apart(juror, by=by, now=now, organisation=organisation, by_juror=True)


@transaction.atomic
def declare_entry(round_id: int, code: str, *, by: Actor, now: dt.datetime) -> Conflict:
    """A juror stands apart from an application that is before them; what they typed of it goes."""
    assignment = find_assignment(round_id, code, by, now)
    told = {"application": assignment.entry.application, "by_juror": True}
    conflict = _apart(assignment.juror, by=by, now=now, **told)
    thing = f"{round_id}/{code}"
    Draft.objects.filter(user=by.user_id, form=SHEET_FORM, thing=thing).delete()
    return conflict


def _apart(juror: Juror, *, by: Actor, now: dt.datetime, **told: object) -> Conflict:
    """The conflict, and the sheets that nobody has begun are nobody's any more."""
    name = "application" if "application" in told else "organisation"
    told.setdefault("by_juror", False)
    rows = Conflict.objects.filter(juror=juror, **{name: told[name]})
    if there := rows.first():
        return there
    conflict = Conflict.objects.create(juror=juror, declared_at=now, **told)
    path = {
        "application": "entry__application",
        "organisation": "entry__application__organisation",
    }
    theirs = Assignment.objects.filter(juror__person=juror.person_id, **{path[name]: told[name]})
    theirs.filter(sheet=None).delete()
    record(by, "jury.conflict", conflict, now=now, by_juror=told["by_juror"])
    return conflict


def _organisation(pk: int) -> Organisation:
    found = Organisation.objects.approved().filter(pk=pk).first()
    if found is None:
        raise Invalid({"organisation": _("Choose an organisation from the list.")})
    return found


def _sensible(most: int) -> None:
    if not 1 <= most <= MOST_APPLICATIONS:
        words = _("Write a whole number from 1 to %(most)s.")
        raise Invalid({"most": words % {"most": MOST_APPLICATIONS}})


def _hold(juror_id: int, by: Actor) -> Juror:
    require(by, "manage", None, JURY_RULES)
    return find(Juror.objects.select_for_update(), pk=juror_id)
