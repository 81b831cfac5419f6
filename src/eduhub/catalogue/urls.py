from django.http import HttpResponse
from django.urls import path

app_name = "catalogue"

directory = [
    path("solutions/", lambda r: HttpResponse(), name="solutions"),
    path("solutions/feed.atom", lambda r: HttpResponse(), name="feed"),
    path("solutions/<int:pk>/", lambda r, pk: HttpResponse(), name="solution"),
    path("solutions/<int:pk>/picture/", lambda r, pk: HttpResponse(), name="picture"),
    path("companies/", lambda r: HttpResponse(), name="companies"),
    path("companies/<int:pk>/", lambda r, pk: HttpResponse(), name="company"),
]

editing = [
    path("solutions/new/", lambda r: HttpResponse(), name="solution_new"),
    path("solutions/<int:pk>/edit/", lambda r, pk: HttpResponse(), name="solution_edit"),
    path("solutions/<int:pk>/preview/", lambda r, pk: HttpResponse(), name="solution_preview"),
    path("companies/<int:pk>/edit/", lambda r, pk: HttpResponse(), name="company_edit"),
]

fit: list[object] = []

stands: list[object] = []

exhibitions = [
    path("exhibitions/", lambda r: HttpResponse(), name="exhibitions"),
]

references: list[object] = []

urlpatterns = [*directory, *editing, *fit, *stands, *exhibitions, *references]
