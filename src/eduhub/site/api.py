"""The API: one document, one tree of refusals; each room brings its own doors."""

from django.http import HttpRequest, HttpResponse
from ninja import NinjaAPI
from ninja.errors import ValidationError

from eduhub.advice.api import router as advice
from eduhub.bookings.api import router as bookings
from eduhub.bookings.api import visits_router as visits
from eduhub.catalogue.api import router as catalogue
from eduhub.evidence.api import measures, passports
from eduhub.evidence.api import router as results
from eduhub.kit.errors import HubError, Invalid
from eduhub.pilots.api import router as pilots
from eduhub.programmes.api import cohorts_router as cohorts
from eduhub.programmes.api import figures_router as key_figures
from eduhub.programmes.api import router as calls

api = NinjaAPI(
    title="Education Hub",
    version="1",
    description="What the hub shows to everybody: companies, solutions, pilots, results, spaces and calls.",
    urls_namespace="api",
    docs_url=None,  # the framework's page of it takes its scripts from elsewhere
)
api.add_router("", catalogue)
PROBLEM = "application/problem+json"


@api.exception_handler(HubError)
def refuse(request: HttpRequest, error: HubError) -> HttpResponse:
    body = {
        "type": "about:blank",
        "title": str(error.message),
        "status": error.status,
        "code": error.code,
        **({"fields": error.fields} if isinstance(error, Invalid) else {}),
    }
    response = api.create_response(request, body, status=error.status)
    response["Content-Type"] = PROBLEM
    return response


@api.exception_handler(ValidationError)
def misfit(request: HttpRequest, error: ValidationError) -> HttpResponse:
    fields = {".".join(str(part) for part in e["loc"]): e["msg"] for e in error.errors}
    body = {"type": "about:blank", "title": "Unprocessable", "status": 422, "fields": fields}
    response = api.create_response(request, body, status=422)
    response["Content-Type"] = PROBLEM
    return response


api.add_router("/pilots", pilots)
api.add_router("/results", results)
api.add_router("/passports", passports)
api.add_router("/measures", measures)
api.add_router("/units", bookings)
api.add_router("/visits", visits)
api.add_router("/advice", advice)
api.add_router("/calls", calls)
api.add_router("/cohorts", cohorts)
api.add_router("/key-figures", key_figures)
