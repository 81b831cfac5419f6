"""The shared cases of clustered least squares, use, equivalence and single pupils."""

import numpy as np
import pytest

from eduhub.engines.evidence import arms_of, compare_arms, moments_of_rows
from eduhub.engines.evidence.estimation import (
    JointMethod,
    Reference,
    Robust,
    Sandwich,
    clustered_difference_in_means,
    difference_in_means,
    difference_of_summaries,
    effect_of_use,
    equivalence,
    least_squares,
    least_squares_within_classes,
    lin_estimator,
    non_inferiority,
    products_of_rows,
    robust_regression,
)
from tests.engines.estimation.held import (
    disagreements,
    expected,
    numbers,
    shared_table,
    tolerance,
)


def schools_of_hsb(sandwich=Sandwich.CR2):
    rows = shared_table("Hsb82.csv")
    columns = numbers(rows, "meanses", "cses", "mAch")
    columns["sectorCatholic"] = np.array(rows["sector"]) == "Catholic"
    products = products_of_rows(columns, cluster=rows["school"], variables=list(columns))
    regressors = ["sectorCatholic", "meanses", "cses"]
    return least_squares(products, outcome="mAch", regressors=regressors, sandwich=sandwich)


def trial():
    rows = shared_table("crtData.csv")
    columns = numbers(rows, "Intervention", "Prettest", "Posttest", "Percentage_Attendance")
    columns["dose"] = columns.pop("Percentage_Attendance") / 100
    columns["I2"] = rows["Intervention2"]
    names = ["Intervention", "Prettest", "Posttest", "dose"]
    return products_of_rows(columns, cluster=rows["School"], variables=names, factors=["I2"])


def trial_cells():
    rows = shared_table("crtData.csv")
    names = ["Prettest", "Posttest"]
    return moments_of_rows(
        numbers(rows, *names),
        cluster=rows["School"],
        arm=numbers(rows, "Intervention")["Intervention"],
        variables=names,
    ).cells


def men():
    return numbers(shared_table("alo_star_men.csv"), "gpa0", "sfsp", "GPA_year1")


def apart(fit, wanted, rel, names=None):
    """Disagreements of all terms; `names` says what the reference calls ours."""
    called = names or {"(Intercept)": "intercept"}
    return {
        term: wrong
        for term, each in wanted.items()
        if (wrong := disagreements(fit.estimate(called.get(term, term)), each, rel))
    }


def test_c01_cr2_of_160_classes():
    assert apart(schools_of_hsb(), expected("C01")["CR2"], tolerance("C01")) == {}


@pytest.mark.parametrize("kind", [Sandwich.CR0, Sandwich.CR1S, Sandwich.CR3])
def test_c01_the_other_variances(kind):
    fit = schools_of_hsb(kind)

    for term, error in expected("C01")[f"{kind.upper()}_SE"].items():
        name = "intercept" if term == "(Intercept)" else term
        assert fit.estimate(name).standard_error == pytest.approx(error, rel=tolerance("C01"))


def test_c02_two_arms():
    fit = least_squares(trial(), outcome="Posttest", regressors=["Intervention", "Prettest"])

    assert apart(fit, expected("C02")["two_arm"], tolerance("C02")) == {}


def test_c02_three_arms_and_their_joint_tests():
    fit = least_squares(trial(), outcome="Posttest", regressors=["I2", "Prettest"])

    called = {"(Intercept)": "intercept", "I21": "I2=1", "I22": "I2=2"}
    assert apart(fit, expected("C02")["three_arm"], tolerance("C02"), called) == {}
    methods = {"EDF": JointMethod.EDF, "HTZ": JointMethod.HTZ, "Naive-F": JointMethod.NAIVE}
    for name, wanted in expected("C02")["joint"].items():
        found = fit.joint_test(["I2"], method=methods[name])
        assert disagreements(found, wanted, tolerance("C02")) == {}


@pytest.mark.parametrize("kind", ["unweighted", "weighted"])
def test_c03_levels_of_states_and_years_are_taken_out(kind):
    rows = shared_table("MortalityRates_mv.csv")
    columns = numbers(rows, "legal", "beertaxa", "mrate") | {"year": rows["year"]}
    products = products_of_rows(
        columns,
        cluster=rows["state"],
        variables=["legal", "beertaxa", "mrate"],
        factors=["year"],
        weights=numbers(rows, "pop")["pop"] if kind == "weighted" else None,
    )

    fit = least_squares_within_classes(
        products, outcome="mrate", regressors=["legal", "beertaxa", "year"]
    )

    assert apart(fit, expected("C03")[kind], tolerance("C03")) == {}


def test_c03_the_joint_test_and_the_naive_one():
    rows = shared_table("MortalityRates_mv.csv")
    columns = numbers(rows, "legal", "beertaxa", "mrate") | {"year": rows["year"]}
    names = ["legal", "beertaxa", "mrate"]
    products = products_of_rows(columns, cluster=rows["state"], variables=names, factors=["year"])
    asked = {"outcome": "mrate", "regressors": ["legal", "beertaxa", "year"]}

    test = least_squares_within_classes(products, **asked).joint_test(["legal"])
    naive = least_squares_within_classes(products, **asked, sandwich=Sandwich.CR1).estimate(
        "legal", reference=Reference.CLASSES_LESS_ONE
    )

    wanted, rel = expected("C03"), tolerance("C03")
    assert (test.f, test.denominator, test.p_value) == pytest.approx(
        [wanted["AHT"][name] for name in ("F", "df", "p")], rel=rel
    )
    assert (naive.t**2, naive.degrees_of_freedom, naive.p_value) == pytest.approx(
        [wanted["naive_CR1"][name] for name in ("F", "df", "p")], rel=rel
    )


def test_c18_the_effect_of_use():
    found = effect_of_use(
        trial(),
        outcome="Posttest",
        dose="dose",
        assigned="Intervention",
        baseline=["Prettest"],
    )

    wanted, rel = expected("C18"), tolerance("C18")
    assert apart(found.stages.fit, wanted["IV"], rel) == {}
    assert disagreements(found.effect, wanted["IV"]["dose"], rel) == {}
    assert apart(found.stages.first_stages[0], wanted["first_stage"], rel) == {}
    assert disagreements(found.first_stage, wanted["first_stage"]["Intervention"], rel) == {}
    assert found.first_stage_f.f == pytest.approx(
        wanted["first_stage"]["Intervention"]["t"] ** 2, rel=rel
    )


def test_c19_equivalence_and_non_inferiority():
    wanted, rel = expected("C19"), tolerance("C19")
    found = compare_arms(trial_cells(), outcome="Posttest", baseline=["Prettest"])
    bound = 0.25 * found.pooled_sd

    tost = equivalence(found, lowest=-bound, highest=bound)
    other = non_inferiority(found, margin=bound, alpha=0.05)

    assert found.pooled_sd == pytest.approx(wanted["pooled_sd"], rel=rel)
    assert bound == pytest.approx(wanted["bound_raw"], rel=rel)
    told = (found.estimate, found.standard_error, found.degrees_of_freedom, tost.p_lower,
            tost.p_upper, tost.low, tost.high)  # fmt: skip
    assert told == pytest.approx(list(wanted["CR2"].values()), rel=rel)
    assert other.p_value == tost.p_lower
    assert other.limit == tost.low


def test_c19_equivalence_by_the_naive_welch_test():
    wanted, rel = expected("C19"), tolerance("C19")
    none, one = arms_of(trial_cells(), variable="Posttest")

    found = difference_of_summaries(one, none)
    tost = equivalence(found, lowest=-wanted["bound_raw"], highest=wanted["bound_raw"])

    assert (tost.p_lower, tost.p_upper, found.degrees_of_freedom) == pytest.approx(
        list(wanted["welch"].values()), rel=rel
    )


def test_c20_lins_estimator():
    fit = lin_estimator(men(), outcome="GPA_year1", arm="sfsp", covariates=["gpa0"])

    assert apart(fit, expected("C20")["lin"], tolerance("C20")) == {}


@pytest.mark.parametrize("robust", [Robust.HC2, Robust.HC3])
def test_c20_robust_regression(robust):
    fit = robust_regression(men(), outcome="GPA_year1", regressors=["sfsp", "gpa0"], robust=robust)

    assert apart(fit, expected("C20")[f"ols_{robust.upper()}"], tolerance("C20")) == {}


def test_c20_differences_in_means():
    columns, wanted, rel = men(), expected("C20"), tolerance("C20")

    simple = difference_in_means(columns["GPA_year1"], arm=columns["sfsp"])
    clustered = clustered_difference_in_means(trial(), outcome="Posttest", arm="Intervention")
    adjusted = least_squares(trial(), outcome="Posttest", regressors=["Intervention", "Prettest"])

    assert disagreements(simple, wanted["dim"]["sfsp"], rel) == {}
    assert disagreements(clustered, wanted["dim_cluster"]["Intervention"], rel) == {}
    assert apart(adjusted, wanted["crt_CR2"], rel) == {}
