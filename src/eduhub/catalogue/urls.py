from django.urls import path, re_path

from eduhub.catalogue.views import claims, dossiers, editing, feeds, fit, profiles, shows, sitemap
from eduhub.catalogue.views import directory as lists
from eduhub.catalogue.views import exhibitions as exhibition_views
from eduhub.catalogue.views import leads as lead_views
from eduhub.catalogue.views import markets as market_views
from eduhub.catalogue.views import references as reference_views
from eduhub.catalogue.views import stands as stand_views
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

markets = [
    path("markets/", market_views.markets, name="markets"),
    path("markets/new/", market_views.new, name="market_new"),
    path("markets/<int:pk>/", market_views.market, name="market"),
    path("markets/<int:pk>/edit/", market_views.edit, name="market_edit"),
]

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

stands = [
    path("solutions/<int:pk>/stand/", stand_views.stand, name="stand"),
    path("solutions/<int:pk>/stand/demo/", stand_views.ask, name="demo_ask"),
    path("solutions/<int:pk>/stand/opened/", stand_views.opened, name="stand_opened"),
    path("solutions/<int:pk>/stand/edit/", stand_views.edit, name="stand_edit"),
    path("solutions/<int:pk>/stand/edit/draft/", stand_views.draft, name="stand_draft"),
    path("solutions/<int:pk>/stand/media/new/", stand_views.medium_new, name="medium_new"),
    path("media/<int:pk>/picture/", stand_views.picture, name="medium_picture"),
    path("media/<int:pk>/edit/", stand_views.medium_edit, name="medium_edit"),
    path("media/<int:pk>/place/", stand_views.medium_place, name="medium_place"),
    path("media/<int:pk>/remove/", stand_views.medium_remove, name="medium_remove"),
    path("leads/", lead_views.lead_list, name="leads"),
    path("leads/<int:pk>/", lead_views.lead, name="lead"),
    path("leads/<int:pk>/move/", lead_views.move, name="lead_move"),
    re_path(r"^leads/export/(?P<kind>csv|xlsx)/$", lead_views.export, name="leads_export"),
    path("demos/<str:token>/", lead_views.withdraw, name="demo_withdraw"),
]

exhibitions = [
    path("exhibitions/", exhibition_views.exhibition_list, name="exhibitions"),
    path("exhibitions/new/", exhibition_views.new, name="exhibition_new"),
    path("exhibitions/<int:pk>/", exhibition_views.exhibition, name="exhibition"),
    path("exhibitions/<int:pk>/picture/", exhibition_views.picture, name="exhibition_picture"),
    path("exhibitions/<int:pk>/visited/", exhibition_views.visited, name="exhibition_visited"),
    path("exhibitions/<int:pk>/figures/", exhibition_views.figures, name="exhibition_figures"),
    path("exhibitions/<int:pk>/edit/", exhibition_views.edit, name="exhibition_edit"),
    path("exhibitions/<slug:thing>/draft/", exhibition_views.draft, name="exhibition_draft"),
    path("exhibitions/<int:pk>/solutions/", exhibition_views.arrange, name="exhibition_arrange"),
    path(
        "exhibitions/<int:pk>/solutions/<int:solution_id>/show/",
        exhibition_views.show,
        name="exhibition_show",
    ),
    path(
        "exhibitions/<int:pk>/solutions/<int:solution_id>/place/",
        exhibition_views.place,
        name="exhibition_place",
    ),
    path(
        "exhibitions/<int:pk>/solutions/<int:solution_id>/leave-out/",
        exhibition_views.leave_out,
        name="exhibition_leave_out",
    ),
    path("exhibitions/<int:pk>/publish/", exhibition_views.publish, name="exhibition_publish"),
    path(
        "exhibitions/<int:pk>/unpublish/", exhibition_views.unpublish, name="exhibition_unpublish"
    ),
]

references = [
    path(
        "solutions/<int:pk>/references/",
        reference_views.solution_references,
        name="solution_references",
    ),
    path("references/", reference_views.reference_list, name="references"),
    path("references/<int:pk>/", reference_views.reference, name="reference"),
    path("references/<int:pk>/decide/", reference_views.decide, name="reference_decide"),
    path("references/<int:pk>/withdraw/", reference_views.withdraw, name="reference_withdraw"),
]

dossier = "solutions/<int:pk>/dossier/"
dossier_pages = [
    path(dossier, dossiers.dossier, name="dossier"),
    path(f"{dossier}edit/", dossiers.edit, name="dossier_edit"),
    path(f"{dossier}<int:number>/", dossiers.version, name="dossier_version"),
    path(f"{dossier}<int:number>/review/", dossiers.review, name="dossier_review"),
    path(f"{dossier}<int:number>/screening/", dossiers.screening, name="dossier_screening"),
    path(f"{dossier}<int:number>/assessment/", dossiers.assessment, name="dossier_assessment"),
    path(
        f"{dossier}<int:number>/assessment/pdf/",
        dossiers.assessment_pdf,
        name="dossier_assessment_pdf",
    ),
]

urlpatterns = [
    *directory,
    *markets,
    *editing_pages,
    *fit_pages,
    *stands,
    *exhibitions,
    *references,
    *dossier_pages,
]
