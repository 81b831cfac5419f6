"""What a linear programme can work out from one report, and from two."""

from dataclasses import replace

import pytest
from hypothesis import Phase, given, settings
from hypothesis import strategies as st

from eduhub.engines.evidence.disclosure import Audience, Code, Release, Version, release
from tests.engines.disclosure.attack import broken, narrowed_by_counting
from tests.engines.disclosure.trials import pupils_of, square, table_of, tables_of

SEEDS = st.integers(0, 2**32)
NO_SHRINKING = (Phase.explicit, Phase.reuse, Phase.generate)  # a trial is not smaller by its seed
# How one version's pupils differ from another's.
CHANGES = {
    "nobody": lambda rows: rows,
    "one more": lambda rows: [*rows, rows[0]],
    "two withdrew": lambda rows: rows[2:],
    "one class more": lambda rows: [*rows, *({**row, "class": 99} for row in rows[:12])],
    "one corrected": lambda rows: [{**rows[0], "score": 20.0 - rows[0]["score"]}, *rows[1:]],
}


def primary_only(found):
    """As if nothing had been withheld for another's sake."""
    tables = [
        replace(
            table,
            cells={
                key: replace(
                    cell,
                    pupils_code=shown(cell.pupils_code),
                    mean_code=cell.mean_code and shown(cell.mean_code),
                )
                for key, cell in table.cells.items()
            },
        )
        for table in found.tables
    ]
    return Release(audience=found.audience, tables=tuple(tables), exposed=())


def shown(code):
    return Code.SHOWN if code is Code.SECONDARY else code


@settings(deadline=None, max_examples=12, phases=NO_SHRINKING)
@given(seed=SEEDS, classes=st.integers(2, 14))
def test_one_report_gives_nothing_away(seed, classes):
    tables = tables_of(pupils_of(seed, classes=classes))

    found = release(tables, audience=Audience.PARTNERS)

    assert found.exposed == ()
    assert broken([(tables, found)]) == []


@settings(deadline=None, max_examples=12, phases=NO_SHRINKING)
@given(seed=SEEDS, change=st.sampled_from(sorted(CHANGES)), order=st.booleans())
def test_a_pair_of_reports_gives_nothing_away(seed, change, order):
    rows = pupils_of(seed)
    before, after = tables_of(rows)[:: 1 if order else -1], tables_of(CHANGES[change](rows))
    first = release(before[:2], audience=Audience.PARTNERS)
    version = Version(tables=tuple(before[:2]), release=first)

    second = release(after, audience=Audience.PUBLIC, earlier=[version])

    assert second.exposed == ()
    assert broken([(before[:2], first), (after, second)]) == []


@settings(deadline=None, max_examples=60, phases=NO_SHRINKING)
@given(cells=st.tuples(*[st.integers(0, 15)] * 4))
def test_counting_every_table_that_reads_the_same_leaves_small_numbers_open(cells):
    table = square(cells)

    found = release([table], audience=Audience.PARTNERS)

    if max(cells) > 0:
        assert not narrowed_by_counting(table, found)


def test_counting_breaks_primary_suppression_alone():
    """The control: 3 of 23 where the other 20 are shown."""
    table = square((3, 20, 12, 15))

    found = primary_only(release([table], audience=Audience.PARTNERS))

    assert narrowed_by_counting(table, found)


def test_primary_suppression_alone_is_broken():
    """The control: the same attack finds what it should find."""
    fallen = 0
    for seed in range(12):
        tables = tables_of(pupils_of(seed))
        naive = primary_only(release(tables, audience=Audience.PARTNERS))
        fallen += bool(broken([(tables, naive)]))

    assert fallen == 12


def test_two_reports_that_do_not_know_of_each_other_are_broken():
    """The control for pairs: each is safe by itself."""
    fallen = 0
    for seed in range(12):
        rows = pupils_of(seed)
        pair = [[table_of(rows, "arm", "language", scored=True)], tables_of(rows)[1:]]
        pair = [(tables, release(tables, audience=Audience.PARTNERS)) for tables in pair]
        assert [broken([each]) for each in pair] == [[], []]
        fallen += bool(broken(pair))

    assert fallen > 0


@pytest.mark.parametrize("audience", Audience)
def test_a_withheld_figure_is_in_no_field(audience):
    for seed in range(5):
        for table in release(tables_of(pupils_of(seed)), audience=audience).tables:
            for cell in table.cells.values():
                assert (cell.pupils is None) is (cell.pupils_code is not Code.SHOWN)
                assert cell.mean_code is Code.SHOWN or (cell.mean, cell.sd) == (None, None)
                assert cell.percent is None or cell.pupils is not None
