"""What the questionnaire on a pilot's lane knows of, and the reasons that it gives."""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class LaneReason(TextChoices):
    """Why the questionnaire recommends what it recommends."""

    OWN_STUDY = (
        "own_study",
        _(
            "Data are collected for a study that the city has not commissioned. That needs a"
            " research permit, even for an anonymous survey."
        ),
    )
    BOUGHT = "bought", _("The education provider buys the pilot as a service: its contract rules.")
    COMMISSIONED = (
        "commissioned",
        _("The city has commissioned the study, so its contract governs the data."),
    )
    DATA_UNDER_AGREEMENT = (
        "data_under_agreement",
        _(
            "Personal data are touched, in ordinary teaching, under the provider's"
            " processor agreement."
        ),
    )
    DATA_WITHOUT_AGREEMENT = (
        "data_without_agreement",
        _(
            "Personal data are touched, which lane A does not permit. A processor"
            " agreement with the education provider is needed first."
        ),
    )
    NO_DATA = "no_data", _("No personal data are touched.")
    NO_STUDY = "no_study", _("Nothing is collected for a study of its own.")
    FREE = "free", _("Nobody buys anything: it is free both ways.")


class GateBy(TextChoices):
    """In which office somebody decides at a gate."""

    OFFICIAL = "provider_official", _("An official of the education provider")
    HUB_LEAD = "hub_lead", _("The hub's lead")
    DOSSIER = "dossier", _("The company has changed its privacy dossier")  # nobody: it fell


class PermitEnd(TextChoices):
    """How a permit came to its end."""

    EXPIRED = "expired", _("Its last day has passed")
    REVOKED = "revoked", _("It was revoked")
    REPLACED = "replaced", _("Another permit took its place")
