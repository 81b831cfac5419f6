import datetime as dt

from django.db.models import QuerySet
from django.urls import path, reverse

from eduhub.evidence import views
from eduhub.evidence.models import Credential, Result
from eduhub.evidence.queries import passports as passport_queries
from eduhub.evidence.queries import reports
from eduhub.kit.sitemaps import InThreeLanguages, list_pages


class Reports(InThreeLanguages):
    """Every published result; it never changes after that day."""

    def items(self) -> QuerySet[Result]:
        return reports.published()

    def location(self, item: Result) -> str:
        return reverse("evidence:report", args=[item.plan.pilot_id])

    def lastmod(self, item: Result) -> dt.datetime | None:
        return item.published_at


class ListOfReports(InThreeLanguages):
    def items(self) -> list[str]:
        return [
            "evidence:published",
            "evidence:portfolio",
            "evidence:seals",
            "evaluations:list",
            "measures:list",
        ]

    def location(self, item: str) -> str:
        return reverse(item)


class Passports(InThreeLanguages):
    """The passports in force."""

    def items(self) -> QuerySet[Credential]:
        return passport_queries.passports()

    def location(self, item: Credential) -> str:
        return reverse("passports:passport", args=[item.reference])

    def lastmod(self, item: Credential) -> dt.datetime:
        return item.issued_at


class DoorsOfPassports(InThreeLanguages):
    def items(self) -> list[str]:
        return ["passports:list", "passports:verify"]

    def location(self, item: str) -> str:
        return reverse(item)


list_pages("passports", Passports())
list_pages("passports_list", DoorsOfPassports())
list_pages("results", Reports())
list_pages("results_list", ListOfReports())

app_name = "evidence"
urlpatterns = [
    path("", views.published, name="published"),
    path("feed.atom", views.feed, name="feed"),
    path("can-it-answer/", views.prospects, name="prospects"),
    path("seal/", views.seals.seals, name="seals"),
    path("seal/<slug:kid>.pem", views.seals.certificate, name="seal_certificate"),
    path("portfolio/", views.portfolio, name="portfolio"),
    path("solutions/<int:solution_id>/", views.living, name="living"),
    path("<int:pilot_id>/", views.report, name="report"),
    path("<int:pilot_id>/full/", views.report_full, name="report_full"),
    path("<int:pilot_id>/report.pdf", views.report_pdf, name="report_pdf"),
    path("<int:pilot_id>/analyse/", views.analyse, name="analyse"),
    path("<int:pilot_id>/publish/", views.publish, name="publish"),
    path("<int:pilot_id>/review/", views.review, name="review"),
    path("<int:pilot_id>/explore/", views.explore, name="explore"),
    path("<int:pilot_id>/plan/", views.plan, name="plan"),
    path("<int:pilot_id>/plan/write/", views.plan_write, name="plan_write"),
    path("<int:pilot_id>/plan/change/", views.amend, name="amend"),
    path("<int:pilot_id>/plan/freeze/", views.freeze, name="freeze"),
    path("<int:pilot_id>/bundle.zip", views.bundle, name="bundle"),
    path("<int:pilot_id>/public.zip", views.public_bundle, name="public_bundle"),
    path("<int:pilot_id>/plan.json", views.plan_file, name="plan_file"),
    path("<int:pilot_id>/plan-<int:number>.json", views.plan_version, name="plan_version"),
    path("<int:pilot_id>/lot/", views.lot, name="lot"),
    path("<int:pilot_id>/lot/draw/", views.draw, name="draw"),
    path("<int:pilot_id>/start/", views.start, name="start"),
    path("<int:pilot_id>/data/", views.data, name="data"),
    path("<int:pilot_id>/data/close/", views.close, name="close"),
    path("<int:pilot_id>/data/file/", views.trial_file, name="trial_file"),
    path("<int:pilot_id>/data/<int:group_id>/", views.class_totals, name="class_totals"),
    path("<int:pilot_id>/data/<int:group_id>/file/", views.class_file, name="class_file"),
    path("<int:pilot_id>/data/<int:group_id>/together/", views.together, name="together"),
    path("<int:pilot_id>/data/<int:group_id>/apart/", views.apart, name="apart"),
    path("<int:pilot_id>/given/<int:totals_id>/", views.proposal, name="proposal"),
    path("<int:pilot_id>/given/<int:totals_id>/confirm/", views.confirm, name="confirm"),
    path("<int:pilot_id>/given/<int:totals_id>/drop/", views.drop, name="drop"),
]

_passports = [
    path("", views.passports.passports, name="list"),
    path("verify/", views.passports.verify, name="verify"),
    path("issue/<int:solution_id>/", views.passports.issue, name="issue"),
    path("<uuid:reference>/", views.passports.passport, name="passport"),
    path("<uuid:reference>/withdraw/", views.passports.withdraw, name="withdraw"),
    path("<uuid:reference>/badge.svg", views.passports.badge_svg, name="badge_svg"),
    path("<uuid:reference>/badge.png", views.passports.badge_png, name="badge_png"),
]
_credentials = [  # of no language: these addresses stand in what is signed
    path(".well-known/did.json", views.credentials.did, name="did"),
    path("credentials/status/<int:number>", views.credentials.status, name="status"),
    path("credentials/<uuid:reference>.json", views.credentials.credential, name="credential"),
]
_evaluations = [
    path("", views.evaluations.evaluations, name="list"),
    path("trained/", views.evaluations.train, name="train"),
    path("ask/<int:solution_id>/", views.evaluations.ask, name="ask"),
    path("<int:pk>/", views.evaluations.evaluation, name="evaluation"),
    path("<int:pk>/scores/", views.evaluations.sheet, name="sheet"),
    path("<int:pk>/scores/draft/", views.evaluations.sheet_draft, name="sheet_draft"),
    path("<int:pk>/third/", views.evaluations.third, name="third"),
    path("<int:pk>/seats/<int:seat>/replace/", views.evaluations.replace, name="replace"),
    path("<int:pk>/comment/", views.evaluations.comment, name="comment"),
]
_measures = [
    path("", views.measures.measures, name="list"),
    path("propose/", views.measures.propose, name="propose"),
    path("<int:pk>/", views.measures.measure, name="measure"),
    path("<int:pk>/score/", views.measures.score, name="score"),
    path("<int:pk>/write/", views.measures.write, name="write"),
    path("<int:pk>/anew/", views.measures.anew, name="anew"),
    path("<int:pk>/publish/", views.measures.publish, name="publish"),
    path("<int:pk>/decline/", views.measures.decline, name="decline"),
]
_logic = [
    path("<int:solution_id>/", views.logic.model, name="model"),
    path("<int:solution_id>/write/", views.logic.write, name="write"),
    path("<int:solution_id>/publish/", views.logic.publish, name="publish"),
    path("versions/<int:pk>/review/", views.logic.review, name="review"),
    path("versions/<int:pk>/model.json", views.logic.model_file, name="file"),
]
evaluations = (_evaluations, "evaluations")
logic = (_logic, "logic")
measures = (_measures, "measures")
passports = (_passports, "passports")
credentials = (_credentials, "credentials")
