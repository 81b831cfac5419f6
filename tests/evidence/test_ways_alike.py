"""The same pupils typed as totals, sent as files and given to the command: the same analysis."""

import json
from statistics import fmean, stdev

import pytest
from django.core.management import call_command

from eduhub.evidence import services
from eduhub.evidence.forms import FiguresForm
from eduhub.evidence.queries.trials import trial_of
from eduhub.evidence.services import Columns
from eduhub.evidence.services.working_out import IN_SD, NUMBERS, in_order, planned, worked_out
from eduhub.kit.lang import Text
from eduhub.kit.sheets import read_sheet
from eduhub.pilots.models import Group
from tests.evidence.test_reduction import csv
from tests.makers import make_actor, make_organisation
from tests.makers.evidence import LATER, make_agreed, make_draft, make_running, teacher_of

TRIALS = {  # pupils of each class by side; None for a class of which nothing comes
    "two a side": {0: [20, 18], 1: [20, 19]},
    "uneven": {0: [20, 5, 12], 1: [6, 20, 17]},
    "a class missing": {0: [20, 5, None], 1: [6, 20, 17]},
    "four and two": {0: [9, 9, 9, 9], 1: [9, 9]},
    "two small ones": {0: [3, 4, 12, 20], 1: [6, 20, 17]},
    "one left a side": {0: [20, None], 1: [20, None]},
}
SCORES = {  # of a pupil by class, place in it and side
    "usual": lambda c, n, arm: 12 + 3 * arm + (c * 5 + n * 7) % 11 / 2,
    "large": lambda c, n, arm: 1e11 + 3 * arm + (c * 5 + n * 7) % 11,
    "small": lambda c, n, arm: 1e-7 * (12 + 3 * arm + (c * 5 + n * 7) % 11),
    "equal": lambda c, n, arm: 17.0,
    "the ends of the scale": lambda c, n, arm: 40.0 * ((c + n) % 2 or (arm and n % 3 == 0)),
}
OFF_SCALE = ("large", "small")
CASES = [
    *[(sizes, "usual", None) for sizes in TRIALS if sizes != "one left a side"],
    ("one left a side", "usual", "too_few_classes"),
    *[("uneven", score, None) for score in ("large", "small", "the ends of the scale")],
    ("uneven", "equal", "no_variation"),
]


def make_trial(sizes, *, joined, scale):
    """A trial with these sides, and its classes with the pupils of each, by code."""
    first = make_organisation() if joined else None
    many = [(arm, n) for arm in (0, 1) for n in sizes[arm]]
    schools = [first if at < 2 and first else make_organisation() for at in range(len(many))]
    pilot = make_agreed(len(many), schools=schools)
    groups = list(Group.objects.filter(pilot=pilot).order_by("pk"))
    arms = {str(g.pk): str(arm) for g, (arm, _n) in zip(groups, many, strict=True)}
    told = {"design": "no_lot", "arms_told": Text(en="By timetable."), "arms_chosen": arms}
    ends = {} if scale else {"scale_low": None, "scale_high": None}
    plan = make_running(pilot, make_draft(**told, **ends))
    sizes_of = {g.pk: n for g, (_arm, n) in zip(groups, many, strict=True)}
    return plan, {one: sizes_of[one.group_id] for one in plan.classes.select_related("group")}


def found_by_hub(plan):
    """What the worker makes of what counts now."""
    counted = trial_of(plan.pilot).counted
    return worked_out(plan.frozen, in_order([c for one in counted for c in one.moments]))


def found_by_command(plan, rows, folder, capsys):
    own = planned(plan.frozen, (), baseline=())
    (folder / "plan.json").write_text(own.text)
    (folder / "pupils.csv").write_bytes(csv(rows, ("class", "arm", "outcome")))
    files = str(folder / "plan.json"), str(folder / "pupils.csv")
    call_command("evidence", "analyse", *files, f"--registered={own.fingerprint}", "--json")
    (outcome,) = json.loads(capsys.readouterr().out)["outcomes"]
    return outcome


def numbers_of(effect):
    if effect is None:
        return {}
    in_sd = effect["comparison"]["in_sd"]
    ends = zip(IN_SD, (in_sd["estimate"], in_sd["low"], in_sd["high"]), strict=True)
    return {name: effect["comparison"][name] for name in NUMBERS} | dict(ends)


def give(plan, one, proposed):
    by = teacher_of(one.group)
    services.confirm(plan.pilot_id, proposed.pk, by=by, now=LATER)


def typed(plan, one, scores):
    mean, sd = repr(fmean(scores)), repr(stdev(scores))
    form = FiguresForm({"pupils": len(scores), "mean": mean, "sd": sd}, plan=plan)
    assert form.is_valid()
    told = {"by": teacher_of(one.group), "now": LATER}
    give(plan, one, services.give_totals(plan.pilot_id, one.group_id, form.figures(), **told))


def sent(plan, one, scores):
    sheet = read_sheet(csv([(repr(score),) for score in scores], ("posttest",)), "f.csv")
    told = {"by": teacher_of(one.group), "now": LATER}
    give(plan, one, services.give_class(plan.pilot_id, one.group_id, sheet, Columns(), **told))


def scored(classes, score):
    """The pupils' scores of each class, in the order of its group."""
    in_turn = enumerate(sorted(classes.items(), key=lambda both: both[0].group_id))
    return {
        one: [SCORES[score](at, n, int(one.arm)) for n in range(many or 0)]
        for at, (one, many) in in_turn
    }


def put_together(plan, pupils):
    """Of the first two classes, which are of one school and side, one class of the plan."""
    guest, host, *_others = pupils
    staff, both = make_actor("hub_staff"), (guest.group_id, host.group_id)
    services.join_classes(plan.pilot_id, *both, pupils=3, by=staff, now=LATER)
    pupils[host] += pupils.pop(guest)


@pytest.mark.django_db
@pytest.mark.parametrize(("sizes", "score", "obstacle"), CASES)
def test_typed_totals_files_and_the_command_say_the_same(sizes, score, obstacle, tmp_path, capsys):
    joined = sizes == "two small ones"
    plan, classes = make_trial(TRIALS[sizes], joined=joined, scale=score not in OFF_SCALE)
    pupils = scored(classes, score)
    if joined:
        put_together(plan, pupils)

    ways = []
    for way in (typed, sent):
        for one in (one for one, scores in pupils.items() if scores):
            way(plan, one, pupils[one])
        ways.append(found_by_hub(plan))
    rows = [(one.code, one.arm, repr(s)) for one, scores in pupils.items() for s in scores]
    said = found_by_command(plan, rows, tmp_path, capsys)

    told = [(found.answer, found.facts["obstacle"], bool(found.numbers)) for found in ways]
    answer = said["effect"]["verdict"]["answer"] if said["effect"] else "cannot_tell"
    assert told == [(answer, said["obstacle"], not obstacle)] * 2
    assert said["obstacle"] == obstacle
    for found in ways:
        assert found.numbers == pytest.approx(numbers_of(said["effect"]), rel=1e-9)
