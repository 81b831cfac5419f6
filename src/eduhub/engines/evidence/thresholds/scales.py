"""What the score of a questionnaire is called, and from which age it may be asked."""

from eduhub.engines.evidence.thresholds.table import Certainty, Threshold, ThresholdTable

DATE = "2026-11-25"
GRADES = ("F", "D", "C-", "C", "C+", "B-", "B", "B+", "A-", "A", "A+")

SUS_GRADES = ThresholdTable(
    name="sus_grades",
    start="score on the System Usability Scale, 0 to 100",
    unit="place of the grade, from 0 for F to 10 for A+",
    rows=tuple(
        (score, place)
        for place, score in enumerate(
            (0.0, 51.7, 62.7, 65.0, 71.1, 72.6, 74.1, 77.2, 78.9, 80.8, 84.1)
        )
    ),
    source="Sauro & Lewis, Quantifying the User Experience (2016), curved grading scale",
    date=DATE,
    certainty=Certainty.LIKELY,
)
SUS_AVERAGE = Threshold(
    name="sus_average",
    value=68,
    unit="score on the System Usability Scale that is about the average of all products",
    source="Sauro, A Practical Guide to the System Usability Scale (2011)",
    date=DATE,
    certainty=Certainty.LIKELY,
)
SUS_YOUNGEST = Threshold(
    name="sus_youngest",
    value=12,
    unit="years; the scale is not validated for younger pupils",
    source="Usability literature on children",
    date=DATE,
    certainty=Certainty.LIKELY,
)

SCALES = (SUS_GRADES, SUS_AVERAGE, SUS_YOUNGEST)
