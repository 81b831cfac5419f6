from django.db.models import QuerySet
from django.urls import path, reverse

from eduhub.kit.access import VISITOR
from eduhub.kit.sitemaps import InThreeLanguages, list_pages
from eduhub.pilots import views
from eduhub.pilots.models import Pilot


class PilotPages(InThreeLanguages):
    """Every pilot on the public register."""

    def items(self) -> QuerySet[Pilot]:
        return Pilot.objects.visible_to(VISITOR).order_by("pk")

    def location(self, item: Pilot) -> str:
        return reverse("pilots:pilot", args=[item.pk])


list_pages("pilots", PilotPages())


app_name = "pilots"
urlpatterns = [
    path("", views.register, name="list"),
    path("new/", views.offer, name="offer"),
    path("<int:pilot_id>/", views.pilot, name="pilot"),
    path("<int:pilot_id>/edit/", views.edit, name="edit"),
    path("<int:pilot_id>/withdraw/", views.withdraw, name="withdraw"),
    path("<int:pilot_id>/stop/", views.stop, name="stop"),
    path("<int:pilot_id>/join/", views.join, name="join"),
    path("<int:pilot_id>/statement/", views.statement, name="statement"),
    path("<int:pilot_id>/agree/", views.agree, name="agree"),
    path("<int:pilot_id>/screen/", views.screen, name="screen"),
    path("<int:pilot_id>/lane/", views.lane, name="lane"),
    path("<int:pilot_id>/lane/decide/", views.lane_decide, name="lane_decide"),
    path("<int:pilot_id>/privacy/", views.privacy, name="privacy"),
    path("<int:pilot_id>/permit/", views.permit, name="permit"),
    path("<int:pilot_id>/permit/revoke/", views.permit_revoke, name="permit_revoke"),
    path("groups/<int:group_id>/inform/", views.inform, name="inform"),
    path("agreements/<int:agreement_id>/", views.agreement, name="agreement"),
    path("agreements/<int:agreement_id>/pdf/", views.agreement_pdf, name="agreement_pdf"),
    path("agreements/<int:agreement_id>/upload/", views.agreement_upload, name="agreement_upload"),
    path("time/", views.time_by_school, name="time"),
    path("groups/<int:group_id>/minutes/", views.minutes, name="minutes"),
    path("groups/<int:group_id>/minutes/now/", views.minutes_now, name="minutes_now"),
    path("<int:pilot_id>/cover/", views.cover_ask, name="cover_ask"),
    path("cover/<int:cover_id>/", views.cover, name="cover"),
    path("cover/<int:cover_id>/back/", views.cover_take_back, name="cover_take_back"),
    path("groups/<int:group_id>/decide/", views.decide, name="decide"),
    path("groups/<int:group_id>/leave/", views.leave, name="leave"),
]
