from django.http import HttpResponse
from django.urls import path

app_name = "people"
urlpatterns = [
    path(
        "act-for/<int:organisation_id>/", lambda r, organisation_id: HttpResponse(), name="act_for"
    ),
    path("desk/", lambda r: HttpResponse(), name="desk"),
]
