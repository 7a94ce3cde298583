from django.urls import path

from resident_participation.subscriptions import public_views

urlpatterns = [
    path("h/news/", public_views.HouseholdNews.as_view(), name="household_news"),
    path("h/news/stop/", public_views.HouseholdStop.as_view(), name="household_news_stop"),
    path("c/stop/", public_views.Stop.as_view(), name="news_stop"),
]
