from django.urls import path

from eduhub.kit.sitemaps import list_pages
from eduhub.pages.views import feeds, reading, sitemap, writing

app_name = "pages"

list_pages("pages", sitemap.Pages())
list_pages("page-lists", sitemap.Lists())

urlpatterns = [
    path("news/", reading.news, name="news"),
    path("news/feed.atom", feeds.feed, name="feed"),
    path("news/by-mail/", reading.choose_news, name="choose_news"),
    path("news/unsubscribe/<str:token>/", reading.unsubscribe, name="unsubscribe"),
    path("news/<slug:slug>/", reading.news_item, name="news_item"),
    path("guides/", reading.guides, name="guides"),
    path("guides/<slug:slug>/", reading.guide, name="guide"),
    path("pages/<slug:slug>/", reading.plain, name="page"),
    path("contacts/", reading.contacts, name="contacts"),
    path("writing/", writing.desk, name="desk"),
    path("writing/new/<slug:kind>/", writing.new, name="new"),
    path("writing/<int:pk>/", writing.edit, name="edit"),
    path("writing/<int:pk>/picture/", reading.picture, name="picture"),
    path("writing/<slug:thing>/draft/", writing.draft, name="draft"),
    path("writing/<int:pk>/publish/", writing.publish, name="publish"),
    path("writing/<int:pk>/unpublish/", writing.unpublish, name="unpublish"),
    path("writing/<int:pk>/versions/", writing.versions, name="versions"),
    path("writing/<int:pk>/versions/<int:number>/", writing.version, name="version"),
    path("writing/<int:pk>/versions/<int:number>/restore/", writing.restore, name="restore"),
]
