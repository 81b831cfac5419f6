"""Who can sign in to the demo city: one person for each role, known by the role alone."""

from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from eduhub.people.states import Role


@dataclass(frozen=True, slots=True)
class DemoPerson:
    """One account; places are keys of the demo's organisations."""

    key: str
    email: str
    title: str | Promise
    what: str | Promise
    roles: tuple[tuple[Role, str], ...]


PEOPLE = (
    DemoPerson(
        "company",
        "company@demo.example",
        _("Company"),
        _("Shows solutions, offers a pilot, answers visitors"),
        ((Role.COMPANY_LEAD, "company"),),
    ),
    DemoPerson(
        "teacher",
        "teacher@demo.example",
        _("Teacher"),
        _("Joins a pilot with a group, enters class totals"),
        ((Role.TEACHER, "school"),),
    ),
    DemoPerson(
        "principal",
        "principal@demo.example",
        _("Principal"),
        _("Says yes or no for the school, confirms references"),
        ((Role.PRINCIPAL, "school"),),
    ),
    DemoPerson(
        "staff",
        "staff@demo.example",
        _("Hub staff"),
        _("Approves organisations, freezes plans, publishes results and news"),
        ((Role.HUB_STAFF, "hub"),),
    ),
    DemoPerson(
        "lead",
        "lead@demo.example",
        _("Hub lead"),
        _("Leads the hub and invites its people"),
        ((Role.HUB_LEAD, "hub"),),
    ),
    DemoPerson(
        "official",
        "official@demo.example",
        _("Official of the education provider"),
        _("Looks after the schools of the city"),
        ((Role.PROVIDER_OFFICIAL, "provider"),),
    ),
    DemoPerson(
        "researcher",
        "researcher@demo.example",
        _("Researcher"),
        _("Reports trials and reads results"),
        ((Role.RESEARCHER, "university"),),
    ),
    DemoPerson(
        "investor",
        "investor@demo.example",
        _("Investor"),
        _("Reads what was shown, and how surely"),
        ((Role.INVESTOR, "investor"),),
    ),
    DemoPerson(
        "partner",
        "partner@demo.example",
        _("Corporate partner"),
        _("Follows the hub's companies"),
        ((Role.PARTNER, "partner"),),
    ),
    DemoPerson(
        "several",
        "several@demo.example",
        _("Person with several roles"),
        _("Teaches at a school and works for a company: switches with one click"),
        ((Role.TEACHER, "school"), (Role.COMPANY_MEMBER, "company"), (Role.PRINCIPAL, "school_2")),
    ),
    DemoPerson(
        "newcomer",
        "newcomer@demo.example",
        _("Newcomer"),
        _("Has signed in and belongs nowhere yet"),
        (),
    ),
)
