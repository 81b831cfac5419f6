"""What trials have shown, for the public register of pilots in the room below."""

from collections.abc import Collection, Mapping

from eduhub.evidence.queries.reports import published, told
from eduhub.pilots.models.told import ResultTold, tells_results


@tells_results
def results_for_register(pilot_ids: Collection[int]) -> Mapping[int, ResultTold]:
    """The published results of these pilots. One query."""
    rows = (told(result) for result in published().filter(plan__pilot__in=pilot_ids))
    return {row.pilot_id: ResultTold(row.said, row.sentence, row.url) for row in rows}
