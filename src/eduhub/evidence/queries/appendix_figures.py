"""The appendix as figures, and in words what it lacks."""

from collections.abc import Iterator

from django.utils.translation import gettext as _

from eduhub.engines.evidence.effects import Attrition
from eduhub.engines.evidence.thresholds.attrition import ATTRITION_CAUTIOUS, ATTRITION_OPTIMISTIC
from eduhub.engines.evidence.thresholds.effects import BASELINE_ADJUSTABLE, BASELINE_SATISFIED
from eduhub.evidence.queries.appendix import Apart, Appendix, Belief, Chance, Gap
from eduhub.evidence.queries.drawings import Drawing, Field, Figure, Mark
from eduhub.evidence.queries.reports import Report
from eduhub.evidence.queries.sentences import of_hundred
from eduhub.kit import formats

SHORT = 150.0  # height of a drawing with one line
FARTHEST = 60.0  # per cent lost at the right end, at least
MOST_APART = 14.0  # percentage points at the top, at least
EVERY = 10  # per cent, of the boundary's rows in the table
LEAST_SHARE = 0.001  # of all lots, told as a number
LINES = ("curve", "curve-2", "axis")


def appendix_figures(report: Report, appendix: Appendix) -> tuple[Figure, ...]:
    found = []
    if not isinstance(appendix.balance, Gap):
        found.append(balance(report, appendix.balance))
        found.append(gains(report, appendix.balance))
    if not isinstance(appendix.lost, Gap):
        found.append(lost(appendix.lost))
    if not isinstance(appendix.chance, Gap):
        found.append(chance(report, appendix.chance))
    if not isinstance(appendix.beliefs, Gap):
        found.append(belief(report, appendix.beliefs))
    return tuple(found)


def gaps_in_words(appendix: Appendix) -> Iterator[str]:
    """One sentence for each part that is not there."""
    named = (
        (_("How alike the sides were before"), appendix.balance),
        (_("How many were lost on each side"), appendix.lost),
        (_("The lot drawn again"), appendix.chance),
        (_("How likely it is that it helps"), appendix.beliefs),
        (_("The mixed model beside it"), appendix.mixed),
        (_("Whether it is too little to matter"), appendix.same),
        (_("What the missing pupils could change"), appendix.bounds),
    )
    for name, part in named:
        if isinstance(part, Gap):
            yield _("%(what)s: %(why)s.") % {"what": name, "why": _why(part)}


def _why(gap: Gap) -> str:
    return {
        Gap.NOT_YET: _("is shown once the result is public"),
        Gap.FEW_CLASSES: _("with so few classes it would tell of single ones"),
        Gap.NO_LOT: _("no lot was drawn in the hub"),
        Gap.CLASSES_MISSING: _("a class of the lot gave no results"),
        Gap.NO_SPREAD: _("a class gave no spread of its results"),
        Gap.NO_BASELINE: _("nothing was measured before in all classes"),
        Gap.GROUPS_NOT_KNOWN: _("the hub does not know how many were in the groups"),
        Gap.FEW_LOST: _("fewer than 5 pupils of a side are missing, and so nothing is told"),
        Gap.OLDER: _("this result was worked out before the hub could do this"),
        Gap.LOT_NOT_KEPT: _("the sides are not ones that the lot could have given"),
        Gap.NO_SCALE: _("the plan does not say what is the least and the most to be reached"),
        Gap.OUTSIDE_SCALE: _("a mean lies outside of the plan's own scale"),
        Gap.CANNOT: _("the classes are too few or too much alike for it"),
        Gap.NO_COMPARISON: _("nothing could be compared"),
    }[gap]


def balance(report: Report, found: Apart) -> Figure:
    """The love plot: how far the sides stood apart before, in standard deviations."""
    apart = abs(found.before)
    near, far = BASELINE_SATISFIED.value, BASELINE_ADJUSTABLE.value
    field = Field(0.0, max(0.5, apart * 1.1), height=SHORT)
    words = formats.number(found.before, 2)
    return Figure(
        key="balance",
        title=_("How alike the sides were before"),
        says=_("Before the pilot the sides stood %(apart)s standard deviations apart: %(band)s.")
        % {"apart": formats.number(apart, 2), "band": _band(apart)},
        drawing=Drawing(
            marks=(
                field.box(0.0, near, 1.0, "area"),
                field.box(near, far, 1.0, "area-2"),
                field.upright(near),
                field.upright(far),
                field.upright(0.0, "zero"),
                field.dot(apart, 0.5, "point-d"),
            ),
            labels=(
                field.below(0.0, "0"),
                field.below(near, formats.number(near)),
                field.below(far, formats.number(far)),
                field.under(_("Standard deviations between the sides")),
            ),
            high=SHORT,
        ),
        head=(_("Measured before"), _("Apart, in standard deviations")),
        rows=((str(report.result.plan.in_force.baseline), words),),
        note=_(
            "Up to 0.05 is alike; up to 0.25 can be taken into account; beyond that no"
            " calculation mends it (What Works Clearinghouse)."
        ),
    )


def gains(report: Report, found: Apart) -> Figure:
    """How far the sides stood apart before and after: all that sums can tell of gains."""
    ends = [0.0, found.before, found.after]
    reach = max(0.5, *(abs(end) for end in ends)) * 1.1
    field = Field(-reach, reach, top=2.0, height=SHORT + 20.0)
    filled = {"before": formats.signed(found.before, 2), "after": formats.signed(found.after, 2)}
    names = (_("Before"), _("After"))
    return Figure(
        key="gains",
        title=_("How the sides moved apart"),
        says=_(
            "Before the pilot the side that tried the solution stood %(before)s standard deviations"
            " from the comparison, after it %(after)s."
        )
        % filled,
        drawing=Drawing(
            marks=(
                field.level(1.0),
                field.upright(0.0, "zero"),
                field.line([(found.before, 1.5), (found.after, 0.5)], "axis"),
                field.dot(found.before, 1.5, "ring"),
                field.dot(found.before, 1.5, "hole"),
                field.dot(found.after, 0.5),
            ),
            labels=(
                *(field.beside(at, name) for at, name in zip((1.5, 0.5), names, strict=True)),
                *field.ticks(),
                field.under(_("Standard deviations between the sides")),
            ),
            high=field.height,
        ),
        head=(_("When"), _("Apart, in standard deviations")),
        rows=((names[0], filled["before"]), (names[1], filled["after"])),
        note=_(
            "Right is better. The plain distances, without any adjustment; before and after each"
            " in its own standard deviations."
        ),
    )


def _band(apart: float) -> str:
    if apart <= BASELINE_SATISFIED.value:
        return _("alike")
    if apart <= BASELINE_ADJUSTABLE.value:
        return _("near enough to be taken into account")
    return _("too far for any calculation to mend")


def lost(found: Attrition) -> Figure:
    """The attrition boundary with the trial's dot."""
    rows = [(float(at), limit) for at, limit in ATTRITION_CAUTIOUS.rows]
    wide = [(float(at), limit) for at, limit in ATTRITION_OPTIMISTIC.rows]
    top = max(MOST_APART, found.differential * 1.1)
    field = Field(0.0, max(FARTHEST, found.overall * 1.05), top=top)
    filled = {
        "overall": formats.percent(found.overall / 100, 1),
        "apart": formats.number(found.differential, 1),
        "judged": _("few") if found.cautious.low else _("many"),
    }
    return Figure(
        key="lost",
        title=_("How many were lost on each side"),
        says=_(
            "%(overall)s of the pupils were lost, with %(apart)s percentage points between the"
            " sides: %(judged)s, by the cautious boundary."
        )
        % filled,
        drawing=Drawing(
            marks=(
                field.level(0.0),
                field.line(rows),
                field.line(wide, "curve-2"),
                field.dot(found.overall, found.differential, "point-d"),
            ),
            labels=(
                *(field.beside(at, formats.number(at)) for at in (0.0, 5.0, 10.0)),
                *field.ticks(),
                field.under(_("Lost in all, per cent")),
            ),
        ),
        head=(_("Lost in all, per cent"), _("Apart at most, cautious"), _("Apart at most, mild")),
        rows=(
            (_("This pilot: %(overall)s") % filled, formats.number(found.differential, 1), ""),
            *_boundary(),
        ),
        note=_(
            "Below the full line few were lost, above it many; the dashed line holds where the"
            " solution itself cannot make pupils leave. Upwards: percentage points between the"
            " sides (What Works Clearinghouse)."
        ),
    )


def _boundary() -> Iterator[tuple[str, str, str]]:
    mild = dict(ATTRITION_OPTIMISTIC.rows)
    for at, limit in ATTRITION_CAUTIOUS.rows:
        if at % EVERY == 0:
            yield str(at), formats.number(limit, 1), formats.number(mild.get(at), 1)


def _share(p: float) -> str:
    """Never nought: the lot that was drawn is one of them."""
    if 0.0 <= p < LEAST_SHARE:
        return _("less than %(share)s") % {"share": formats.percent(LEAST_SHARE, 1)}
    return formats.percent(p, 1)


def chance(report: Report, found: Chance) -> Figure:
    """What the lot alone would have shown, and what was seen."""
    many = max(found.counts)
    field = Field(found.low, found.high, top=float(many))
    step = (found.high - found.low) / len(found.counts)
    boxes = [
        (found.low + at * step, found.low + (at + 1) * step, count)
        for at, count in enumerate(found.counts)
    ]
    filled = {
        "seen": formats.signed(found.observed, report.decimals),
        "p": _share(found.p),
        "many": formats.number(found.assignments),
        "unit": str(report.question.unit),
    }
    says = (
        _(
            "Had the solution changed nothing, %(p)s of all %(many)s possible lots would show a"
            " difference as large as the one seen, %(seen)s %(unit)s between class means."
        )
        if found.is_exact
        else _(
            "Had the solution changed nothing, %(p)s of %(many)s lots drawn at random would show"
            " a difference as large as the one seen, %(seen)s %(unit)s between class means."
        )
    )
    return Figure(
        key="chance",
        title=_("The lot drawn again"),
        says=says % filled,
        drawing=Drawing(
            marks=(
                *(field.box(low, high, count, "area") for low, high, count in boxes if count),
                field.level(0.0),
                field.upright(0.0),
                field.upright(found.observed, "zero"),
                field.dot(found.observed, many * 0.9, "point-d"),
            ),
            labels=(
                *field.ticks(),
                field.under(_("Difference of class means, %(unit)s") % filled),
            ),
        ),
        head=(_("Difference from"), _("to"), _("Lots")),
        rows=tuple(
            (
                formats.number(low, report.decimals),
                formats.number(high, report.decimals),
                formats.number(count),
            )
            for low, high, count in boxes
        ),
        note=_("The dot and its line: what was seen. Each bar: lots that would have shown that."),
    )


def belief(report: Report, found: tuple[Belief, ...]) -> Figure:
    """What may be believed after the pilot, under three priors."""
    usual = next(one for one in found if one.prior == "usual")
    smallest = report.question.smallest
    low, high = min(one.low for one in found), max(one.high for one in found)
    field = Field(min(low, 0.0), max(high, smallest), top=max(max(one.density) for one in found))
    unit = str(report.question.unit)
    filled = {
        "helps": of_hundred(usual.helps),
        "matters": of_hundred(usual.matters),
        "smallest": formats.number(smallest),
        "unit": unit,
    }
    return Figure(
        key="belief",
        title=_("How likely it is that it helps"),
        says=_(
            "For a reader who expected little at first, the chance that it helps is now %(helps)s,"
            " and that it helps by %(smallest)s %(unit)s or more, %(matters)s."
        )
        % filled,
        drawing=Drawing(
            marks=(
                *_shaded(field, usual, smallest),
                field.level(0.0),
                field.upright(0.0),
                field.upright(smallest, "zero"),
                *(_density(field, one) for one in found),
            ),
            labels=(*field.ticks(), field.under(_("Benefit, %(unit)s") % {"unit": unit})),
        ),
        head=(_("Believed before"), _("Helps"), _("Helps enough"), _("Changes too little")),
        rows=tuple(
            (
                _prior(one.prior),
                of_hundred(one.helps),
                of_hundred(one.matters),
                of_hundred(one.negligible),
            )
            for one in found
        ),
        note=_(
            "Right is better. Shaded: it helps enough. The upright line: the smallest difference"
            " that matters. Full thick line: nothing believed before; dashed: little expected;"
            " thin: doubted."
        ),
    )


def _density(field: Field, one: Belief) -> Mark:
    role = dict(zip(("flat", "usual", "sceptical"), LINES, strict=True))[one.prior]
    return field.line(_points(one), role)


def _points(one: Belief) -> list[tuple[float, float]]:
    step = (one.high - one.low) / (len(one.density) - 1)
    return [(one.low + at * step, height) for at, height in enumerate(one.density)]


def _shaded(field: Field, one: Belief, smallest: float) -> Iterator[Mark]:
    """Under the curve from the smallest difference that matters to the right."""
    points = [(x, y) for x, y in _points(one) if x >= smallest]
    if len(points) > 1:
        (first, _y), (last, _z) = points[0], points[-1]
        yield field.line([(first, 0.0), *points, (last, 0.0)], "area")


def _prior(name: str) -> str:
    return {
        "flat": _("Nothing: only the data speak"),
        "usual": _("Little: as large trials of school programmes found"),
        "sceptical": _("Doubt: a large benefit is rare"),
    }[name]
