from django.urls import path, register_converter

from eduhub.bookings import views


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
]
