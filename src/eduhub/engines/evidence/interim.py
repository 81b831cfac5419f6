"""Planned looks at outcomes before the end, without more false positives.

Each look spends a part of alpha. The O'Brien-Fleming type of spending lets an early look stop
a pilot only for a very large difference and keeps almost all of alpha for the end.
"""

import math
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from scipy import optimize, special

type Floats = NDArray[np.float64]

FARTHEST = 8.0  # SDs beyond which the path of the test statistic is not followed
POINTS = 801  # odd, for Simpson


@dataclass(frozen=True, slots=True)
class Look:
    """One look: it rejects if |z| is at least `z`, or the two-sided p at most `p`."""

    information: float
    """Share of the final information, near the share of the classes measured by then."""

    spent: float
    """Alpha spent up to and with this look."""

    z: float
    p: float
    """Nominal: what the look's own two-sided p is held against."""


def planned_looks(information: Sequence[float], *, alpha: float = 0.05) -> tuple[Look, ...]:
    """At what p may each planned look reject, so that all together have level alpha?

    Two-sided and symmetrical; alpha spent by then is 4 - 4 Phi(z(1 - alpha / 4) / sqrt(t)),
    half of it on each side. Few classes: hold the t test's p against `p`, not its t against
    `z`.

    Args:
        information: shares in (0, 1], increasing, the last one 1.

    Raises:
        ValueError: shares that are not that, or an alpha outside (0, 0.5].

    Source: Lan & DeMets, Biometrika 70 (1983); numerical integration after Armitage,
    McPherson & Rowe, JRSS A 132 (1969).
    """
    times = [float(share) for share in information]
    if not 0 < alpha <= 0.5:
        raise ValueError(f"alpha is {alpha}, expected above 0 and at most 0.5")
    if not times or times[-1] != 1 or sorted(set(times)) != times or times[0] <= 0:
        raise ValueError(f"information is {times}, expected increasing shares that end in 1")
    looks: list[Look] = []
    path = _Path(at=np.zeros(1), weight=np.ones(1), time=0.0)
    for time in times:
        spent = _spent(time, alpha)
        to_spend = max(spent - (looks[-1].spent if looks else 0.0), 0.0)
        bound = path.bound(time, to_spend)
        looks.append(
            Look(
                information=time,
                spent=spent,
                z=bound,
                p=2 * float(special.ndtr(-bound)),
            )
        )
        path = path.moved_to(time, bound)
    return tuple(looks)


def _spent(time: float, alpha: float) -> float:
    return 4 * float(special.ndtr(special.ndtri(alpha / 4) / math.sqrt(time)))


@dataclass(frozen=True, slots=True, eq=False)
class _Path:
    """Where the statistic, as a Brownian motion, stands in those trials that went on."""

    at: Floats
    weight: Floats
    """Probability at each point; they sum to the chance that the trial went on."""

    time: float

    def beyond(self, time: float, z: float) -> float:
        """The chance to stand outside +-z at the next look."""
        spread = math.sqrt(time - self.time)
        edge = z * math.sqrt(time)
        outside = special.ndtr((self.at - edge) / spread) + special.ndtr(
            (-edge - self.at) / spread
        )
        return float(self.weight @ outside)

    def bound(self, time: float, to_spend: float) -> float:
        """The z outside of which the chance is what may be spent."""
        if self.beyond(time, FARTHEST) >= to_spend:
            return FARTHEST
        return float(
            optimize.brentq(lambda z: self.beyond(time, z) - to_spend, 0.0, FARTHEST, xtol=1e-12)
        )

    def moved_to(self, time: float, bound: float) -> "_Path":
        """The path of those trials that stay inside +-bound, on Simpson's points."""
        spread = math.sqrt(time - self.time)
        points = np.linspace(-bound * math.sqrt(time), bound * math.sqrt(time), POINTS)
        steps = (points[:, None] - self.at[None, :]) / spread
        density = np.exp(-(steps**2) / 2) @ self.weight / (spread * math.sqrt(2 * math.pi))
        simpson = np.full(POINTS, 2.0)
        simpson[1::2] = 4.0
        simpson[[0, -1]] = 1.0
        weight = density * simpson * (points[1] - points[0]) / 3
        return _Path(at=points, weight=weight, time=time)
