from django.http import HttpResponse
from django.urls import path

app_name = "pages"
urlpatterns = [
    path("news/", lambda r: HttpResponse(), name="news"),
    path("contacts/", lambda r: HttpResponse(), name="contacts"),
]
