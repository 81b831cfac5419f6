import numpy as np
import pytest
from scipy import integrate, stats

from eduhub.engines.evidence import CannotCompare, Obstacle, moments_of_rows
from eduhub.engines.evidence.posterior import (
    FLAT,
    USUAL,
    EffectPrior,
    PriorUnit,
    SpreadPrior,
    belief,
    posterior_of_effect,
    sceptical,
)


def pupils_of(seed, sizes=(4, 9, 6, 12, 7, 5), effect=1.0):
    random = np.random.default_rng(seed)
    cluster = np.repeat(np.arange(len(sizes)), sizes)
    arm = cluster % 2
    level = random.normal(0, 1, len(sizes))[cluster]
    before = random.normal(50, 2, len(cluster))
    after = 10 + effect * arm + 0.5 * before + level + random.normal(0, 2, len(cluster))
    return {"before": before, "after": after}, cluster, arm


def cells_of(columns, cluster, arm):
    return moments_of_rows(columns, cluster=cluster, arm=arm, variables=[*columns]).cells


def posterior_of(seed=1, **options):
    cells = cells_of(*pupils_of(seed))
    return posterior_of_effect(cells, outcome="after", baseline=["before"], **options)


@pytest.fixture(scope="module")
def sampled():
    """The same model by Gibbs sampling, with Metropolis steps for the two SDs."""
    columns, cluster, arm = pupils_of(1)
    random = np.random.default_rng(7)
    design = np.column_stack(
        [np.ones(len(arm)), columns["before"] - columns["before"].mean(), arm]
    )
    y, groups = columns["after"] - columns["after"].mean(), np.eye(6)[cluster]
    both = np.column_stack([design, groups])
    tau, sigma, kept = 1.0, 2.0, []
    for _ in range(9000):
        prior = np.array([0.0, 0.0, 3.0**-2, *[tau**-2] * 6])
        precision = both.T @ both / sigma**2 + np.diag(prior)
        root = np.linalg.inv(np.linalg.cholesky(precision)).T
        drawn = root @ (root.T @ (both.T @ y) / sigma**2 + random.normal(size=9))
        tau = moved(tau, drawn[3:], 2.0, random)
        sigma = moved(sigma, y - both @ drawn, 4.0, random)
        kept.append((drawn[2], tau, sigma))
    return np.array(kept).T


def moved(sd, deviations, scale, random):
    def height(at):
        squares = deviations @ deviations
        return -len(deviations) * np.log(at) - squares / (2 * at**2) - at**2 / (2 * scale**2)

    for _ in range(2):
        tried = sd * np.exp(0.5 * random.normal())
        if np.log(random.uniform()) < height(tried) - height(sd) + np.log(tried / sd):
            sd = tried
    return sd


def test_the_grid_says_what_a_gibbs_sampler_says(sampled):
    b, tau, sigma = sampled
    g = b / np.hypot(tau, sigma)

    found = posterior_of(
        prior=EffectPrior("own", PriorUnit.OUTCOME, 0.0, 3.0), spread=SpreadPrior(2.0, 4.0)
    )

    means = (found.mean, found.sd, found.tau_mean, found.sigma_mean, found.g_mean)
    sampled_means = (b.mean(), b.std(), tau.mean(), sigma.mean(), g.mean())
    assert means == pytest.approx(sampled_means, rel=0.05, abs=0.02)
    assert found.probability_above(1.0) == pytest.approx((b > 1.0).mean(), abs=0.03)
    assert found.probability_g_above(0.25) == pytest.approx((g > 0.25).mean(), abs=0.03)
    assert found.probability_negligible(0.1) == pytest.approx((np.abs(g) < 0.1).mean(), abs=0.03)


@pytest.mark.parametrize("prior", [FLAT, USUAL, sceptical()], ids=lambda prior: prior.name)
def test_a_far_finer_grid_says_the_same(prior, monkeypatch):
    found = posterior_of(prior=prior)
    monkeypatch.setattr(belief, "TAUS", 401)
    monkeypatch.setattr(belief, "SIGMAS", 300)
    finer = posterior_of(prior=prior)

    assert len(finer.weights) > 10 * len(found.weights)
    for ask in (
        lambda one: one.mean,
        lambda one: one.sd,
        lambda one: one.tau_mean,
        lambda one: one.probability_g_above(0.1),
        lambda one: one.g_quantile(0.025),
    ):
        assert ask(found) == pytest.approx(ask(finer), rel=2e-5)


def test_quantiles_probabilities_and_density_belong_together():
    found = posterior_of(prior=USUAL)

    for share in (0.001, 0.025, 0.5, 0.9):
        assert found.probability_above(found.quantile(share)) == pytest.approx(1 - share)
        assert found.probability_g_above(found.g_quantile(share)) == pytest.approx(1 - share)
    area, _ = integrate.quad(lambda g: found.g_density([g])[0], 0.1, 5)
    assert area == pytest.approx(found.probability_g_above(0.1), rel=1e-6)


def test_a_stated_sd_makes_g_the_effect_over_it():
    found = posterior_of(sd=2.5)

    assert found.g_mean == pytest.approx(found.mean / 2.5)
    assert found.probability_g_above(0.4) == pytest.approx(found.probability_above(1.0))


def test_priors_pull_the_effect_towards_themselves():
    flat, usual, sceptic = (posterior_of(prior=one) for one in (FLAT, USUAL, sceptical()))
    sure = posterior_of(prior=EffectPrior("sure", PriorUnit.SD, 0.7, 1e-4))

    assert flat.g_mean > usual.g_mean > sceptic.g_mean > 0
    assert sure.g_mean == pytest.approx(0.7, abs=1e-3)


def test_the_sceptic_gives_a_worthwhile_effect_one_chance_in_twenty():
    prior = sceptical(0.3)

    assert stats.norm.sf(0.3, prior.mean, prior.sd) == pytest.approx(0.05)


def test_the_means_of_the_outcome_and_of_the_baseline_do_not_matter():
    columns, cluster, arm = pupils_of(1)
    moved_away = {"before": columns["before"] - 1e4, "after": columns["after"] + 1e4}

    found = posterior_of_effect(
        cells_of(moved_away, cluster, arm), outcome="after", baseline=["before"]
    )

    assert found.mean == pytest.approx(posterior_of().mean, rel=1e-6)
    assert found.tau_mean == pytest.approx(posterior_of().tau_mean, rel=1e-6)


def test_another_unit_of_the_outcome_leaves_g_alone():
    columns, cluster, arm = pupils_of(1)
    in_cents = {"before": columns["before"], "after": columns["after"] * 100}

    found = posterior_of_effect(
        cells_of(in_cents, cluster, arm), outcome="after", baseline=["before"], prior=USUAL
    )

    plain = posterior_of(prior=USUAL)
    assert found.g_mean == pytest.approx(plain.g_mean, rel=1e-6)
    assert found.mean == pytest.approx(100 * plain.mean, rel=1e-6)


def test_arms_within_classes_are_known_better_than_between_them():
    columns, cluster, _ = pupils_of(1, effect=0.0)
    mixed = np.arange(len(cluster)) % 2

    within = posterior_of_effect(cells_of(columns, cluster, mixed), outcome="after")
    between = posterior_of_effect(cells_of(columns, cluster, cluster % 2), outcome="after")

    assert within.sd < between.sd


@pytest.mark.parametrize(
    ("change", "reason"),
    [
        (lambda c, cluster, arm: (c, cluster[arm == 1] * 0, 1), Obstacle.ARM_EMPTY),
        (lambda c, cluster, arm: (c | {"after": arm * 2.0}, cluster, arm), Obstacle.NO_VARIATION),
        (
            lambda c, cluster, arm: (c | {"before": arm * 1.0}, cluster, arm),
            Obstacle.NOT_IDENTIFIED,
        ),
        (
            lambda c, cluster, arm: (c | {"before": np.ones(len(arm))}, cluster, arm),
            Obstacle.NOT_IDENTIFIED,
        ),
    ],
)
def test_what_pupils_cannot_tell_is_said_with_its_reason(change, reason):
    columns, cluster, arm = change(*pupils_of(1))
    if reason is Obstacle.ARM_EMPTY:
        columns = {name: values[: len(cluster)] for name, values in columns.items()}

    with pytest.raises(CannotCompare) as refusal:
        posterior_of_effect(cells_of(columns, cluster, arm), outcome="after", baseline=["before"])

    assert refusal.value.reason == reason


@pytest.mark.parametrize(
    ("wrong", "words"),
    [
        (lambda: posterior_of(sd=0.0), "sd is 0.0"),
        (lambda: posterior_of(spread=SpreadPrior(0.0, 1.0)), "between is 0.0"),
        (lambda: EffectPrior("own", PriorUnit.SD, 0.0, -1.0), "sd of prior own is -1.0"),
        (lambda: EffectPrior("own", PriorUnit.SD, float("nan"), 1.0), "mean of prior own is nan"),
        (lambda: sceptical(0.0), "worthwhile is 0.0"),
        (lambda: posterior_of().probability_negligible(0.0), "smallest is 0.0"),
        (lambda: posterior_of().quantile(1.0), "share is 1.0"),
    ],
)
def test_numbers_that_cannot_be_are_refused_by_name(wrong, words):
    with pytest.raises(ValueError, match=words):
        wrong()
