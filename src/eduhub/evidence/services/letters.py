"""Who is told what, and when; each letter once, however often the job runs."""

import datetime as dt
from collections.abc import Mapping, Sequence

from django.urls import reverse
from django.utils import timezone
from django.utils.translation import override

from eduhub.evidence.models import Credential, Plan, PlanVersion, Result, Totals, TrialClass
from eduhub.evidence.states import Ending, Source, TotalsState
from eduhub.kit import mail
from eduhub.kit.jobs import once
from eduhub.people.queries import staff_to_tell, to_tell
from eduhub.people.states import Role
from eduhub.pilots.models import Group, Pilot

type Reader = tuple[str, str]  # e-mail address and language


def tell_of_amendment(version_id: int, *, now: dt.datetime) -> None:
    """Everybody in the pilot: the plan has changed, who changed it and why."""
    with once(f"evidence.amended:{version_id}") as first:
        found = PlanVersion.objects.select_related("plan__pilot__solution", "plan__researchers")
        version = found.filter(pk=version_id).first()
        if not first or version is None:
            return
        pilot = version.plan.pilot
        path = ("evidence:plan", [pilot.pk])
        for reader in _everybody_in(version.plan, timezone.localdate(now)):
            _write(reader, "amended", {"pilot": pilot, "version": version}, path, now=now)


def tell_of_start(plan_id: int, *, now: dt.datetime) -> None:
    """Each teacher: what the own class does, and that its totals are asked for later."""
    with once(f"evidence.start:{plan_id}") as first:
        plan = _plan(plan_id)
        if not first or plan is None or plan.source == Source.FILE:
            return
        classes = TrialClass.objects.filter(plan=plan).select_related("group__teacher")
        for one in classes.order_by("code"):
            teacher = one.group.teacher
            if teacher is not None and teacher.is_active:
                path = ("evidence:class_totals", [plan.pilot_id, one.group_id])
                context = {"pilot": plan.pilot, "one": one}
                _write((teacher.email, teacher.language), "start", context, path, now=now)


def tell_of_result(result_id: int, *, now: dt.datetime) -> None:
    """The hub's own people: a report waits to be read and published."""
    result = _result(result_id)
    version = result.fingerprint[:16] if result else ""  # a withdrawal has it made anew
    with once(f"evidence.ready:{result_id}:{version}") as first:
        if first and result is not None:
            readers = staff_to_tell(timezone.localdate(now))
            _tell(readers, "ready", result.plan.pilot, now=now)


def tell_of_publication(result_id: int, *, now: dt.datetime) -> None:
    """The company, and the principals and teachers of the schools that took part."""
    with once(f"evidence.published:{result_id}") as first:
        result = _result(result_id)
        if first and result is not None:
            pilot = result.plan.pilot
            _tell(_who_took_part(pilot, timezone.localdate(now)), "published", pilot, now=now)


def tell_of_passport(credential_id: int, *, now: dt.datetime) -> None:
    """The company's leads: a passport is signed, or withdrawn and why."""
    found = Credential.objects.select_related("solution").filter(pk=credential_id).first()
    deed = f"evidence.passport:{credential_id}:{found.why if found else ''}"
    with once(deed) as first:
        if not first or found is None or found.why not in ("", Ending.WITHDRAWN):
            return
        leads = frozenset({Role.COMPANY_LEAD})
        path = ("passports:passport", [found.reference])
        for reader in to_tell(found.solution.company_id, leads, timezone.localdate(now)):
            _write(reader, "passport", {"credential": found}, path, now=now)


def ask_anew(totals_id: int, *, now: dt.datetime) -> None:
    """Whoever gave totals in which somebody may be counted who has withdrawn: give them anew."""
    with once(f"evidence.anew:{totals_id}") as first:
        found = Totals.objects.select_related("plan__pilot__solution", "of_class__group__teacher")
        totals = found.filter(pk=totals_id, state=TotalsState.TAKEN_OUT).first()
        if not first or totals is None:
            return
        pilot, one = totals.plan.pilot, totals.of_class
        today = timezone.localdate(now)
        if one is None:
            readers, path = staff_to_tell(today), ("evidence:trial_file", [pilot.pk])
        else:
            readers = _of_class(one.group, today)
            path = ("evidence:class_totals", [pilot.pk, one.group_id])
        for reader in readers:
            _write(reader, "anew", {"pilot": pilot, "one": one}, path, now=now)


def _of_class(group: Group, today: dt.date) -> list[Reader]:
    """The class's teacher; its principals where the teacher has gone."""
    teacher = group.teacher
    if teacher is not None and teacher.is_active:
        return [(teacher.email, teacher.language)]
    return list(to_tell(group.school_id, frozenset({Role.PRINCIPAL}), today))


def _who_took_part(pilot: Pilot, today: dt.date) -> list[Reader]:
    readers = set(to_tell(pilot.solution.company_id, frozenset({Role.COMPANY_LEAD}), today))
    groups = pilot.groups.taking_part().select_related("teacher")
    for group in groups:
        readers |= set(to_tell(group.school_id, frozenset({Role.PRINCIPAL}), today))
        if group.teacher is not None and group.teacher.is_active:
            readers.add((group.teacher.email, group.teacher.language))
    return sorted(readers)


def _everybody_in(plan: Plan, today: dt.date) -> list[Reader]:
    """Who took part, and who runs it: the hub, the schools' providers, the researchers."""
    readers = {*_who_took_part(plan.pilot, today), *staff_to_tell(today)}
    schools = plan.pilot.groups.taking_part().select_related("school")
    for provider in {group.school.provider_id for group in schools}:
        if provider is not None:
            readers |= set(to_tell(provider, frozenset({Role.PROVIDER_OFFICIAL}), today))
    if plan.researchers_id is not None:
        readers |= set(to_tell(plan.researchers_id, frozenset({Role.RESEARCHER}), today))
    return sorted(readers)


def _tell(readers: list[Reader], kind: str, pilot: Pilot, *, now: dt.datetime) -> None:
    for reader in readers:
        _write(reader, kind, {"pilot": pilot}, ("evidence:report", [pilot.pk]), now=now)


def _write(
    reader: Reader,
    kind: str,
    context: Mapping[str, object],
    path: tuple[str, Sequence[object]],
    *,
    now: dt.datetime,
) -> None:
    address, language = reader
    with override(language):
        url = reverse(path[0], args=path[1])
    mail.write(address, f"evidence/{kind}", {**context, "url": url}, language=language, now=now)


def _plan(plan_id: int) -> Plan | None:
    return Plan.objects.select_related("pilot__solution").filter(pk=plan_id).first()


def _result(result_id: int) -> Result | None:
    found = Result.objects.select_related("plan__pilot__solution__company")
    return found.filter(pk=result_id).first()
