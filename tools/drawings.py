"""The drawings of docs/reference/evidence.md, from the engine's numbers and the hub's own sign."""

from collections.abc import Sequence
from xml.sax.saxutils import escape

from eduhub.engines.evidence.design import ClassTrial, power_by_units
from eduhub.engines.evidence.synthesis import Study, synthesise
from eduhub.engines.evidence.thresholds.attrition import ATTRITION_CAUTIOUS, ATTRITION_OPTIMISTIC
from eduhub.kit.plots import WIDTH, Row, Scale, finding, row

INK, LINE, BRAND, UNSURE, BAD = "#1b1b1b", "#c9c9c9", "#0a5c57", "#8a6d1a", "#a3271c"
STYLE = f"""
text {{ font: 13px system-ui, sans-serif; fill: {INK} }}
path {{ fill: none; stroke: {BRAND}; stroke-width: 2.5; vector-effect: non-scaling-stroke }}
.rule {{ stroke: {LINE}; stroke-width: 1 }} .zero {{ stroke: {INK}; stroke-width: 1.5 }}
.dot {{ stroke-width: 11; stroke-linecap: round }}
.hole {{ stroke: #fff; stroke-width: 6.5; stroke-linecap: round }}
.square {{ stroke-width: 10; stroke-linecap: square }} .cannot_tell {{ stroke: {UNSURE} }}
.worse {{ stroke: {BAD} }} .pooled {{ fill: {BRAND} }} .second {{ stroke-dasharray: 6 4 }}
"""
LABELS, FIGURES, STRETCH, HEIGHT = 120, 180, 1.6, 30
LEFT, RIGHT, TOP, BOTTOM, WIDE, HIGH = 52, 20, 14, 44, 560, 280  # of a chart with two axes

PILOTS = (
    Study("Pilot 1", 0.46, 0.12**2),
    Study("Pilot 2", 0.05, 0.11**2),
    Study("Pilot 3", 0.22, 0.09**2),
    Study("Pilot 4", -0.12, 0.15**2),
    Study("Pilot 5", 0.18, 0.08**2),
)
CLASSES = tuple(range(6, 101, 2))
TRIALS = (
    ("with a pretest", {"covariates": 1, "explained_classes": 0.5, "explained_pupils": 0.5}),
    ("without", {}),
)
EFFECT, MINUS = 0.3, "\N{MINUS SIGN}"
OVERALL, DIFFERENTIAL = 12.3, 3.9  # of the worked example in effects-and-ratings.md


def forest() -> str:
    """Five pilots, what they say together, and where a sixth is expected."""
    found = synthesise(PILOTS)
    pooled, expected = found.main, found.prediction
    if pooled is None or expected is None:
        raise ValueError("five pilots can be pooled")
    told = [(each.label, each.effect, *_interval(each)) for each in PILOTS]
    told += [
        ("All together", pooled.estimate, pooled.low, pooled.high),
        ("A next pilot", pooled.estimate, expected.low, expected.high),
    ]
    scale = Scale.around([end for _, _, *ends in told for end in ends], band=0.05)
    parts = []
    for place, (label, estimate, low, high) in enumerate(told):
        said = finding(low, high)
        drawn = row(estimate, low, high, scale=scale, height=HEIGHT, said=said)
        parts.append(_row(place, label, drawn, pooled=label == "All together"))
        figures = f"{estimate:+.2f} ({low:+.2f} to {high:+.2f})".replace("-", MINUS)
        parts.append(_text(LABELS + STRETCH * WIDTH + 12, HEIGHT * place + 20, figures))
    foot = HEIGHT * len(told) + 18
    parts += [
        _text(LABELS + STRETCH * scale.x(tick), foot, _number(tick), "middle")
        for tick in scale.ticks
    ]
    parts.append(_text(LABELS + STRETCH * WIDTH + 12, foot, "standard deviations"))
    return _svg(
        "Effects of five pilots with their intervals, and pooled",
        LABELS + STRETCH * WIDTH + FIGURES,
        foot + 12,
        parts,
    )


def power_curve() -> str:
    """Over the number of classes, with and without a pretest."""
    parts = _axes(
        "classes",
        (0, 100),
        (0, 20, 40, 60, 80, 100),
        up="power",
        height=(0, 1),
        rows=(0, 0.5, 0.8, 1),
    )
    for number, (label, known) in enumerate(TRIALS):
        trial = ClassTrial(classes=20, pupils=20, icc=0.15, **known)  # type: ignore[arg-type]
        curve = [(each.at, each.power) for each in power_by_units(trial, EFFECT, CLASSES)]
        parts.append(_line(curve, (0, 100), (0, 1), ("", "second")[number]))
        x, y = _at(*curve[-12 + 4 * number], (0, 100), (0, 1))
        parts.append(_text(x - 6, y + (-8, 22)[number], label, ("end", "start")[number]))
    title = f"Power to find an effect of {EFFECT:g} SD over the number of classes"
    return _svg(title, WIDE, HIGH, parts)


def boundary() -> str:
    """Both columns of the attrition boundary, and the trial of the worked example."""
    across, up = (0, 70), (0, 12)
    ticks = (0, 10, 20, 30, 40, 50, 60, 70)
    parts = _axes(
        "overall attrition, %",
        across,
        ticks,
        up="differential, points",
        height=up,
        rows=(0, 4, 8, 12),
    )
    for number, table in enumerate((ATTRITION_CAUTIOUS, ATTRITION_OPTIMISTIC)):
        parts.append(_line(table.rows, across, up, ("", "second")[number]))
        start, limit = table.rows[18]
        x, y = _at(start, limit, across, up)
        parts.append(_text(x + 6, y - 8, ("cautious", "optimistic")[number]))
    x, y = _at(OVERALL, DIFFERENTIAL, across, up)
    parts.append(f'<path class="dot" d="M{x:.1f} {y:.1f}h.01"/>')
    parts.append(_text(x + 10, y + 5, "this trial: low"))
    return _svg("The attrition boundary, low attrition under the line", WIDE, HIGH, parts)


def _number(value: float) -> str:
    return f"{value:g}".replace("-", MINUS)


def _interval(study: Study) -> tuple[float, float]:
    reach = 1.96 * study.variance**0.5
    return study.effect - reach, study.effect + reach


def _row(place: int, label: str, drawn: Row, *, pooled: bool) -> str:
    said = drawn.finding
    signs = {
        "shown": f'<path class="dot" d="{drawn.dot}"/>',
        "worse": f'<path class="square worse" d="{drawn.dot}"/>',
        "cannot_tell": f'<path class="dot {said}" d="{drawn.dot}"/>'
        f'<path class="hole" d="{drawn.dot}"/>',
    }
    sign = f'<path class="{said}" d="{drawn.whisker}"/>{signs.get(said, "")}'
    if pooled:
        sign = f'<path class="pooled" d="{drawn.diamond}"/>'
    rules = "".join(f'<path class="rule" d="{each}"/>' for each in drawn.rules)
    moved = f"translate({LABELS} {HEIGHT * place}) scale({STRETCH} 1)"
    return (
        _text(0, HEIGHT * place + 20, label)
        + f'<g transform="{moved}">{rules}<path class="zero" d="{drawn.zero}"/>{sign}</g>'
    )


def _axes(
    across: str,
    width: tuple[float, float],
    columns: Sequence[float],
    *,
    up: str,
    height: tuple[float, float],
    rows: Sequence[float],
) -> list[str]:
    parts = []
    for tick in rows:
        x, y = _at(width[0], tick, width, height)
        parts.append(f'<path class="rule" d="M{x:.1f} {y:.1f}H{WIDE - RIGHT}"/>')
        parts.append(_text(x - 8, y + 4, f"{tick:g}", "end"))
    for tick in columns:
        x, y = _at(tick, height[0], width, height)
        parts.append(_text(x, y + 18, f"{tick:g}", "middle"))
    parts.append(_text((LEFT + WIDE - RIGHT) / 2, HIGH - 6, across, "middle"))
    parts.append(f'<text transform="translate(13 {HIGH / 2}) rotate(-90)">{escape(up)}</text>')
    return parts


def _line(
    points: Sequence[tuple[float, float]],
    width: tuple[float, float],
    height: tuple[float, float],
    kind: str,
) -> str:
    path = "L".join("{:.1f} {:.1f}".format(*_at(x, y, width, height)) for x, y in points)
    return f'<path class="{kind}" d="M{path}"/>'


def _at(
    x: float, y: float, width: tuple[float, float], height: tuple[float, float]
) -> tuple[float, float]:
    across = (x - width[0]) / (width[1] - width[0])
    up = (y - height[0]) / (height[1] - height[0])
    return LEFT + across * (WIDE - LEFT - RIGHT), HIGH - BOTTOM - up * (HIGH - BOTTOM - TOP)


def _text(x: float, y: float, words: str, anchor: str = "start") -> str:
    return f'<text x="{x:.1f}" y="{y:.1f}" text-anchor="{anchor}">{escape(words)}</text>'


def _svg(title: str, width: float, height: float, parts: Sequence[str]) -> str:
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" role="img"'
        f' viewBox="-8 -8 {width + 16:g} {height + 16:g}">'
        f"<title>{escape(title)}</title><style>{STYLE}</style>"
        f'<rect x="-8" y="-8" width="{width + 16:g}" height="{height + 16:g}" fill="#fff"/>\n'
        + "\n".join(parts)
        + "\n</svg>\n"
    )
