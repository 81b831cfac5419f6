"""All that is public of a trial as one file for programs: no sums of classes, nothing past the gate."""

from importlib.metadata import version
from typing import Any

from eduhub.engines.evidence import canonical_json
from eduhub.evidence.models import Exploration, Result, Trial
from eduhub.evidence.queries.appendix import Gap, appendix_of
from eduhub.evidence.queries.gate import Gate
from eduhub.evidence.queries.sentences import decimals_for
from eduhub.evidence.services.bundles import LOT, README, packed, plan_parts
from eduhub.evidence.services.parts import exact
from eduhub.evidence.services.working_out import IN_SD, NUMBERS
from eduhub.evidence.states import ExplorationState

SCHEMA = "eduhub-published-1"
PUBLISHED = "published.json"
TOLD = """\
What a trial showed / Mitä koe osoitti / Vad ett försök visade

plan.json is the plan as it was frozen before anything was measured; its SHA-256 is the plan's
fingerprint. Where it was changed afterwards it is the version in force, and plan-1.json and so on
are those before it, each named by the next. lot.json, where the hub drew the lot, holds the
secret that was committed to in the plan: with `eduhub redraw_lot` anybody draws it again.
published.json holds all that is public of the result. Numbers are strings, so that no program rounds them. "beside" are other ways of
working it out and "not_done" the reason for each that is missing; "exploratory" was not in the
plan and is never rated. Sums of single classes are not here, and none can be worked out from it.

plan.json on suunnitelma sellaisena kuin se jäädytettiin ennen mittauksia; sen SHA-256 on
suunnitelman sormenjälki. Jos suunnitelmaa muutettiin myöhemmin, se on voimassa oleva versio, ja
plan-1.json ja niin edelleen ovat sitä edeltävät, kukin seuraavassa nimettynä. lot.json on mukana, jos arvonta tehtiin hubissa: siinä on salaisuus,
johon suunnitelma sitoutui, ja komennolla `eduhub redraw_lot` kuka tahansa arpoo uudelleen.
published.json sisältää kaiken, mikä tuloksesta on julkista. Luvut ovat merkkijonoja, jottei
mikään ohjelma pyöristä niitä. "beside" kertoo muista laskutavoista ja "not_done" syyn jokaiseen
puuttuvaan; "exploratory" ei ollut suunnitelmassa eikä sitä arvioida. Yksittäisten luokkien
summia ei ole mukana, eikä niitä voi laskea näistä.

plan.json är planen så som den frystes innan något mättes; dess SHA-256 är planens fingeravtryck.
Om den ändrades senare är det versionen i kraft, och plan-1.json och så vidare är de före den, var
och en nämnd i nästa. lot.json finns med om lotten drogs i hubben: den har hemligheten som planen band sig till, och
med `eduhub redraw_lot` kan vem som helst dra lotten på nytt. published.json har allt som är
offentligt om resultatet. Talen är strängar så att inget program avrundar dem. "beside" är andra
sätt att räkna och "not_done" skälet till vart och ett som fattas; "exploratory" fanns inte i
planen och bedöms aldrig. Summor för enskilda klasser finns inte med och kan inte räknas ut.
"""


def public_bundle_of(trial: Trial) -> bytes | None:
    """The file of a public result; None before that. One query."""
    plan, result = trial.plan, trial.result
    if plan is None or result is None or result.published_at is None:
        return None
    result.plan = plan
    parts = plan_parts(plan) | {PUBLISHED: canonical_json(_published(result))}
    if trial.lot is not None and trial.lot.drawn_at is not None:
        parts[LOT] = canonical_json({"commitment": plan.commitment, "nonce": trial.lot.nonce})
    return packed(parts | {README: TOLD})


def _published(result: Result) -> dict[str, Any]:
    told, why = _beside(result)
    return {
        "schema": SCHEMA,
        "plan": result.plan.fingerprint,
        "result": result.fingerprint,
        "answer": result.answer,
        "numbers": {name: exact(getattr(result, name)) for name in (*NUMBERS, *IN_SD)},
        "sides": _sides(result),
        "beside": told,
        "not_done": why,
        "exploratory": [_explored(one) for one in Exploration.objects.filter(plan=result.plan)],
        "made_with": result.facts["code"],
        "packed_with": version("eduhub"),
    }


def _sides(result: Result) -> dict[str, Any]:
    """As the report has them: the same digits, the same dashes."""
    gate, decimals = Gate.of(result), max(decimals_for(result.standard_error), 1)
    found = {}
    for name, arm in (("tries", gate.tries), ("compares", gate.compares)):
        side = gate.side(arm, decimals)
        found[name] = {
            "classes": side.classes,
            "pupils": gate.plain(arm),
            "mean": _rounded(side.mean.value, decimals),
            "sd": _rounded(side.sd.value, decimals),
        }
    return found


def _rounded(value: float | None, decimals: int) -> str | None:
    return None if value is None else f"{value:.{decimals}f}"


def _beside(result: Result) -> tuple[dict[str, Any], dict[str, str]]:
    """What stands beside the comparison as the result keeps it, and why each other part does not."""
    appendix = appendix_of(result)
    of_appendix = {
        "mixed": appendix.mixed,
        "equivalence": appendix.same,
        "bounds": appendix.bounds,
        "belief": appendix.beliefs,
        "chance": appendix.chance,
        "balance": appendix.balance,
    }
    kept = result.facts.get("parts") or {}
    told = {name: kept[name] for name, one in of_appendix.items() if not isinstance(one, Gap)}
    why = {name: one.value for name, one in of_appendix.items() if isinstance(one, Gap)}
    return told, why


def _explored(one: Exploration) -> dict[str, Any]:
    """Rounded as the report has it, so that no two analyses can be subtracted to the last digit."""
    numbers = one.facts.get("numbers", {}) if one.state == ExplorationState.READY else {}
    error = numbers.get("standard_error")
    decimals = decimals_for(float(error)) if error else 0
    return {
        "asked": one.kind,
        "state": one.state,
        "rated": False,
        "confidence": one.facts.get("confidence"),
        "numbers": {
            name: _rounded(float(numbers[name]) if numbers.get(name) else None, decimals)
            for name in ("estimate", "low", "high")
        },
        "classes": one.facts.get("classes"),
    }
