from django.urls import path

from resident_participation.bodies import views

urlpatterns = [
    path("bodies/", views.BodyList.as_view(), name="bodies"),
    path("bodies/new/", views.BodyNew.as_view(), name="body_new"),
    path("bodies/<int:pk>/", views.BodyPage.as_view(), name="body"),
    path("bodies/<int:pk>/edit/", views.BodyEdit.as_view(), name="body_edit"),
    path("bodies/<int:pk>/history/", views.BodyHistory.as_view(), name="body_history"),
    path("bodies/<int:pk>/members/new/", views.MemberNew.as_view(), name="member_new"),
    path("body-members/<int:pk>/edit/", views.MemberEdit.as_view(), name="member_edit"),
    path("body-members/<int:pk>/leave/", views.MemberLeave.as_view(), name="member_leave"),
    path("body-members/<int:pk>/reveal/", views.MemberReveal.as_view(), name="member_reveal"),
    path("bodies/<int:pk>/<slug:name>/", views.BodyStep.as_view(), name="body_step"),
]
