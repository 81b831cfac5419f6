from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class SignedBy(TextChoices):
    """The two parties of an agreement."""

    COMPANY = "company", _("The company")
    SCHOOL = "school", _("The school")


class SignedHow(TextChoices):
    """A name typed under the text shown here, or a file that was signed elsewhere."""

    TYPED = "typed", _("Signed here")
    UPLOADED = "uploaded", _("Signed file, sent in")


class Uploader(TextChoices):
    """Who has sent the signed file."""

    COMPANY = "company", _("the company")
    SCHOOL = "school", _("the school")
    HUB = "hub", _("the hub")
