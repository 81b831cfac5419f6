from django.urls import path, register_converter

from eduhub.bookings import views
from eduhub.bookings.views import hosting, season_board, seasons, visits


class Removable:
    """What can be taken away from a unit, one row at a time."""

    regex = "hours|special|site|quota|part"

    def to_python(self, value: str) -> str:
        return value

    def to_url(self, value: str) -> str:
        return value


register_converter(Removable, "removable")

app_name = "bookings"
urlpatterns = [
    path("", views.units, name="units"),
    path("mine/", views.mine, name="mine"),
    path("here/<uuid:door>/", views.here, name="here"),
    path("calendar.ics", views.public_calendar, name="calendar"),
    path("calendar/", views.link, name="link"),
    path("calendar/revoke/", views.revoke, name="revoke"),
    path("calendars/<str:token>.ics", views.own_calendar, name="own_calendar"),
    path("<int:pk>/calendar.ics", views.unit_calendar, name="unit_calendar"),
    path("bookings/<int:pk>/booking.ics", views.booking_file, name="booking_file"),
    path("desk/", views.desk, name="desk"),
    path("desk/new/", views.new_unit, name="new_unit"),
    path("today/", views.today, name="today"),
    path("today/hide/", views.hide, name="hide"),
    path("fair-use/", views.fair_use, name="fair_use"),
    path("fair-use/fair-use.csv", views.fair_use_file, name="fair_use_file"),
    path("fair-use/pupils/", views.pupils, name="pupils"),
    path("bookings/<int:pk>/", views.booking, name="booking"),
    path("bookings/<int:pk>/change/", views.change, name="change"),
    path("bookings/<int:pk>/cancel/", views.cancel, name="cancel"),
    path("bookings/<int:pk>/decide/", views.decide, name="decide"),
    path("bookings/<int:pk>/take/", views.take, name="take"),
    path("bookings/<int:pk>/check-in/", views.check_in, name="check_in"),
    path("bookings/<int:pk>/missed/", views.miss, name="miss"),
    path("series/<int:pk>/", views.series, name="series"),
    path("waiting/<int:pk>/leave/", views.leave, name="leave"),
    path("seasons/", seasons.seasons, name="seasons"),
    path("seasons/new/", season_board.new_season, name="new_season"),
    path("seasons/<int:pk>/", seasons.season, name="season"),
    path("seasons/<int:pk>/wish/", seasons.wish, name="wish"),
    path("seasons/<int:pk>/needs/", seasons.needs, name="needs"),
    path("seasons/<int:pk>/edit/", season_board.edit_season, name="edit_season"),
    path("seasons/<int:pk>/board/", season_board.board, name="season_board"),
    path("seasons/<int:pk>/anew/", season_board.work_out, name="season_anew"),
    path("seasons/<int:pk>/compare/", season_board.compare, name="season_compare"),
    path("seasons/<int:pk>/publish/", season_board.publish_season, name="season_publish"),
    path("seasons/<int:pk>/cancel/", season_board.cancel_season, name="season_cancel"),
    path("season-wishes/<int:pk>/edit/", seasons.edit_wish, name="edit_wish"),
    path("season-wishes/<int:pk>/withdraw/", seasons.withdraw_wish, name="withdraw_wish"),
    path("season-wishes/<int:pk>/place/", season_board.place_wish, name="place_wish"),
    path("season-decisions/<int:pk>/undo/", season_board.undo_placing, name="undo_placing"),
    path("<int:pk>/", views.unit, name="unit"),
    path("<int:pk>/book/", views.book, name="book"),
    path("<int:pk>/wait/", views.wait, name="wait"),
    path("<int:pk>/edit/", views.edit_unit, name="edit"),
    path("<int:pk>/arrange/", views.arrange, name="arrange"),
    path("<int:pk>/arrange/hours/", views.add_hours, name="add_hours"),
    path("<int:pk>/arrange/special/", views.add_special, name="add_special"),
    path("<int:pk>/arrange/site/", views.add_site, name="add_site"),
    path("<int:pk>/arrange/part/", views.add_part, name="add_part"),
    path("<int:pk>/arrange/share/", views.add_share, name="add_share"),
    path("<int:pk>/arrange/<removable:what>/<int:row>/", views.remove, name="remove"),
    path("<int:pk>/door/", views.door, name="door"),
    path("visits/", visits.visits, name="visits"),
    path("visits/<int:pk>/", visits.visit, name="visit"),
    path("visits/times/<int:pk>/enrol/", visits.enrol, name="enrol"),
    path("visits/group/<str:token>/", visits.group, name="group"),
    path("visits/group/<str:token>/confirm/", visits.confirm, name="group_confirm"),
    path("visits/group/<str:token>/take/", visits.take_place, name="group_take"),
    path("visits/group/<str:token>/change/", visits.change_group, name="group_change"),
    path("visits/group/<str:token>/cancel/", visits.cancel_group, name="group_cancel"),
    path("visits/group/<str:token>/forget/", visits.forget_group, name="group_forget"),
    path("visits/received/", hosting.received, name="received"),
    path("visits/new/", hosting.new_visit, name="new_visit"),
    path("visits/<int:pk>/edit/", hosting.edit_visit, name="edit_visit"),
    path("visits/<int:pk>/times/", hosting.visit_times, name="visit_times"),
    path("visits/times/<int:pk>/", hosting.visit_time, name="visit_time"),
    path("visits/times/<int:pk>/call-off/", hosting.call_off, name="call_off"),
    path("visits/times/<int:pk>/log/", hosting.log, name="log"),
    path("visits/groups/<int:pk>/came/", hosting.group_came, name="group_came"),
    path("visits/groups/<int:pk>/missed/", hosting.group_missed, name="group_missed"),
    path("visits/groups/<int:pk>/call-off/", hosting.call_off_group, name="call_off_group"),
    path("visits/lines/<int:pk>/correct/", hosting.correct, name="correct_line"),
    path("visits/workshops/", hosting.workshops, name="workshops"),
    path("visits/workshops.csv", hosting.workshops_file, name="workshops_file"),
]
