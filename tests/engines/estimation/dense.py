"""Second ways to the same numbers, with every pupil-by-pupil matrix written out."""

import numpy as np


def inverse_root(matrix):
    values, vectors = np.linalg.eigh((matrix + matrix.T) / 2)
    kept = values > 1e-9
    return vectors[:, kept] / np.sqrt(values[kept]) @ vectors[:, kept].T


def robust(design, outcome, cluster, *, weights=None, projected=None):
    """Coefficients, CR2 covariance and, for any contrasts, the arrays P_st by classes.

    `projected` are the columns whose leverages count where they differ (two stages).
    """
    weights = np.ones(len(outcome)) if weights is None else weights
    used = design if projected is None else projected
    bread = np.linalg.inv((used.T * weights) @ used)
    maker = np.eye(len(outcome)) - used @ bread @ (used.T * weights)
    coefficients = bread @ (used.T * weights) @ outcome
    residual = outcome - design @ coefficients
    scores, columns = [], []
    for label in np.unique(cluster):
        here = cluster == label
        adjusted = inverse_root((maker @ maker.T)[np.ix_(here, here)])
        weight = adjusted @ (weights[here, None] * used[here]) @ bread
        scores.append(weight.T @ residual[here])
        columns.append(maker[here].T @ weight)
    covariance = sum(np.outer(score, score) for score in scores)
    return coefficients, covariance, np.array(columns)


def satterthwaite(columns, contrast):
    form = np.einsum("gic,c->gi", columns, contrast)
    form = form @ form.T
    return np.trace(form) ** 2 / (form**2).sum()


def hotelling(coefficients, covariance, columns, contrasts):
    """F and denominator degrees, after the paper, over all pairs of classes."""
    size = len(contrasts)
    turned = np.einsum("gic,sc->sgi", columns, contrasts)
    forms = np.einsum("sgi,thi->stgh", turned, turned)
    white = inverse_root(np.einsum("stgg->st", forms))
    forms = np.einsum("as,stgh,tb->abgh", white, forms, white)
    total = 0.0
    for s in range(size):
        for t in range(size):
            total += (forms[s, s] * forms[t, t] + forms[s, t] * forms[t, s]).sum()
    eta = size * (size + 1) / total
    told = contrasts @ coefficients
    wald = told @ np.linalg.solve(contrasts @ covariance @ contrasts.T, told)
    return (eta - size + 1) / (eta * size) * wald, eta - size + 1


class Likelihood:
    """A mixed model's likelihood from the whole covariance matrix of all pupils."""

    def __init__(self, design, outcome, shapes, *, restricted=True):
        self.design, self.outcome, self.shapes = design, outcome, shapes
        self.restricted = restricted

    def fit(self, parameters):
        total = sum(value * shape for value, shape in zip(parameters, self.shapes, strict=True))
        inverse = np.linalg.inv(total)
        covariance = np.linalg.inv(self.design.T @ inverse @ self.design)
        coefficients = covariance @ self.design.T @ inverse @ self.outcome
        return total, inverse, covariance, coefficients

    def deviance(self, parameters):
        total, inverse, covariance, coefficients = self.fit(parameters)
        residual = self.outcome - self.design @ coefficients
        found = np.linalg.slogdet(total)[1] + residual @ inverse @ residual
        degrees = len(self.outcome)
        if self.restricted:
            found -= np.linalg.slogdet(covariance)[1]
            degrees -= self.design.shape[1]
        return found + degrees * np.log(2 * np.pi)

    def slopes(self, parameters, function=None, share=1e-4):
        """By differences, each in proportion to the residual variance."""
        function = function or self.deviance
        step = share * parameters[0]
        return np.array(
            [
                (function(parameters + step * unit) - function(parameters - step * unit))
                / (2 * step)
                for unit in np.eye(len(parameters))
            ]
        )

    def satterthwaite(self, parameters, contrast):
        def variance(at):
            return contrast @ self.fit(at)[2] @ contrast

        curvature = self.slopes(parameters, lambda at: self.slopes(at, share=1e-3), share=1e-3)
        change = self.slopes(parameters, variance)
        return 2 * variance(parameters) ** 2 / (change @ (2 * np.linalg.inv(curvature)) @ change)
