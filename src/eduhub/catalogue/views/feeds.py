from django.conf import settings
from django.http import HttpResponse
from django.urls import reverse
from django.utils.feedgenerator import Atom1Feed
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from eduhub.catalogue.queries.pages import newest
from eduhub.kit.http import HubRequest

ENTRIES = 50


@require_safe
def feed(request: HubRequest) -> HttpResponse:
    """The solutions published last, as Atom in the language of the address."""
    here = settings.PUBLIC_URL + reverse("catalogue:feed")
    atom = Atom1Feed(
        title=_("New solutions"),
        link=settings.PUBLIC_URL + reverse("catalogue:solutions"),
        description=_("Solutions that were published last"),
        language=get_language(),
        feed_url=here,
        feed_guid=here,
    )
    for solution in newest(ENTRIES):
        url = settings.PUBLIC_URL + reverse("catalogue:solution", args=[solution.pk])
        atom.add_item(
            title=str(solution.name),
            link=url,
            description=str(solution.pitch),
            unique_id=url,
            author_name=str(solution.company.name),
            pubdate=solution.published_at,
            updateddate=solution.changed_at,
        )
    return HttpResponse(atom.writeString("utf-8"), content_type=atom.content_type)
