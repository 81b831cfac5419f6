from django.urls import path

from eduhub.evidence import views

app_name = "evidence"
urlpatterns = [
    path("", views.published, name="published"),
    path("feed.atom", views.feed, name="feed"),
    path("<int:pilot_id>/", views.report, name="report"),
    path("<int:pilot_id>/analyse/", views.analyse, name="analyse"),
    path("<int:pilot_id>/publish/", views.publish, name="publish"),
    path("<int:pilot_id>/plan/", views.plan, name="plan"),
    path("<int:pilot_id>/plan/write/", views.plan_write, name="plan_write"),
    path("<int:pilot_id>/plan/freeze/", views.freeze, name="freeze"),
    path("<int:pilot_id>/plan.json", views.plan_file, name="plan_file"),
    path("<int:pilot_id>/lot/", views.lot, name="lot"),
    path("<int:pilot_id>/lot/draw/", views.draw, name="draw"),
    path("<int:pilot_id>/start/", views.start, name="start"),
    path("<int:pilot_id>/data/", views.data, name="data"),
    path("<int:pilot_id>/data/close/", views.close, name="close"),
    path("<int:pilot_id>/data/file/", views.trial_file, name="trial_file"),
    path("<int:pilot_id>/data/<int:group_id>/", views.class_totals, name="class_totals"),
    path("<int:pilot_id>/data/<int:group_id>/file/", views.class_file, name="class_file"),
    path("<int:pilot_id>/given/<int:totals_id>/", views.proposal, name="proposal"),
    path("<int:pilot_id>/given/<int:totals_id>/confirm/", views.confirm, name="confirm"),
    path("<int:pilot_id>/given/<int:totals_id>/drop/", views.drop, name="drop"),
]
