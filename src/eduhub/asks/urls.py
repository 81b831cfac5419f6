from django.urls import path

from eduhub.asks import views

app_name = "asks"
urlpatterns = [
    path("", views.asks, name="list"),
    path("new/", views.new, name="new"),
    path("<int:pk>/", views.ask, name="ask"),
    path("<int:pk>/edit/", views.edit, name="edit"),
    path("<int:pk>/close/", views.close, name="close"),
    path("<int:pk>/renew/", views.renew, name="renew"),
    path("<int:pk>/take-down/", views.take_down, name="take_down"),
]
