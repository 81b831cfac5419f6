from django.http import HttpResponse
from django.urls import path

from eduhub.catalogue.views import claims, editing, feeds, fit, profiles, shows, sitemap
from eduhub.catalogue.views import directory as lists
from eduhub.kit.sitemaps import list_pages

app_name = "catalogue"

directory = [
    path("solutions/", lists.solutions, name="solutions"),
    path("solutions/feed.atom", feeds.feed, name="feed"),
    path("solutions/<int:pk>/", shows.solution, name="solution"),
    path("solutions/<int:pk>/picture/<uuid:file>/", shows.picture, name="picture"),
    path("companies/", lists.companies, name="companies"),
    path("companies/<int:pk>/", shows.company, name="company"),
]
list_pages("catalogue", sitemap.Lists())
list_pages("solutions", sitemap.Solutions())
list_pages("companies", sitemap.Companies())

editing_pages = [
    path("companies/<int:pk>/edit/", profiles.edit, name="company_edit"),
    path("companies/<int:pk>/draft/", profiles.draft, name="company_draft"),
    path("companies/<int:company_id>/new/", editing.new, name="solution_new"),
    path("companies/<int:company_id>/new/draft/", editing.new_draft, name="solution_new_draft"),
    path("solutions/<int:pk>/edit/", editing.edit, name="solution_edit"),
    path("solutions/<int:pk>/draft/", editing.edit_draft, name="solution_draft"),
    path("solutions/<int:pk>/preview/", editing.preview, name="solution_preview"),
    path("solutions/<int:pk>/publish/", editing.publish, name="solution_publish"),
    path("solutions/<int:pk>/withdraw/", editing.withdraw, name="solution_withdraw"),
    path("solutions/<int:pk>/claims/new/", claims.add, name="claim_new"),
    path("solutions/<int:pk>/claims/<int:claim_id>/", claims.change, name="claim_edit"),
    path("solutions/<int:pk>/claims/<int:claim_id>/remove/", claims.remove, name="claim_remove"),
]

fit_pages = [
    path("solutions/<int:pk>/fit/", fit.sheet, name="fit_sheet"),
    path("schools/<int:pk>/setup/", fit.setup, name="setup"),
]

stands: list[object] = []

exhibitions = [
    path("exhibitions/", lambda r: HttpResponse(), name="exhibitions"),
]

references: list[object] = []

urlpatterns = [*directory, *editing_pages, *fit_pages, *stands, *exhibitions, *references]
