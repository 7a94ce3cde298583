from django.urls import path

from resident_participation.votes import views

urlpatterns = [
    path("votes/", views.RoundList.as_view(), name="rounds"),
    path("votes/new/", views.RoundNew.as_view(), name="round_new"),
    path("votes/<int:pk>/", views.RoundPage.as_view(), name="round"),
    path("votes/<int:pk>/edit/", views.RoundEdit.as_view(), name="round_edit"),
    path("votes/<int:pk>/history/", views.RoundHistory.as_view(), name="round_history"),
    path("votes/<int:pk>/items/new/", views.ItemNew.as_view(), name="item_new"),
    path("votes/<int:pk>/notices/new/", views.NoticeNew.as_view(), name="notice_new"),
    path("vote-items/<int:pk>/edit/", views.ItemEdit.as_view(), name="item_edit"),
    path("vote-items/<int:pk>/drop/", views.ItemDrop.as_view(), name="item_drop"),
    path("votes/<int:pk>/<slug:name>/", views.RoundStep.as_view(), name="round_step"),  # last: any word
]
