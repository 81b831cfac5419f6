from django.urls import path

from eduhub.kit.sitemaps import list_pages
from eduhub.programmes.views import applying, building, reading

app_name = "programmes"

list_pages("calls", reading.Calls())
list_pages("call-lists", reading.Lists())

urlpatterns = [
    path("", reading.calls, name="calls"),
    path("feed.atom", reading.feed, name="feed"),
    path("desk/", building.desk, name="desk"),
    path("desk/programmes/new/", building.new_programme, name="new_programme"),
    path("desk/programmes/<int:pk>/", building.edit_programme, name="edit_programme"),
    path("desk/calls/new/", building.new_call, name="new_call"),
    path("desk/calls/<int:pk>/", building.build, name="build"),
    path("desk/calls/<int:pk>/edit/", building.edit_call, name="edit_call"),
    path("desk/calls/<int:pk>/copy/", building.copy_call, name="copy_call"),
    path("desk/calls/<int:pk>/steps/new/", building.new_step, name="new_step"),
    path("desk/calls/<int:pk>/questions/new/", building.new_question, name="new_question"),
    path("desk/calls/<int:pk>/publish/", building.publish, name="publish"),
    path("desk/calls/<int:pk>/grace/", building.grace, name="grace"),
    path("desk/questions/<int:pk>/", building.edit_question, name="edit_question"),
    path("desk/questions/<int:pk>/remove/", building.remove_question, name="remove_question"),
    path("desk/questions/<int:pk>/move/", building.move_question, name="move_question"),
    path("applications/<int:pk>/", applying.application, name="application"),
    path("applications/<int:pk>/write/", applying.write, name="write"),
    path("applications/<int:pk>/draft/", applying.write_draft, name="write_draft"),
    path("applications/<int:pk>/reopen/", applying.reopen, name="reopen"),
    path("applications/<int:pk>/withdraw/", applying.withdraw, name="withdraw"),
    path("applications/<int:pk>/writers/", applying.invite, name="invite"),
    path(
        "applications/<int:pk>/writers/<int:writer>/remove/",
        applying.remove_writer,
        name="remove_writer",
    ),
    path("applications/<int:pk>/copies/<int:number>/", applying.copy_pdf, name="copy_pdf"),
    path("applications/<int:pk>/files/<int:question>/", applying.file, name="file"),
    path("applications/<int:pk>/inquiries/<int:inquiry>/", applying.reply, name="reply"),
    path("applications/<int:pk>/ask/", building.ask_more, name="ask_more"),
    path("applications/<int:pk>/let-on/", building.let_on, name="let_on"),
    path("join/<str:token>/", applying.join, name="join"),
    path("<int:pk>/", reading.call, name="call"),
    path("<int:pk>/apply/", applying.begin, name="begin"),
]
