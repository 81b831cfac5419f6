"""A report as sections: one source for its page, its full page and both lengths of its PDF."""

import datetime as dt
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from django.utils.translation import gettext as _

from eduhub.evidence.models import Plan, Trial
from eduhub.evidence.queries.answers import Answers, answers_of
from eduhub.evidence.queries.appendix import Appendix, appendix_of
from eduhub.evidence.queries.appendix_figures import appendix_figures, gaps_in_words
from eduhub.evidence.queries.beside import beside
from eduhub.evidence.queries.blocks import Section, Table, Words
from eduhub.evidence.queries.contexts import (
    Context,
    Likeness,
    OwnSchool,
    context_of,
    known_in_contexts,
    likeness,
    own_school,
)
from eduhub.evidence.queries.drawings import Figure
from eduhub.evidence.queries.explorations import explored_of, unplanned
from eduhub.evidence.queries.figures import figures_of
from eduhub.evidence.queries.ratings import RaiseShown, ratings_of
from eduhub.evidence.queries.reports import Report, Told, published_of_solution
from eduhub.evidence.queries.sections_of_feedback import feedback_sections
from eduhub.evidence.queries.usage import usage_shown
from eduhub.evidence.queries.versions import VersionShown, history_of
from eduhub.evidence.states import Arm, Source
from eduhub.kit import formats
from eduhub.kit.access import Actor
from eduhub.kit.lang import Text
from eduhub.pilots.queries.feedback import FormSeen, feedback_sums
from eduhub.pilots.queries.schools import country_of


@dataclass(frozen=True, slots=True)
class Whole:
    """All that any form of a report tells.

    Attributes:
        others: all published results of the solution, this one among them once it is public.
        own: the reader's school, for those who have one; `alike` then goes variable by variable.
        feedback: what pupils and teachers answered, in counts; nothing of it enters the result.
    """

    report: Report
    answers: Answers
    context: Context
    figures: tuple[Figure, ...]
    others: list[Told]
    own: OwnSchool | None
    alike: list[Likeness]
    feedback: list[FormSeen]


def whole_of(trial: Trial, report: Report, actor: Actor, *, now: dt.datetime) -> Whole:
    """Eight queries beside the trial's own and the result's, and three for one's own school."""
    known = known_in_contexts()
    classes = report.result.facts["classes"]
    country = country_of(trial.pilot)
    context = context_of(trial, report.pupils, classes, known, country=country)
    others = published_of_solution(trial.pilot.solution_id)
    own = own_school(actor)
    return Whole(
        report=report,
        answers=answers_of(report, report.result.plan.in_force, context),
        context=context,
        figures=figures_of(report, others),
        others=others,
        own=own,
        feedback=feedback_sums(trial.pilot, now),
        alike=likeness(context, own, known) if own else [],
    )


def first_page(whole: Whole) -> tuple[Section, ...]:
    """What stands on one page: the three answers, where it was tried, the two sides."""
    report, answers = whole.report, whole.answers
    helped = (f"{answers.head} {report.sentence}", *report.remarks)
    return (
        Section("helped", _("Did it help?"), paragraphs=helped),
        Section("unknown", _("What do we not know?"), points=answers.unknown),
        Section("whom", _("Whom was it tried with?"), points=answers.whom),
        _sides(report),
        _tried_where(whole.context),
    )


def all_pages(whole: Whole, trial: Trial) -> tuple[Section, ...]:
    """The first page, then the appendix. Two queries."""
    plan = whole.report.result.plan.in_force
    appendix = appendix_of(whole.report.result)
    drawn = (*whole.figures, *appendix_figures(whole.report, appendix))
    return (
        *first_page(whole),
        *(Section(one.key, one.title, figures=(one,)) for one in drawn),
        *beside(whole.report, appendix),
        *_used(whole.report),
        *feedback_sections(whole.feedback),
        *_ratings(whole.report),
        _flow(whole.report, trial),
        _plan(plan, whole.report),
        unplanned(explored_of(whole.report.result)),
        _not_done(whole, appendix),
        *_in_full(whole.report),
        _privacy(whole.report),
        _hashes(whole.report, plan),
    )


def _used(report: Report) -> Iterator[Section]:
    """The answer of the trial beside what use can tell; only where the plan names a dose."""
    usage, result = usage_shown(report.result), report.result
    if usage is None:
        return
    unit, unknown = str(report.question.unit), _("Cannot tell")
    whole = formats.interval(result.estimate, result.low, result.high, report.decimals)
    of_all = f"{whole} {unit}. " + _("This is the answer of the trial.")
    by_use = f"{unknown}. {usage.why_not}"
    if usage.effect:
        by_use = f"{formats.interval(*usage.effect, report.decimals)} {unit}. " + _(
            "It holds only if the lot changed results through use alone, if nobody used it less"
            " because of the lot, and if the sides were alike before. The data cannot show that."
        )
    facts = (
        (_("Recommended"), usage.recommended),
        (_("Reached it in classes that tried the solution"), usage.tries or unknown),
        (_("Reached it in comparison classes"), usage.compares or unknown),
        *usage.means,
        (
            _("Difference of all pupils, however much they used it"),
            unknown if result.estimate is None else of_all,
        ),
        (_("Difference for pupils who reach the dose because of the lot"), by_use),
    )
    apart = _(
        "Pupils who used it much are not compared with those who used it little: they may differ"
        " in other ways."
    )
    figures = (usage.figure,) if usage.figure else ()
    heading = _("How much it was used")
    yield Section("usage", heading, facts=facts, paragraphs=(apart,), figures=figures)


def _ratings(report: Report) -> Iterator[Section]:
    """Each scheme with its questions, and what would raise it. One query."""
    found = ratings_of(report.result)
    said = [
        _(
            "No scheme's own reviewers have seen this result: the hub has put their questions to"
            " it. A level belongs to this pilot and this version, never to a company."
        )
    ]
    if found.review is not None:
        said.append(found.review.grounds)
    if not found.rows:
        said = [_("This result is older than the ratings, and the hub noted no facts for them.")]
    heading = _("What four schemes would make of it")
    yield Section("ratings", heading, paragraphs=tuple(said))
    head = (_("Question"), _("Answer"), _("Found"), _("Limit"))
    for number, rating in enumerate(found.rows, 1):
        title = f"{rating.scheme}: {rating.level}"
        rows = tuple(
            (one.name, one.status, one.found or formats.NOTHING, one.asked or formats.NOTHING)
            for one in rating.criteria
        )
        yield Section(
            f"rating-{number}",
            title,
            points=tuple(_raise(one) for one in rating.raises),
            tables=(Table(title, head, rows, spoken=2),),
        )


def _raise(one: RaiseShown) -> str:
    if one.needs_another_design:
        return f"{one.level}: " + _("no pilot made like this one can; it takes another design.")
    return f"{one.level}: " + "; ".join(one.lacks)


def _sides(report: Report) -> Section:
    rows = tuple(
        (arm.label, str(arm.classes), arm.pupils, arm.mean, arm.sd) for arm in report.arms
    )
    head = (_("Side"), _("Classes"), _("Pupils"), _("Mean"), _("Standard deviation"))
    return Section(
        "sides",
        _("The two sides"),
        paragraphs=(report.baseline_words, report.small_print),
        tables=(Table(_("The two sides"), head, rows),),
    )


def _tried_where(context: Context) -> Section:
    return Section(
        "context",
        _("Where it was tried"),
        facts=tuple((one.name, one.words) for one in context.variables),
        paragraphs=(_("The hub does not know:"), *context.unknown),
    )


def _flow(report: Report, trial: Trial) -> Section:
    """Who was given which side, and who is in the numbers."""
    tries, compares = report.arms
    given = [len(trial.in_arm(arm)) for arm in (Arm.TRIES, Arm.COMPARES)]
    known = bool(trial.classes)
    rows = tuple(
        (
            arm.label,
            formats.number(classes) if known else formats.NOTHING,
            formats.number(arm.classes),
            arm.pupils,
        )
        for arm, classes in zip((tries, compares), given, strict=True)
    )
    head = (_("Side"), _("Classes in the plan"), _("Classes measured"), _("Pupils measured"))
    told = (_left_out(report), report.joined, report.silent, report.together)
    lost = [words for words in told if words]
    return Section(
        "flow",
        _("Who began, and who is in the numbers"),
        tables=(Table(_("Who began, and who is in the numbers"), head, rows),),
        points=tuple(lost),
    )


def _left_out(report: Report) -> str:
    if report.left_out == "0":
        return _("Nobody was left out for a missing value.")
    return _("Pupils with a missing value: %(count)s") % {"count": report.left_out}


def _plan(plan: Plan, report: Report) -> Section:
    """With every change after the freezing. One query, where there was one."""
    statement = report.frozen["statement"]
    frozen = f"{formats.moment(plan.frozen_at)}. " + _("No result had been given here yet.")
    if plan.source == Source.FILE:
        frozen += " " + _("What was known elsewhere the hub cannot tell.")
    smallest = f"{formats.number(report.question.smallest)} {report.question.unit}"
    facts: list[tuple[str, Words]] = [
        (_("Success, in one sentence"), Text(**statement["success"])),
        (_("Measure"), report.question.measure),
        (_("Smallest difference that matters"), smallest),
        (_("Measured before"), plan.baseline if plan.has_baseline else _("Nothing")),
        (_("Classes on the two sides"), str(plan.get_design_display())),
        (_("The comparison classes did"), plan.comparison),
        (_("Measured by"), plan.collected_by),
        (_("Paid by"), plan.paid_by),
        (_("Stop rule"), Text(**statement["stop_rule"])),
        (_("Plan frozen"), frozen),
    ]
    if plan.arms_told.spoken:
        facts.insert(5, (_("How the sides came about"), plan.arms_told))
    history = history_of(plan)
    facts += [(one.title, one.reason) for one in history]
    return Section(
        "plan",
        _("The plan, and what was changed"),
        facts=tuple(facts),
        paragraphs=(_said_of_changes(history),),
        tables=_changes(history),
    )


def _said_of_changes(history: Sequence[VersionShown]) -> str:
    if not history:
        return _("Nothing was changed after the plan was frozen.")
    return _(
        "Each change is a version of its own, made before the data were closed; every version"
        " stays public. Since the first result nothing of the measure can change."
    )


def _changes(history: Sequence[VersionShown]) -> tuple[Table, ...]:
    rows = tuple(
        (_("Version %(n)s") % {"n": one.number}, change.name, change.before, change.after)
        for one in history
        for change in one.changes
    )
    head = (_("Version"), _("What"), _("Before"), _("Afterwards"))
    return (Table(_("What was changed in the plan"), head, rows, words=True),) if rows else ()


def _not_done(whole: Whole, appendix: Appendix) -> Section:
    """What a reader could look for and does not find, with the reason."""
    points = tuple(_reasons_of_gaps(whole, appendix))
    return Section("not_done", _("What is not here, and why"), points=points)


def _reasons_of_gaps(whole: Whole, appendix: Appendix) -> Iterator[str]:
    if not whole.figures:
        yield _("No charts: nothing could be compared.")
    yield from gaps_in_words(appendix)
    yield _(
        "No chart of how much single pupils gained: the hub keeps sums of classes, and no pupil's"
        " result can be made of a sum."
    )
    yield _("No subgroups: the plan names none, and later ones would be found by looking.")


def _in_full(report: Report) -> Iterator[Section]:
    title = _("The numbers behind it")
    method = _(
        "Least squares with every pupil counting once and the class as the unit; CR2 standard"
        " error; Satterthwaite degrees of freedom."
    )
    if report.exact:
        head = (_("Number"), _("In full"))
        table = Table(title, head, report.exact, codes=True)
        yield Section("numbers", title, tables=(table,), paragraphs=(method,))
    elif report.result.estimate is None:
        nothing = _("Nothing could be compared, so there are no numbers.")
        yield Section("numbers", title, paragraphs=(nothing, method))
    else:
        later = _(
            "All digits are told once the result is public. Until then it may be made anew, and"
            " the difference of two versions would be one pupil's result."
        )
        yield Section("numbers", title, paragraphs=(later, method))


def _privacy(report: Report) -> Section:
    return Section(
        "privacy",
        _("Privacy"),
        paragraphs=(
            _("Personal data: none. The hub keeps sums of classes only."),
            report.small_print,
            _(
                "The same figures are withheld from every form of this report, so that two of"
                " them tell no more than one."
            ),
        ),
    )


def _hashes(report: Report, plan: Plan) -> Section:
    first = plan.as_frozen.fingerprint
    frozen = ((_("Fingerprint of the plan as it was frozen"), first),) if plan.latest else ()
    rows = (
        (_("Fingerprint of the plan"), plan.fingerprint),
        *frozen,
        (_("Fingerprint of the class sums"), str(report.result.facts["moments"])),
        (_("Fingerprint of the result"), report.result.fingerprint),
        (_("Version of the program"), f"eduhub {report.result.facts['code']}"),
    )
    title = _("To check it yourself")
    words = _(
        "A fingerprint is the SHA-256 of exactly these words or numbers: one other digit, and it"
        " is another one. The same sums and the same program give the same result."
    )
    head = (_("Of what"), _("Fingerprint"))
    return Section("hashes", title, paragraphs=(words,), tables=(Table(title, head, rows, True),))


def sections_of(whole: Whole, trial: Trial, length: str) -> Sequence[Section]:
    return all_pages(whole, trial) if length == "full" else first_page(whole)
