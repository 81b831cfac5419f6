"""A trial as one file that anybody who holds it can run again: plan, class sums, lot, result.

The sums of single classes are in it, so it is for the hub, the schools' education provider
and the plan's researchers; its SHA-256 is for everybody, so that two of them can agree that
they speak of the same thing.
"""

import hashlib
import io
import json
import zipfile
from collections.abc import Mapping
from dataclasses import dataclass
from importlib.metadata import version
from typing import Any

from django.utils.translation import gettext as _

from eduhub.engines.evidence import Answer, as_json, canonical_json, fingerprint, from_json
from eduhub.evidence.models import Plan, Trial
from eduhub.evidence.queries.versions import text_of_version
from eduhub.evidence.services.consents import is_overtaken, must_be_without_the_withdrawn
from eduhub.evidence.services.parts import exact
from eduhub.evidence.services.trials import kept_cells
from eduhub.evidence.services.working_out import (
    ASSIGNED,
    FACTS,
    IN_SD,
    NUMBERS,
    PARTS,
    Worked,
    worked_out,
)
from eduhub.kit.errors import Invalid

SCHEMA = "eduhub-trial-2"
FIRST = "eduhub-trial-1"  # knew the comparison alone, without what stands beside it
PLAN, MOMENTS, GIVEN, LOT, RESULT, README = (
    "plan.json",
    "moments.json",
    "assigned.json",
    "lot.json",
    "result.json",
    "README.txt",
)
MOST = 4 * 1024 * 1024  # bytes of one part, unpacked
ALWAYS = (1980, 1, 1, 0, 0, 0)  # the time of every part: the same trial gives the same bytes
TOLD = """\
Run it again / Laske uudelleen / Räkna om

  eduhub rerun FILE.zip

works the result out of plan.json, moments.json and assigned.json, and says whether it is
result.json, byte for byte. It needs no database and no network.

Komento laskee tuloksen tiedostoista plan.json, moments.json ja assigned.json ja kertoo, onko se
tavulleen result.json. Se ei tarvitse tietokantaa eikä verkkoa.

Kommandot räknar ut resultatet ur plan.json, moments.json och assigned.json och säger om det är
result.json, byte för byte. Det behöver varken databas eller nät.

moments.json holds sums of single classes: keep it as you would keep the classes' results.
"""


@dataclass(frozen=True, slots=True)
class Again:
    """What came of running a bundle again.

    Attributes:
        is_same: the result is the same, byte for byte.
        differences: (where, in the bundle, worked out now) of each value that differs.
        made_with, run_with: versions of the program.
    """

    is_same: bool
    differences: tuple[tuple[str, str, str], ...]
    answer: str
    made_with: str
    run_with: str


def bundle_to_run(trial: Trial) -> bytes | None:
    """The bundle as `bundle_of` makes it, for those who run the trial.

    None, too, from the moment at which somebody withdraws after the result was public.

    Raises:
        NotNow: somebody in the sums has withdrawn before that, and the job that takes them out
            is on its way.
    """
    if trial.result is not None and trial.result.published_at is None:
        must_be_without_the_withdrawn(trial)
    return None if is_overtaken(trial) else bundle_of(trial)


def sums_are_kept(trial: Trial) -> bool:
    """Whether a public result can still be worked out again."""
    return bool(kept_cells(trial)) and not is_overtaken(trial)


def bundle_of(trial: Trial) -> bytes | None:
    """The bundle of an analysed trial, with the result as it stands; None where its sums are no longer those of the result.

    That is so when somebody withdrew after the result was public: their sums are gone.
    """
    plan, result = trial.plan, trial.result
    if plan is None or result is None or not result.content:
        return None
    cells = kept_cells(trial)
    if not cells:
        return None
    told = [as_json(cell) for cell in cells]
    parts = plan_parts(plan) | {MOMENTS: canonical_json(told)}
    schema = SCHEMA if PARTS in result.facts else FIRST
    if schema == SCHEMA:
        parts[GIVEN] = canonical_json(result.facts[ASSIGNED])
    if trial.lot is not None and trial.lot.drawn_at is not None:
        parts[LOT] = canonical_json({"commitment": plan.commitment, "nonce": trial.lot.nonce})
    numbers = {name: getattr(result, name) for name in (*NUMBERS, *IN_SD)}
    standing = Worked(
        Answer(result.answer),
        {name: value for name, value in numbers.items() if value is not None},
        {name: result.facts[name] for name in (*FACTS, PARTS) if name in result.facts},
    )
    parts[RESULT] = _result_text(standing, plan.fingerprint, result.facts["code"], schema)
    return packed(parts | {README: TOLD})


def plan_parts(plan: Plan) -> dict[str, str]:
    """The plan in force and, where it was changed, each version before it. One query for each."""
    before = range(1, plan.number)
    return {PLAN: plan.content} | {f"plan-{n}.json": text_of_version(plan, n) for n in before}


def sha256_of(trial: Trial) -> str:
    """The fingerprint of the bundle as it stands; "" where there is none."""
    file = bundle_of(trial)
    return hashlib.sha256(file).hexdigest() if file else ""


def run_again(file: bytes) -> Again:
    """Work the result out of a bundle's plan and sums, and hold it against the bundle's own.

    Raises:
        Invalid: of `file`, which is no bundle, or whose plan is not the one it names.
    """
    parts = _unpacked(file)
    try:
        frozen, told = json.loads(parts[PLAN]), json.loads(parts[MOMENTS])
        standing = json.loads(parts[RESULT])
        assigned = json.loads(parts.get(GIVEN, "null"))
        cells = [from_json(cell) for cell in told]
        found = worked_out(frozen, cells, assigned=tuple(assigned) if assigned else None)
        schema = FIRST if standing["schema"] == FIRST else SCHEMA
        text = _result_text(found, fingerprint(frozen), str(standing["made_with"]), schema)
    except (ValueError, KeyError, TypeError, AttributeError, IndexError) as trouble:
        raise Invalid({"file": _not_a_bundle()}) from trouble
    now = json.loads(text)
    return Again(
        is_same=text == parts[RESULT],
        differences=tuple(_differences("", standing, now)),
        answer=str(now["answer"]),
        made_with=str(standing["made_with"]),
        run_with=version("eduhub"),
    )


def _result_text(found: Worked, plan: str, made_with: str, schema: str) -> str:
    """As the bundle of that schema has it: the first one without what stands beside."""
    facts = {n: value for n, value in found.facts.items() if schema != FIRST or n != PARTS}
    return canonical_json(
        {
            "schema": schema,
            "plan": plan,
            "answer": found.answer.value,
            "numbers": {name: exact(value) for name, value in found.numbers.items()},
            "facts": facts,
            "made_with": made_with,
        }
    )


def packed(parts: Mapping[str, str]) -> bytes:
    """A ZIP of texts by their names; the same texts are the same bytes."""
    held = io.BytesIO()
    with zipfile.ZipFile(held, "w", zipfile.ZIP_STORED) as file:
        for name, text in parts.items():
            entry = zipfile.ZipInfo(name, ALWAYS)
            entry.external_attr = 0o644 << 16
            file.writestr(entry, text.encode())
    return held.getvalue()


def _unpacked(file: bytes) -> dict[str, str]:
    try:
        with zipfile.ZipFile(io.BytesIO(file)) as opened:
            sizes = {entry.filename: entry.file_size for entry in opened.infolist()}
            if any(sizes.get(name, MOST + 1) > MOST for name in (PLAN, MOMENTS, RESULT)):
                raise Invalid({"file": _not_a_bundle()})
            read = [
                name for name in (PLAN, MOMENTS, GIVEN, RESULT) if sizes.get(name, MOST) < MOST
            ]
            return {name: opened.read(name).decode() for name in read}
    except (zipfile.BadZipFile, OSError, ValueError, NotImplementedError) as trouble:
        raise Invalid({"file": _not_a_bundle()}) from trouble


def _not_a_bundle() -> str:
    return _("This file is not one from which a trial can be worked out again.")


def _differences(where: str, one: Any, other: Any) -> list[tuple[str, str, str]]:
    match one, other:
        case dict(), dict():
            names = sorted(one.keys() | other.keys())
            pairs = [(f"{where}.{name}", one.get(name), other.get(name)) for name in names]
        case list(), list() if len(one) == len(other):
            pairs = [
                (f"{where}[{at}]", a, b) for at, (a, b) in enumerate(zip(one, other, strict=True))
            ]
        case _:
            return [] if one == other else [(where.lstrip("."), str(one), str(other))]
    return [found for pair in pairs for found in _differences(*pair)]
