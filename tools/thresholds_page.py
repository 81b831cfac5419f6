"""docs/reference/evidence/thresholds.md, from the one table of the engine."""

from eduhub.engines.evidence.thresholds import THRESHOLDS, Certainty, Threshold, ThresholdTable

MEANINGS = {
    Certainty.VERIFIED: "seen in the source, or computed",
    Certainty.LIKELY: "from memory: a person holds it against the source before naming the source",
    Certainty.UNSURE: "from memory, and doubtful",
    Certainty.OWN: "the hub's own choice; the source says what it leans on",
}
HEAD = """# Thresholds of the evidence engine

Every number that decides what may be said, shown or rated, from `engines/evidence/thresholds`.
The date is when it was last held against its source. Certainty:

"""


def thresholds_page() -> str:
    """One row a limit; limits that depend on something have a list of their own below."""
    single = [limit for limit in THRESHOLDS if isinstance(limit, Threshold)]
    tables = [limit for limit in THRESHOLDS if isinstance(limit, ThresholdTable)]
    meanings = "\n".join(f"- **{word.value}**: {meaning}" for word, meaning in MEANINGS.items())
    rows = "\n".join(
        f"| `{limit.name}` | {limit.value:g} | {limit.unit} | {limit.source} | {limit.date} |"
        f" {limit.certainty.value} |"
        for limit in single
    )
    return (
        f"{HEAD}{meanings}\n\n## Single limits\n\n"
        "| name | limit | of what | source | date | certainty |\n|---|---|---|---|---|---|\n"
        f"{rows}\n\n## Limits that depend on something\n\n"
        "Each number holds from its start up to the next.\n\n" + "\n".join(map(_section, tables))
    )


def _section(table: ThresholdTable) -> str:
    rows = ", ".join(f"{start:g}: {limit:g}" for start, limit in table.rows)
    return (
        f"### {table.name}\n\nStart: {table.start}. Limit: {table.unit}.\n\n{rows}\n\n"
        f"{table.source}; {table.date}; {table.certainty.value}.\n"
    )
