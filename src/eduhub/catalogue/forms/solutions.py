import uuid
from typing import Any

from django import forms
from django.forms import ValidationError
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from eduhub.catalogue.models import Claim, Company, Solution
from eduhub.catalogue.queries.topics import Topics
from eduhub.catalogue.services.claims import ClaimFields
from eduhub.catalogue.services.companies import CompanyFields
from eduhub.catalogue.services.solutions import SolutionFields
from eduhub.catalogue.states import TopicKind
from eduhub.kit.editing import EditForm
from eduhub.kit.fields import TextInThree

HEADS = [
    ("", "–"),
    *((band, band) for band in ("1", "2–4", "5–9", "10–19", "20–49", "50–249", "250+")),
]


class SolutionForm(EditForm):
    """A solution as its company writes it; topics are one field for each kind."""

    name = TextInThree(label=gettext_lazy("Name"), max_length=80)
    pitch = TextInThree(
        label=gettext_lazy("In one sentence"),
        help_text=gettext_lazy("What it does, for whom. This stands on the card."),
        max_length=200,
        required=False,
    )
    description = TextInThree(
        label=gettext_lazy("Description"),
        help_text=gettext_lazy("How it is used at school. You can use Markdown."),
        long=True,
        max_length=8000,
        required=False,
    )
    release = forms.CharField(
        label=gettext_lazy("Version of the product"), max_length=20, required=False
    )
    website = forms.URLField(
        label=gettext_lazy("Web address"), max_length=200, required=False, assume_scheme="https"
    )
    picture = forms.FileField(
        label=gettext_lazy("Picture"),
        help_text=gettext_lazy("JPEG, PNG or WebP, at most 10 MB."),
        required=False,
        widget=forms.FileInput(attrs={"accept": "image/jpeg,image/png,image/webp"}),
    )
    drop_picture = forms.BooleanField(label=gettext_lazy("Remove the picture"), required=False)
    picture_words = TextInThree(
        label=gettext_lazy("What the picture shows"),
        help_text=gettext_lazy("For those who do not see it."),
        max_length=300,
        required=False,
    )
    idempotency_key = forms.UUIDField(widget=forms.HiddenInput, required=False)

    def __init__(self, *args: Any, topics: Topics, **rest: Any) -> None:
        super().__init__(*args, **rest)
        self.topics = topics
        for kind in TopicKind:
            self.fields[kind.value] = forms.MultipleChoiceField(
                label=kind.label,
                choices=[(topic.code, topic.name) for topic in topics.of_kind(kind)],
                widget=forms.CheckboxSelectMultiple,
                required=False,
            )

    def clean_idempotency_key(self) -> uuid.UUID:
        key = self.cleaned_data["idempotency_key"]
        return key if isinstance(key, uuid.UUID) else uuid.uuid4()

    def written(self) -> SolutionFields:
        typed = self.cleaned_data
        return SolutionFields(
            name=typed["name"],
            pitch=typed["pitch"],
            description=typed["description"],
            codes=[code for kind in TopicKind.values for code in typed[kind]],
            release=typed["release"],
            website=typed["website"],
            picture=typed["picture"],
            drop_picture=typed["drop_picture"],
            picture_words=typed["picture_words"],
        )


def solution_initial(solution: Solution, topics: Topics) -> dict[str, Any]:
    """A solution as its form shows it."""
    own = set(solution.codes)
    by_kind = {
        kind: [topic.code for topic in topics.of_kind(kind) if topic.code in own]
        for kind in TopicKind.values
    }
    return {
        "name": solution.name,
        "pitch": solution.pitch,
        "description": solution.description,
        "release": solution.release,
        "website": solution.website,
        "picture_words": solution.picture_words,
        "seen": solution.version,
        **by_kind,
    }


class CompanyForm(EditForm):
    """The company's public profile; name and business ID come from its organisation."""

    pitch = TextInThree(
        label=gettext_lazy("In one sentence"),
        help_text=gettext_lazy("What you do, for whom."),
        max_length=200,
        required=False,
    )
    description = TextInThree(
        label=gettext_lazy("Description"),
        help_text=gettext_lazy("You can use Markdown."),
        long=True,
        max_length=8000,
        required=False,
    )
    founded = forms.IntegerField(label=gettext_lazy("Founded in"), min_value=1800, required=False)
    people_working = forms.ChoiceField(
        label=gettext_lazy("People working"), choices=HEADS, required=False
    )

    def clean_founded(self) -> int | None:
        year: int | None = self.cleaned_data["founded"]
        if year and year > timezone.localdate().year:
            raise ValidationError(_("This year has not come yet."))
        return year

    def written(self) -> CompanyFields:
        typed = self.cleaned_data
        return CompanyFields(
            pitch=typed["pitch"],
            description=typed["description"],
            founded=typed["founded"],
            people_working=typed["people_working"],
        )


def company_initial(company: Company) -> dict[str, Any]:
    return {
        "pitch": company.pitch,
        "description": company.description,
        "founded": company.founded,
        "people_working": company.people_working,
        "seen": company.version,
    }


class ClaimForm(forms.Form):
    """A claim with its source and date."""

    words = TextInThree(label=gettext_lazy("The claim"), max_length=300)
    source = forms.CharField(
        label=gettext_lazy("Source"),
        help_text=gettext_lazy("Who found it, in which study or survey."),
        max_length=200,
    )
    address = forms.URLField(
        label=gettext_lazy("Where it can be read"),
        max_length=200,
        required=False,
        assume_scheme="https",
    )
    dated = forms.DateField(label=gettext_lazy("Date of the source"))
    idempotency_key = forms.UUIDField(widget=forms.HiddenInput, required=False)

    def clean_idempotency_key(self) -> uuid.UUID:
        key = self.cleaned_data["idempotency_key"]
        return key if isinstance(key, uuid.UUID) else uuid.uuid4()

    def written(self) -> ClaimFields:
        typed = self.cleaned_data
        return ClaimFields(
            words=typed["words"],
            source=typed["source"],
            address=typed["address"],
            dated=typed["dated"],
        )


def claim_initial(claim: Claim) -> dict[str, Any]:
    return {
        "words": claim.words,
        "source": claim.source,
        "address": claim.address,
        "dated": claim.dated,
    }
