"""What is known of each solution's effect, as codes for the directory of solutions."""

from collections.abc import Mapping
from types import MappingProxyType

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from eduhub.engines.evidence import Answer
from eduhub.evidence.models import Pool
from eduhub.evidence.queries.logic import rationales

NAME = "evidence"
LABEL = _("Evidence")
RATIONALE, NONE = "evidence-rationale", "evidence-none"
CODES: Mapping[str, str] = MappingProxyType(
    {
        Answer.BETTER: "evidence-better",
        Answer.CANNOT_TELL: "evidence-cannot-tell",
        Answer.NO_DIFFERENCE_THAT_MATTERS: "evidence-same",
        Answer.WORSE: "evidence-worse",
    }
)
CHOICES: tuple[tuple[str, str | Promise], ...] = (
    ("evidence-better", _("Pilots: difference shown")),
    ("evidence-cannot-tell", _("Pilots: cannot tell yet")),
    ("evidence-same", _("Pilots: no difference that matters")),
    ("evidence-worse", _("Pilots: worse than without")),
    (RATIONALE, _("Rationale only, no pilot yet")),
    (NONE, _("None yet")),
)


def codes_by_solution() -> dict[int, set[str]]:
    """What the pilots of each solution's newest measured release say; where nobody measured,
    whether its logic model was found to hold. A solution without either is left out.

    Two queries.
    """
    found: dict[int, list[Pool]] = {}
    for pool in Pool.objects.standing().only("solution", "release", "answer", "written_at"):
        found.setdefault(pool.solution_id, []).append(pool)
    codes = {}
    for solution, pools in found.items():
        newest = max(pools, key=lambda pool: (pool.written_at, pool.pk))
        codes[solution] = {CODES[one.answer] for one in pools if one.release == newest.release}
    for solution in rationales():
        codes.setdefault(solution, {RATIONALE})
    return codes
