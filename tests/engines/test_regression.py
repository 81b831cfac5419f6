import numpy as np
import pytest

from eduhub.engines.evidence import CannotCompare, Obstacle, cluster_regression
from tests.engines.oracle import row_by_row


def blocks(design, outcome, cluster):
    members = [cluster == label for label in np.unique(cluster)]
    return (
        [design[here].T @ design[here] for here in members],
        [design[here].T @ outcome[here] for here in members],
    )


@pytest.fixture
def rows():
    """Six classes; the first alone has any of the last column, which it so takes for itself."""
    random = np.random.default_rng(8)
    cluster = np.repeat(np.arange(6), (4, 6, 3, 7, 5, 2))
    design = np.column_stack(
        [np.ones(27), cluster % 2, random.normal(size=27), (cluster == 0).astype(float)]
    )
    return design, random.normal(size=27), cluster


@pytest.mark.parametrize("contrast", [[0, 1, 0, 0], [1, 0.5, 0, 0], [0, 0, 1, 0], [0, -2, 3, 0]])
def test_any_contrast_is_that_of_the_rows_even_beside_an_absorbed_class(rows, contrast):
    found = cluster_regression(*blocks(*rows)).estimate_of(contrast)

    direct = row_by_row(*rows, contrast)
    assert found.estimate == pytest.approx(direct.estimate, rel=1e-8)
    assert found.standard_error == pytest.approx(direct.standard_error, rel=1e-8)
    assert found.degrees_of_freedom == pytest.approx(direct.degrees_of_freedom, rel=1e-8)


@pytest.mark.parametrize("last", ["empty", "twice"])
def test_columns_that_do_not_determine_the_unknowns_are_refused(rows, last):
    design, outcome, cluster = rows
    design[:, 3] = 0 if last == "empty" else 2 * design[:, 2]

    with pytest.raises(CannotCompare) as refusal:
        cluster_regression(*blocks(design, outcome, cluster))

    assert refusal.value.reason == Obstacle.NOT_IDENTIFIED


def test_blocks_of_other_shapes_are_refused(rows):
    grams, products = blocks(*rows)

    with pytest.raises(ValueError, match="one X'X and one X'y for each class"):
        cluster_regression(grams[1:], products)
