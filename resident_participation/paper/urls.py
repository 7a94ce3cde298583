from django.urls import path

from resident_participation.paper import views

urlpatterns = [
    path("votes/<int:pk>/papers/", views.Papers.as_view(), name="papers"),
    path("votes/<int:pk>/papers/new/", views.PaperReceive.as_view(), name="paper_new"),
    path("papers/<int:pk>/", views.PaperPage.as_view(), name="paper"),
    path("papers/<int:pk>/read/", views.PaperRead.as_view(), name="paper_read"),
    path("papers/<int:pk>/rule/", views.PaperRule.as_view(), name="paper_rule"),
    path("papers/<int:pk>/void/", views.PaperVoid.as_view(), name="paper_void"),
]
