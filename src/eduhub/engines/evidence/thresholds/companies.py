"""What may be shown to everybody of what companies tell."""

from eduhub.engines.evidence.thresholds.table import Certainty, Threshold

DATE = "2026-11-27"

FEWEST_COMPANIES_FOR_A_SUM = Threshold(
    name="fewest_companies_for_a_sum",
    value=5,
    unit="companies that told the figure",
    source=(
        "Own choice, after the threshold rule of the Glossary of Statistical Disclosure Control"
        " (UNECE/Eurostat 2005): some agencies require five respondents in a cell, others three"
    ),
    date=DATE,
    certainty=Certainty.OWN,
)
NEAREST_GUESS_OF_A_COMPANY = Threshold(
    name="nearest_guess_of_a_company",
    value=0.10,
    unit="share of the largest, beyond which the second largest must be unable to work it out",
    source=(
        "Own number in the p% rule of the Handbook on Statistical Disclosure Control, chapter 4,"
        " magnitude tabular data"
    ),
    date=DATE,
    certainty=Certainty.OWN,
)
LEAST_ANSWERED_FOR_A_SUM = Threshold(
    name="least_answered_for_a_sum",
    value=0.5,
    unit="share of the companies asked that told the figure",
    source="Own rule: below it a sum says more of who answered than of the programme",
    date=DATE,
    certainty=Certainty.OWN,
)

COMPANIES = (
    FEWEST_COMPANIES_FOR_A_SUM,
    NEAREST_GUESS_OF_A_COMPANY,
    LEAST_ANSWERED_FOR_A_SUM,
)
