"""What of a trial's tables may be given away, so that no pupil can be told from it."""

from collections.abc import Sequence

from eduhub.engines.evidence.disclosure.counts import withheld_counts
from eduhub.engines.evidence.disclosure.means import withheld_means
from eduhub.engines.evidence.disclosure.rules import Code
from eduhub.engines.evidence.disclosure.shown import (
    Audience,
    Release,
    ShownCell,
    ShownTable,
    Version,
    count_for,
    mean_for,
)
from eduhub.engines.evidence.disclosure.tables import Key, Table


def release(
    tables: Sequence[Table],
    *,
    audience: Audience,
    earlier: Sequence[Version] = (),
    arm: str = "arm",
) -> Release:
    """Withhold what is too small, and what would give it away, over all tables and versions.

    Counts of one to four, groups that one class dominates, means (SDs, distributions) of
    fewer than ten pupils or three classes in either arm, answers that nearly all or nearly
    nobody gave, and numbers near to those of an earlier version are withheld for their own
    sake; then as many others as are needed that no sum gives one of them away.

    Args:
        tables: all that are to be given away together. Numbers lost belong into the same
            table as those kept, as a dimension of it: tables of different populations are
            not compared.
        audience: partners read figures as they are, the public rounded ones; the same are
            withheld from both.
        earlier: all versions that anybody may have, in their order.
        arm: the dimension whose categories are the arms.

    Raises:
        ValueError: two tables of one name, tables that contradict each other, or a measure
            whose means stand beside its own distribution.

    Source: Hundepool et al., Statistical Disclosure Control (2012); limits in `thresholds`.
    """
    _refuse(tables)
    counts = withheld_counts(tables, earlier)
    means = withheld_means(tables, earlier, arm=arm)
    shown = []
    for table in tables:
        cells = {}
        for key in table.entries:
            place = table.place(key)
            mean_code = None if table.measure is None else means.codes[place, table.measure]
            base = counts.codes[table.place(table.base(key))]
            cells[key] = _cell(
                table, key, audience=audience, codes=(counts.codes[place], mean_code, base)
            )
        shown.append(ShownTable(name=table.name, dimensions=table.dimensions, cells=cells))
    exposed = counts.exposed | {place for place, _ in means.exposed}
    return Release(
        audience=audience,
        tables=tuple(shown),
        exposed=tuple(sorted(exposed, key=lambda place: (place[0], sorted(place[1])))),
    )


def _cell(
    table: Table, key: Key, *, audience: Audience, codes: tuple[Code, Code | None, Code]
) -> ShownCell:
    code, mean_code, base_code = codes
    entry, base = table.entries[key], table.base(key)
    is_shown, is_answer = code is Code.SHOWN, base != key
    percent = None
    if is_shown and is_answer and base_code is Code.SHOWN and (n := table.entries[base].pupils):
        percent = round(100 * entry.pupils / n)
    return ShownCell(
        pupils=count_for(audience, entry.pupils) if is_shown else None,
        pupils_code=code,
        percent=percent,
        mean=mean_for(audience, entry.mean) if mean_code is Code.SHOWN else None,
        sd=mean_for(audience, entry.sd) if mean_code is Code.SHOWN else None,
        mean_code=mean_code,
    )


def _refuse(tables: Sequence[Table]) -> None:
    names = [table.name for table in tables]
    if len(set(names)) != len(names):
        raise ValueError("each table has a name of its own")
    both = {table.answers for table in tables} & {table.measure for table in tables} - {None}
    if both:
        raise ValueError(f"means of {', '.join(map(str, both))} beside its own distribution")
