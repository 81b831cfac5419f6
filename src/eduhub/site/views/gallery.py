from django.http import HttpResponse

from eduhub.kit.http import HubRequest


def gallery(request: HubRequest) -> HttpResponse:
    return HttpResponse()
