from django.conf import settings
from django.http import HttpResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.feedgenerator import Atom1Feed
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from eduhub.kit.http import HubRequest
from eduhub.kit.markdown import safe_html
from eduhub.pages.queries import news_to_list

ENTRIES = 30


@require_safe
def feed(request: HubRequest) -> HttpResponse:
    """News as Atom in the language of the address, the newest first."""
    here = settings.PUBLIC_URL + reverse("pages:feed")
    atom = Atom1Feed(
        title=_("News of %(hub)s") % {"hub": settings.HUB_NAME},
        link=settings.PUBLIC_URL + reverse("pages:news"),
        description=_("What happens in the hub"),
        language=get_language(),
        feed_url=here,
        feed_guid=here,
    )
    for page in news_to_list(timezone.now())[:ENTRIES]:
        url = settings.PUBLIC_URL + reverse("pages:news_item", args=[page.slug])
        atom.add_item(
            title=str(page.title),
            link=url,
            description=safe_html(f"{page.lead}\n\n{page.body}"),
            unique_id=url,
            author_name=settings.HUB_NAME,
            pubdate=page.publish_at,
            updateddate=max(page.changed_at, page.publish_at or page.changed_at),
        )
    return HttpResponse(atom.writeString("utf-8"), content_type=atom.content_type)
