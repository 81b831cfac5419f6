"""What members do in a workspace, what is refused, and what stays of it."""

import datetime as dt
import uuid

import pytest

from eduhub.kit.errors import Invalid, NotAllowed, NotFound, NotNow, Stale
from eduhub.kit.models import LedgerEntry, StoredFile
from eduhub.kit.retention import sweep
from eduhub.workspaces import queries, services
from eduhub.workspaces.models import Decision, Document, Message, Task, Wording, Workspace
from eduhub.workspaces.services.documents import forget_files
from tests.makers import NOW
from tests.makers.workspaces import KEY, KIND, bring, decide, give_task, say

HOUR = dt.timedelta(hours=1)
CODE = "131052-308T"  # with the right check character


def verbs():
    return list(LedgerEntry.objects.order_by("pk").values_list("verb", flat=True))


def test_a_workspace_is_opened_once_and_closes_with_its_thing(club):
    again = services.open_workspace(KIND, KEY, by=club.actor("staff"), now=NOW + HOUR)

    closed = services.close_workspace(KIND, KEY, by=club.actor("staff"), now=NOW + HOUR)
    services.close_workspace(KIND, KEY, by=club.actor("staff"), now=NOW + 2 * HOUR)

    assert again == club.workspace == closed
    assert closed.closed_at == NOW + HOUR
    assert verbs() == ["workspace.opened", "workspace.closed"]
    assert services.close_workspace(KIND, 8, by=club.actor("staff"), now=NOW) is None


def acts(club, who):
    """Everything that a person can try, by name."""
    message, file = say(club, "staff"), bring(club, "staff")
    task, decision = give_task(club, "staff"), decide(club, "staff")
    pk, told = club.workspace.pk, {"by": club.actor(who), "now": NOW}
    errand = services.Errand("Else")
    return {
        "write": lambda: say(club, who),
        "answer": lambda: say(club, who, answers=message.pk),
        "edit": lambda: services.edit_message(pk, message.pk, "Else", seen=1, **told),
        "delete": lambda: services.delete_message(pk, message.pk, **told),
        "bring": lambda: bring(club, who, "else.txt"),
        "remove": lambda: services.remove_document(pk, file.document_id, **told),
        "task": lambda: give_task(club, who),
        "edit_task": lambda: services.edit_task(pk, task.pk, errand, seen=1, **told),
        "done": lambda: services.move_task(pk, task.pk, "done", **told),
        "decide": lambda: decide(club, who),
        "replace": lambda: decide(club, who, replaces=decision.pk),
    }


WRITTEN_BY_OTHERS = {"edit", "delete", "remove"}


@pytest.mark.parametrize(
    ("who", "refusal"),
    [("teacher", None), ("colleague", NotFound), ("stranger", NotFound)],
)
def test_members_do_everything_and_to_others_it_is_not_there(club, who, refusal):
    for name, act in acts(club, who).items():
        expected = refusal or (NotAllowed if name in WRITTEN_BY_OTHERS else None)
        if expected is None:
            act()
            continue
        with pytest.raises(expected):
            act()


def test_in_a_closed_workspace_nothing_more_is_done(club):
    tried = acts(club, "staff")
    services.close_workspace(KIND, KEY, by=club.actor("staff"), now=NOW)

    for act in tried.values():
        with pytest.raises(NotNow):
            act()


def test_a_member_who_may_only_read_writes_nothing(club, monkeypatch):
    tried = acts(club, "teacher")
    monkeypatch.setattr(type(club.workspace.rules), "may_write", lambda self, a, k: False)

    with pytest.raises(NotAllowed):
        tried["write"]()


def test_a_double_click_writes_once_and_nobody_takes_anothers_key(club):
    key = uuid.uuid4()
    told = {"key": key, "now": NOW}

    for _ in range(2):
        services.write_message(club.workspace.pk, "Hello", by=club.actor("lead"), **told)
    services.write_message(club.workspace.pk, "Mine", by=club.actor("teacher"), **told)

    assert sorted(Message.objects.values_list("text", flat=True)) == ["Hello", "Mine"]


def test_earlier_words_of_an_edited_message_can_be_read(club):
    message = say(club, "lead", "At ten")
    pk, by = club.workspace.pk, club.actor("lead")

    services.edit_message(pk, message.pk, "At eleven", seen=1, by=by, now=NOW + HOUR)
    services.edit_message(pk, message.pk, "At twelve", seen=2, by=by, now=NOW + 2 * HOUR)

    message.refresh_from_db()
    assert (message.text, message.version) == ("At twelve", 3)
    assert list(queries.wordings(message).values_list("text", "written_at")) == [
        ("At eleven", NOW + HOUR),
        ("At ten", NOW),
    ]
    with pytest.raises(Stale):
        services.edit_message(pk, message.pk, "At nine", seen=1, by=by, now=NOW)


@pytest.mark.parametrize(("who", "by_hub"), [("lead", False), ("staff", True)])
def test_a_deleted_message_leaves_a_mark_and_no_words(club, who, by_hub):
    message = say(club, "lead", "At ten")
    pk, by = club.workspace.pk, club.actor("lead")
    services.edit_message(pk, message.pk, "At eleven", seen=1, by=by, now=NOW)
    answer = say(club, "teacher", answers=message.pk)

    services.delete_message(pk, message.pk, by=club.actor(who), now=NOW)

    message.refresh_from_db()
    assert (message.text, message.is_deleted, message.deleted_by_hub) == ("", True, by_hub)
    assert not Wording.objects.exists()
    assert Message.objects.filter(pk=answer.pk, answers=message).exists()


def test_an_answer_to_an_answer_belongs_to_the_same_talk_and_stirs_it(club):
    first = say(club, "lead")
    answer = say(club, "teacher", answers=first.pk, now=NOW + HOUR)

    second = say(club, "lead", answers=answer.pk, now=NOW + 2 * HOUR)

    first.refresh_from_db()
    assert second.answers_id == first.pk
    assert first.stirred_at == NOW + 2 * HOUR


@pytest.mark.parametrize("words", [f"Ask {CODE}", "Write to a.b@school.example", "  ", "x" * 5001])
def test_words_that_may_not_stand_here_are_refused(club, words):
    with pytest.raises(Invalid) as refusal:
        say(club, "lead", words)

    assert set(refusal.value.fields) == {"text"}
    assert not Message.objects.exists()


def test_a_file_of_the_same_name_is_the_next_version_and_the_same_bytes_are_none(club):
    first, second = bring(club, "lead"), bring(club, "teacher", content=b"Two")
    third = bring(club, "lead", content=b"Two")

    assert (first.number, second.number, third.pk) == (1, 2, second.pk)
    assert first.document_id == second.document_id
    assert Document.objects.get().latest == 2
    assert StoredFile.objects.count() == 2


def test_a_file_that_is_taken_away_leaves_its_name_and_nothing_on_the_disk(
    club, files, django_capture_on_commit_callbacks
):
    brought = bring(club, "lead")
    with django_capture_on_commit_callbacks(execute=True):
        services.remove_document(
            club.workspace.pk, brought.document_id, by=club.actor("lead"), now=NOW
        )

    assert [d.name for d in queries.removed_documents(club.workspace)] == ["plan.txt"]
    assert not StoredFile.objects.exists()
    assert [path for path in files.rglob("*") if path.is_file()] == []


def test_a_file_with_an_identity_code_is_refused_as_a_whole(club):
    with pytest.raises(Invalid) as refusal:
        bring(club, "lead", content=f"pupil,{CODE}\n".encode())

    assert set(refusal.value.fields) == {"file"}
    assert not StoredFile.objects.exists()


def owner_code(club, who):
    actor = club.actor(who)
    return f"person:{actor.organisation_id}:{next(iter(actor.roles))}:{actor.user_id}"


def test_a_task_belongs_to_a_person_or_to_a_role_at_an_organisation(club):
    hers = give_task(club, "lead", owner_code(club, "teacher"), due=NOW.date())
    shared = give_task(club, "lead", f"role:{club.school.pk}:principal")
    give_task(club, "lead")

    def waits_for(who):
        return [own.task for own in queries.tasks_of(club.actor(who), NOW.date(), 9)]

    assert waits_for("teacher") == [hers]
    assert waits_for("principal") == [shared]
    assert waits_for("lead") == []
    assert waits_for("stranger") == []


@pytest.mark.parametrize(
    ("errand", "field"),
    [
        (services.Errand(""), "what"),
        (services.Errand("x" * 201), "what"),
        (services.Errand("Print", dt.date(2026, 8, 31)), "due"),
        (services.Errand("Print", owner="person:1:teacher:1"), "owner"),
        (services.Errand(f"Ask {CODE}"), "what"),
    ],
)
def test_a_task_that_cannot_be_is_refused_with_its_reason(club, errand, field):
    told = {"key": uuid.uuid4(), "by": club.actor("lead"), "now": NOW}
    with pytest.raises(Invalid) as refusal:
        services.add_task(club.workspace.pk, errand, **told)

    assert set(refusal.value.fields) == {field}
    assert not Task.objects.exists()


def test_a_decision_stays_and_a_newer_one_takes_its_place_once(club):
    old = decide(club, "lead")

    new = decide(club, "teacher", "We meet on Monday", replaces=old.pk)

    assert Decision.objects.get(pk=old.pk).replaced_by == new
    with pytest.raises(NotNow):
        decide(club, "lead", "We never meet", replaces=old.pk)


def test_two_years_after_its_end_a_workspace_is_gone_with_all_that_is_in_it(
    club, files, django_capture_on_commit_callbacks
):
    acts(club, "staff")
    services.close_workspace(KIND, KEY, by=club.actor("staff"), now=NOW)
    later = NOW + dt.timedelta(days=731)

    assert forget_files(now=NOW + dt.timedelta(days=729)) == 0
    with django_capture_on_commit_callbacks(execute=True):
        assert forget_files(now=later) == 1
    sweep(now=later)

    assert [path for path in files.rglob("*") if path.is_file()] == []

    assert not Workspace.objects.exists()
    assert not Message.objects.exists() and not Document.objects.exists()
