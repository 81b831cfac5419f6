from typing import ClassVar

from django.contrib.postgres.fields import ArrayField
from django.db import models

from eduhub.catalogue.models.solutions import Solution
from eduhub.catalogue.states import AiPolicy, DataPlace, HighRiskUse, Login, PersonalData
from eduhub.kit.lang import TextField
from eduhub.kit.privacy import DataCard
from eduhub.people.models import Organisation


class FitSheet(models.Model):
    """What a school's technical people ask of a solution, as its company answers.

    None, or "", says that the company has not answered; an empty list is an answer.
    Devices and languages are codes of the solution itself.
    """

    solution = models.OneToOneField(
        Solution, models.CASCADE, primary_key=True, related_name="fit_sheet"
    )
    logins = ArrayField(models.CharField(max_length=12, choices=Login), null=True)
    lti = models.BooleanField(null=True)  # LTI 1.3
    data_place = models.CharField(max_length=10, choices=DataPlace, blank=True)
    personal_data = models.CharField(max_length=10, choices=PersonalData, blank=True)
    has_statement = models.BooleanField(null=True)  # of accessibility
    accessibility_address = models.URLField(blank=True)
    accessibility_dated = models.DateField(null=True)
    uses_ai = models.BooleanField(null=True)
    high_risk_uses = ArrayField(models.CharField(max_length=12, choices=HighRiskUse), null=True)
    ai_words = TextField(blank=True)  # what AI does in the solution, and what it does not
    answered_at = models.DateTimeField()
    version = models.PositiveIntegerField(default=1)

    DATA: ClassVar = DataCard(
        public="logins lti data_place personal_data has_statement accessibility_address"
        " accessibility_dated uses_ai high_risk_uses ai_words answered_at",
        internal="solution version",
        keep="as long as the solution",
    )

    def __str__(self) -> str:
        return str(self.solution_id)


class SchoolSetup(models.Model):
    """What a school has and what it asks of a solution. None and "" ask for nothing."""

    school = models.OneToOneField(
        Organisation, models.CASCADE, primary_key=True, related_name="setup"
    )
    languages = ArrayField(models.CharField(max_length=40), default=list, blank=True)  # codes
    devices = ArrayField(models.CharField(max_length=40), default=list, blank=True)  # codes
    logins = ArrayField(
        models.CharField(max_length=12, choices=Login), default=list, blank=True
    )  # those it accepts; none named: all
    data_place = models.CharField(max_length=10, choices=DataPlace, blank=True)  # at the farthest
    personal_data = models.CharField(max_length=10, choices=PersonalData, blank=True)  # at most
    ai_policy = models.CharField(max_length=14, choices=AiPolicy, blank=True)
    needs_accessibility = models.BooleanField(default=False)  # a statement of it
    changed_at = models.DateTimeField()
    version = models.PositiveIntegerField(default=1)

    DATA: ClassVar = DataCard(
        confidential="languages devices logins data_place personal_data ai_policy"
        " needs_accessibility",
        internal="school changed_at version",
        keep="as long as the school",
    )

    def __str__(self) -> str:
        return str(self.school_id)
