"""Read by allauth for the pages in three languages; the way back stands in site/urls.py."""

from django.urls import path

from eduhub.site.oidc import views

urlpatterns = [path("oidc/<slug:provider_id>/login/", views.login, name="openid_connect_login")]
