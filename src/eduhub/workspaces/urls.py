from django.urls import include, path

from eduhub.workspaces import views

app_name = "workspaces"
inside = [
    path("", views.talk, name="workspace"),
    path("messages/<int:message_id>/", views.message, name="message"),
    path("messages/<int:message_id>/edit/", views.edit_message, name="edit_message"),
    path("messages/<int:message_id>/delete/", views.delete_message, name="delete_message"),
    path("files/", views.files, name="files"),
    path("files/<int:document_id>/", views.document, name="document"),
    path("files/<int:document_id>/remove/", views.remove_document, name="remove_document"),
    path("files/<int:document_id>/<int:number>/", views.download, name="download"),
    path("tasks/", views.tasks, name="tasks"),
    path("tasks/<int:task_id>/", views.edit_task, name="edit_task"),
    path("tasks/<int:task_id>/move/", views.move_task, name="move_task"),
    path("decisions/", views.decisions, name="decisions"),
    path("members/", views.members, name="members"),
]
urlpatterns = [
    path("", views.own, name="list"),
    path("letters/", views.letters, name="letters"),
    path("letters/<str:token>/", views.stop, name="stop"),
    path("<int:pk>/", include(inside)),
]
