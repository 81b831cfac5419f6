"""Four classes, a lot drawn here, totals typed by their teachers: an honest "cannot tell"."""

import re

import pytest
from django.core.management import call_command

from eduhub.evidence.models import Result, TrialClass
from eduhub.kit.lang import Text
from eduhub.people.models import User
from eduhub.people.states import Role
from tests.makers import make_person, make_solution
from tests.makers.evidence import make_agreed
from tests.stories.walk import Walker, work_until

pytestmark = pytest.mark.browser
NAME = "Laskusilta"
WORDS = "Sagt på svenska"
FIGURES = ((20, "22,5", "6,1"), (19, "24", "5,8"), (18, "21,4", "6,6"), (20, "23,1", "5,2"))


@pytest.fixture
def pilot(jobs):
    name = Text(NAME, NAME, NAME)
    return make_agreed(4, solution=make_solution(name=name, pitch=name, description=name))


def plan_draw_and_start(staff: Walker) -> None:
    staff.open("/pilots/").follow_to(NAME)
    staff.follow("Write the plan")
    staff.fill(comparison=WORDS, design="lot_here", source="classes", publish_on="2099-05-01")
    staff.fill(collected_by=WORDS, paid_by=WORDS, scale_low="0", scale_high="40")
    staff.press("Save the plan")
    staff.press("Freeze the plan")
    staff.open("/pilots/").follow_to(NAME)
    staff.follow("To the lot")
    staff.press("Draw the lot")


def draw_again(staff: Walker, file, capsys) -> dict[str, str]:
    """What the command makes of the downloaded plan and the number on the page, by class."""
    with staff.page.expect_download() as download:
        staff.page.get_by_role("link", name=staff.say("Download the plan")).click()
    download.value.save_as(file)
    (nonce,) = re.findall(r"--nonce ([0-9a-f]{64})", staff.page.content())
    call_command("redraw_lot", str(file), nonce=nonce)
    drawn = re.findall(r"^(class-\d+) \S+ arm (\d)", capsys.readouterr().out, re.MULTILINE)
    return dict(drawn)


def type_the_totals(teacher: Walker, figures: tuple[int, str, str]) -> None:
    teacher.open("/home/").follow_to(NAME)
    pupils, mean, sd = figures
    teacher.fill(pupils=pupils, mean=mean, sd=sd)
    teacher.press("Look at them once more")
    teacher.press("Yes, let them count")


def test_a_lot_drawn_here_can_be_drawn_again_and_four_classes_cannot_tell(
    pilot, new_page, tmp_path, capsys
):
    staff = Walker(new_page(), "sv").sign_in(make_person(Role.HUB_STAFF))
    plan_draw_and_start(staff)
    again = draw_again(staff, tmp_path / "plan.json", capsys)
    staff.press("Start the pilot")
    for group, figures in zip(pilot.groups.order_by("pk"), FIGURES, strict=True):
        teacher = Walker(new_page(width=390), "sv").sign_in(User.objects.get(pk=group.teacher_id))
        type_the_totals(teacher, figures)
    staff.open("/pilots/").follow_to(NAME)
    staff.follow("See the results")
    staff.press("Close the data")
    work_until(Result.objects.filter(state="ready").exists)

    assert again == dict(TrialClass.objects.values_list("code", "arm"))
    visitor_reads_that_nobody_can_tell(staff, Walker(new_page(), "sv"))


def visitor_reads_that_nobody_can_tell(staff: Walker, visitor: Walker) -> None:
    staff.open("/pilots/").follow_to(NAME)
    staff.follow("Read the report")
    staff.press("Publish the result")
    visitor.open("/results/").follow_to(NAME)

    assert f"Det kan inte avgöras om {NAME} hjälpte" in visitor.words
    assert Result.objects.get().answer == "cannot_tell"
