from django.urls import path

from eduhub.site.demo import views

app_name = "demo"
urlpatterns = [path("sign-in/<slug:key>/", views.sign_in, name="sign_in")]
