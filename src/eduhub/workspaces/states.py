from django.db.models import TextChoices
from django.utils.translation import pgettext_lazy


class TaskState(TextChoices):
    """Where a task stands."""

    OPEN = "open", pgettext_lazy("task", "Open")
    DONE = "done", pgettext_lazy("task", "Done")
    DROPPED = "dropped", pgettext_lazy("task", "Not needed")


TASK_MOVES: dict[str, frozenset[str]] = {
    TaskState.OPEN: frozenset({TaskState.DONE, TaskState.DROPPED}),
    TaskState.DONE: frozenset({TaskState.OPEN}),
    TaskState.DROPPED: frozenset({TaskState.OPEN}),
}
