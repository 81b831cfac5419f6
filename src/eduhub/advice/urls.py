from django.urls import path

from eduhub.advice import views

app_name = "advice"
urlpatterns = [
    path("", views.cases, name="cases"),
    path("new/", views.new, name="new"),
    path("calendar/", views.calendar, name="calendar"),
    path("desk/", views.desk, name="desk"),
    path("desk/advisers/new/", views.new_adviser, name="new_adviser"),
    path("desk/advisers/<int:pk>/", views.edit_adviser, name="edit_adviser"),
    path("desk/signposts/new/", views.new_sign, name="new_sign"),
    path("desk/signposts/<int:pk>/", views.edit_sign, name="edit_sign"),
    path("outcome/<str:token>/", views.outcome, name="outcome"),
    path("referrals/<int:pk>/", views.referral, name="referral"),
    path("sessions/<int:pk>/move/", views.move, name="move"),
    path("sessions/<int:pk>/cancel/", views.cancel, name="cancel"),
    path("sessions/<int:pk>/link/", views.link, name="link"),
    path("sessions/<int:pk>/memo/", views.memo, name="memo"),
    path("steps/<int:pk>/tick/", views.tick, name="tick"),
    path("<int:pk>/", views.case, name="case"),
    path("<int:pk>/times/", views.book, name="book"),
    path("<int:pk>/lead/", views.lead, name="lead"),
    path("<int:pk>/close/", views.close, name="close"),
    path("<int:pk>/refer/", views.refer, name="refer"),
    path("<int:pk>/notes/", views.notes, name="notes"),
    path("<int:pk>/notes/readers/", views.name_reader, name="name_reader"),
    path("<int:pk>/notes/readers/<int:reader>/stop/", views.stop_reader, name="stop_reader"),
]
