from django.http import HttpResponse
from django.urls import path

app_name = "evidence"
urlpatterns = [
    path("", lambda r: HttpResponse(), name="published"),
]
