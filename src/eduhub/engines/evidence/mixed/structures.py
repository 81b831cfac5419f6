"""Three shapes of covariance, each from classes' cross-products.

What makes them cheap: within a class with a common level, V has one eigenvalue for the class's
mean and the residual variance for all the rest, so classes enter by their sums alone.
"""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from eduhub.engines.evidence.mixed.likelihood import Forms

type Floats = NDArray[np.float64]
type Whole = NDArray[np.int64]


@dataclass(frozen=True, slots=True, eq=False)
class Levels:
    """Each class has a level of its own: V_g = residual I + between 11'."""

    sizes: Floats
    """(sizes,) the different numbers of pupils in a class."""

    classes: Floats
    """(sizes,) how many classes have that number."""

    within: Floats
    """(columns, columns) cross-products about the class's means, over all classes."""

    between: Floats
    """(sizes, columns^2) pupils times the products of class means, over classes of a size."""

    rows: int

    @property
    def squares(self) -> Floats:
        found = np.zeros((2, 2, 2))
        found[0, 0, 0] = found[1, 1, 1] = 1.0
        return found

    def forms(self, parameters: Floats) -> Forms:
        residual, level = parameters
        size = self.within.shape
        large = residual + self.sizes * level
        free = self.rows - self.classes.sum()
        weights = np.array(
            [self.sizes**power * large**-root for root, power in
             ((1, 0), (2, 0), (2, 1), (3, 0), (3, 1), (3, 2))]
        )  # fmt: skip
        tables = (weights @ self.between).reshape(6, *size)
        counts = weights @ self.classes
        inside = self.within / residual
        second = np.empty((2, 2, *size))
        second[0, 0] = tables[3] + inside / residual**2
        second[0, 1] = second[1, 0] = tables[4]
        second[1, 1] = tables[5]
        pairs = np.array(
            [[counts[1], counts[2]], [counts[2], self.sizes**2 / large**2 @ self.classes]]
        )
        pairs[0, 0] += free / residual**2
        return Forms(
            log_determinant=float(free * np.log(residual) + self.classes @ np.log(large)),
            table=tables[0] + inside,
            first=np.array([tables[1] + inside / residual, tables[2]]),
            second=second,
            traces=np.array([counts[0] + free / residual, self.sizes / large @ self.classes]),
            trace_pairs=pairs,
        )


@dataclass(frozen=True, slots=True, eq=False)
class NestedLevels:
    """Classes in schools, each with a level: V = residual I + class blocks + school blocks."""

    sizes: Floats
    """(classes,) pupils, the classes of a school standing together."""

    starts: Whole
    """(schools,) where each school's classes begin."""

    within: Floats
    """(columns, columns) cross-products about the class's means, over all classes."""

    sums: Floats
    """(classes, columns) sums of each class over the root of its pupils."""

    rows: int

    @property
    def squares(self) -> Floats:
        found = np.zeros((3, 3, 3))
        for at in range(3):
            found[at, at, at] = 1.0
        return found

    def forms(self, parameters: Floats) -> Forms:
        """In each school V is diagonal plus one rank: V^-1 = 1/large - kappa a a'."""
        residual, level, school = parameters
        root = np.sqrt(self.sizes)
        large = residual + self.sizes * level
        steep = root / large
        height = np.add.reduceat(self.sizes / large, self.starts)
        kappa = school / (1 + school * height)
        spread = np.diff(self.starts, append=len(self.sizes))

        def inverted(values: Floats) -> Floats:
            along = np.add.reduceat(steep[:, None] * values, self.starts, axis=0)
            shared = np.repeat(kappa[:, None] * along, spread, axis=0)
            found: Floats = values / large[:, None] - steep[:, None] * shared
            return found

        def along_school(values: Floats) -> Floats:
            total = np.add.reduceat(root[:, None] * values, self.starts, axis=0)
            found: Floats = root[:, None] * np.repeat(total, spread, axis=0)
            return found

        solved = inverted(self.sums)
        moved = [solved, self.sizes[:, None] * solved, along_school(solved)]
        back = [inverted(each) for each in moved]
        inside = self.within / residual
        first = np.array([solved.T @ each for each in moved])
        second = np.array([[one.T @ other for other in back] for one in moved])
        first[0] += inside / residual
        second[0, 0] += inside / residual**2
        free = self.rows - len(self.sizes)
        traces, pairs = self._traces(large, steep, height, kappa)
        traces[0] += free / residual
        pairs[0, 0] += free / residual**2
        determinant = free * np.log(residual) + np.log(large).sum()
        return Forms(
            log_determinant=float(determinant + np.log1p(school * height).sum()),
            table=self.sums.T @ solved + inside,
            first=first,
            second=second,
            traces=traces,
            trace_pairs=pairs,
        )

    def _traces(
        self, large: Floats, steep: Floats, height: Floats, kappa: Floats
    ) -> tuple[Floats, Floats]:
        """tr(V^-1 V_i) and tr(V^-1 V_i V^-1 V_j) between classes."""
        shapes = np.array([np.ones_like(large), self.sizes])
        both = shapes[:, None] * shapes[None]
        weight = np.add.reduceat(shapes * steep**2, self.starts, axis=1)  # a'D_i a
        shrunk = 1 - kappa * height
        traces = np.empty(3)
        traces[:2] = (shapes / large).sum(axis=1) - weight @ kappa
        traces[2] = height @ shrunk
        pairs = np.empty((3, 3))
        crossed = np.add.reduceat(both * steep**2 / large, self.starts, axis=2) @ kappa
        pairs[:2, :2] = (both / large**2).sum(axis=2) - 2 * crossed
        pairs[:2, :2] += (kappa**2 * weight) @ weight.T
        pairs[:2, 2] = pairs[2, :2] = weight @ shrunk**2
        pairs[2, 2] = ((height * shrunk) ** 2).sum()
        return traces, pairs


@dataclass(frozen=True, slots=True, eq=False)
class Slopes:
    """Each class has a level and slopes that go together: V_g = residual I + Z_g D Z_g'."""

    tables: Floats
    """(columns, columns) cross-products over all classes."""

    grams: Floats
    """(classes, random, random) Z'Z."""

    mixed: Floats
    """(classes, columns, random) U'Z."""

    rows: int

    @property
    def pairs(self) -> list[tuple[int, int]]:
        """Which entries of D the parameters after the first are."""
        size = self.grams.shape[1]
        return [(i, j) for i in range(size) for j in range(i + 1)]

    @property
    def squares(self) -> Floats:
        """D = L L' with L lower triangular, its entries in the order of `pairs`."""
        pairs = self.pairs
        found = np.zeros((len(pairs) + 1, len(pairs) + 1, len(pairs) + 1))
        found[0, 0, 0] = 1.0
        for at, (i, j) in enumerate(pairs, start=1):
            for column in range(min(i, j) + 1):
                one, other = pairs.index((i, column)) + 1, pairs.index((j, column)) + 1
                found[at, one, other] += 0.5
                found[at, other, one] += 0.5
        return found

    def spread(self, parameters: Floats) -> Floats:
        """(random, random) D."""
        size = self.grams.shape[1]
        found = np.zeros((size, size))
        for value, (i, j) in zip(parameters[1:], self.pairs, strict=True):
            found[i, j] = found[j, i] = value
        return found

    def forms(self, parameters: Floats) -> Forms:
        """V^-a Z = Z T^a with T = (residual I + D Z'Z)^-1."""
        residual, spread = float(parameters[0]), self.spread(parameters)
        size = self.grams.shape[1]
        turned = residual * np.eye(size) + spread @ self.grams
        inverse = np.linalg.inv(turned)
        powers = [inverse, inverse @ inverse]
        powers.append(powers[1] @ inverse)
        solved = [self.mixed @ power for power in powers]  # U'V^-a Z
        tables = [self.tables]
        for each in solved:
            less = np.einsum("gci,ij,gdj->cd", each, spread, self.mixed, optimize=True)
            tables.append((tables[-1] - less) / residual)  # U'V^-a U
        free = self.rows - size * len(self.grams)
        traces = [
            free / residual**power + float(np.einsum("gii->", each))
            for power, each in enumerate(powers[:2], start=1)
        ]
        determinant = free * np.log(residual) + np.linalg.slogdet(turned)[1].sum()
        basis = self._basis()
        inner = self.grams @ powers[0]  # Z'V^-1 Z
        further = self.grams @ powers[1]  # Z'V^-2 Z
        return Forms(
            log_determinant=float(determinant),
            table=tables[1],
            first=np.concatenate([tables[2][None], _between(solved[0], basis, solved[0])]),
            second=_second(tables[3], solved, basis, inner),
            traces=np.append(traces[0], np.einsum("gij,pji->p", inner, basis)),
            trace_pairs=_trace_pairs(traces[1], basis, inner, further),
        )

    def _basis(self) -> Floats:
        """(parameters - 1, random, random) the derivative of D by each of its entries."""
        size = self.grams.shape[1]
        found = np.zeros((len(self.pairs), size, size))
        for at, (i, j) in enumerate(self.pairs):
            found[at, i, j] = found[at, j, i] = 1.0
        return found


def _between(left: Floats, basis: Floats, right: Floats) -> Floats:
    """(parameters, columns, columns) sums over classes of left E_i right'."""
    found: Floats = np.einsum("gci,pij,gdj->pcd", left, basis, right, optimize=True)
    return found


def _second(last: Floats, solved: list[Floats], basis: Floats, inner: Floats) -> Floats:
    count = len(basis) + 1
    found = np.empty((count, count, *last.shape))
    found[0, 0] = last
    found[0, 1:] = _between(solved[1], basis, solved[0])
    found[1:, 0] = _between(solved[0], basis, solved[1])
    half = np.einsum("gci,pij->pgcj", solved[0], basis)
    linked = half @ inner
    found[1:, 1:] = np.einsum("pgcj,qgdj->pqcd", linked, half, optimize=True)
    return found


def _trace_pairs(last: float, basis: Floats, inner: Floats, further: Floats) -> Floats:
    count = len(basis) + 1
    found = np.empty((count, count))
    found[0, 0] = last
    found[0, 1:] = found[1:, 0] = np.einsum("gij,pji->p", further, basis)
    turned = inner @ basis[:, None]
    found[1:, 1:] = np.einsum("pgij,qgji->pq", turned, turned)
    return found
