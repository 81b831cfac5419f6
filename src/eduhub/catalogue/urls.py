from django.http import HttpResponse
from django.urls import path

app_name = "catalogue"
urlpatterns = [
    path("solutions/", lambda r: HttpResponse(), name="solutions"),
    path("exhibitions/", lambda r: HttpResponse(), name="exhibitions"),
]
