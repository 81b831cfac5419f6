"""What it means for an effect in standard deviations that classes, not pupils, got an arm.

With N pupils in clusters of n on average and intraclass correlation rho, the pooled SD is a
little too small (`gamma` mends that), a variance that takes pupils for independent far too
small (`eta`), and the pooled variance rests on fewer degrees of freedom than N - 2 (`h`).

Source: Hedges, Journal of Educational and Behavioral Statistics 32 (2007); one arm: Hedges &
Citkowicz, Behavior Research Methods 47 (2015); `upsilon`: Pustejovsky's degrees of freedom
of a total variance that is put together from its components. The What Works Clearinghouse
uses them in handbooks 4.1 and 5.0. A default rho is in `thresholds`.
"""

import math
from dataclasses import dataclass

from scipy import special


@dataclass(frozen=True, slots=True)
class EffectTest:
    """An effect with its standard error, and t, two-sided p and interval on its df."""

    effect: float
    standard_error: float
    degrees_of_freedom: float
    t: float
    p_value: float
    low: float
    high: float


@dataclass(frozen=True, slots=True)
class CorrectedT:
    """A t that had ignored the classes, times `multiplier`, and its p on `degrees_of_freedom`."""

    t: float
    multiplier: float
    degrees_of_freedom: float
    p_value: float


@dataclass(frozen=True, slots=True)
class ClusterCorrection:
    """The corrections of one trial; all are 1 (and h is N - 2) where nothing is clustered."""

    pupils: int
    gamma: float
    eta: float
    h: float
    upsilon: float | None
    """None where one arm is clustered, or where there are two clusters."""

    def total_g(self, g: float) -> float:
        """An effect in SDs of the total population, from one in pooled SDs: g sqrt(gamma)."""
        return g * math.sqrt(self.gamma)

    def corrected_t(self, t: float) -> CorrectedT:
        """What remains of a t for which pupils had been taken as independent."""
        multiplier = math.sqrt(self.gamma / self.eta)
        return CorrectedT(
            t=t * multiplier,
            multiplier=multiplier,
            degrees_of_freedom=self.h,
            p_value=two_sided(t * multiplier, self.h),
        )


def no_clusters(pupils: int) -> ClusterCorrection:
    """Pupils themselves were given an arm.

    Raises:
        ValueError: fewer than three pupils.
    """
    if pupils < 3:
        raise ValueError(f"there are at least three pupils, not {pupils}")
    return ClusterCorrection(pupils=pupils, gamma=1.0, eta=1.0, h=pupils - 2.0, upsilon=None)


def both_arms_clustered(*, pupils: int, cluster_size: float, icc: float) -> ClusterCorrection:
    """Whole classes (or schools) were given an arm, in both arms.

    Args:
        pupils: of both arms.
        cluster_size: pupils in a class on average; at most half of all.
        icc: share of the outcome's variance that lies between classes, in [0, 1].

    Raises:
        ValueError: a value outside of that.
    """
    _refuse(pupils, cluster_size, icc)
    if 2 * cluster_size > pupils:
        raise ValueError("each arm has at least one whole cluster")
    n, freedom, left = cluster_size, pupils - 2, pupils - 2 * cluster_size
    kept = freedom - 2 * (n - 1) * icc
    spread = (
        freedom * (1 - icc) ** 2 + n * left * icc**2 + 2 * left * icc * (1 - icc)
    )  # half the variance of the pooled squares
    clusters = pupils / n
    between = 1 + (n - 1) * icc
    upsilon = None
    if clusters > 2:
        apart = clusters * between**2 + (clusters - 2) * (n - 1) * (1 - icc) ** 2
        upsilon = n**2 * clusters * (clusters - 2) / apart
    _refuse_nothing_left(spread)
    return ClusterCorrection(
        pupils=pupils, gamma=kept / freedom, eta=between, h=kept**2 / spread, upsilon=upsilon
    )


def one_arm_clustered(
    *, clustered_pupils: int, other_pupils: int, cluster_size: float, icc: float
) -> ClusterCorrection:
    """The product was used in groups; the comparison pupils had nothing in common.

    Args:
        clustered_pupils: of the arm that is in groups; at least one whole group.
        other_pupils: of the arm that is not; its variance is that within a group.
        cluster_size: pupils in a group on average.
        icc: of the arm that is in groups.

    Raises:
        ValueError: a value outside of that.
    """
    pupils = clustered_pupils + other_pupils
    _refuse(pupils, cluster_size, icc)
    if cluster_size > clustered_pupils or other_pupils < 1:
        raise ValueError("one arm has a whole cluster at least, the other a pupil")
    n, freedom, left = cluster_size, pupils - 2, clustered_pupils - cluster_size
    kept = freedom - (other_pupils + n - 2) * icc
    spread = freedom * (1 - icc) ** 2 + n * left * icc**2 + 2 * left * icc * (1 - icc)
    _refuse_nothing_left(spread)
    return ClusterCorrection(
        pupils=pupils,
        gamma=kept / freedom,
        eta=1 + (n * other_pupils / pupils - 1) * icc,
        h=kept**2 / spread,
        upsilon=None,
    )


def two_sided(t: float, degrees_of_freedom: float) -> float:
    """The two-sided p of t."""
    return 2 * float(special.stdtr(degrees_of_freedom, -abs(t)))


def effect_test(
    effect: float, *, variance: float, degrees_of_freedom: float, confidence: float = 0.95
) -> EffectTest:
    """t, p and interval of an effect from its variance, on the df of the cluster correction.

    Raises:
        ValueError: the variance or df are not above zero, confidence not in (0, 1).
    """
    if not (variance > 0 and degrees_of_freedom > 0 and 0 < confidence < 1):
        raise ValueError(
            f"variance {variance} and df {degrees_of_freedom} are above 0,"
            f" confidence {confidence} is between 0 and 1"
        )
    error = math.sqrt(variance)
    reach = float(special.stdtrit(degrees_of_freedom, (1 + confidence) / 2)) * error
    return EffectTest(
        effect=effect,
        standard_error=error,
        degrees_of_freedom=degrees_of_freedom,
        t=effect / error,
        p_value=two_sided(effect / error, degrees_of_freedom),
        low=effect - reach,
        high=effect + reach,
    )


def _refuse(pupils: int, cluster_size: float, icc: float) -> None:
    if pupils < 3:
        raise ValueError(f"there are at least three pupils, not {pupils}")
    if not 1 <= cluster_size < math.inf:
        raise ValueError(f"a cluster has one pupil or more on average, not {cluster_size}")
    if not 0 <= icc <= 1:
        raise ValueError(f"an intraclass correlation lies between 0 and 1, not {icc}")


def _refuse_nothing_left(spread: float) -> None:
    if spread <= 0:
        raise ValueError("with correlation 1 and one cluster in an arm no variance is left")
