from django.urls import path

from resident_participation.talents import views

urlpatterns = [
    path("talents/", views.TalentList.as_view(), name="talents"),
    path("talents/new/", views.TalentNew.as_view(), name="talent_new"),
    path("talents/<int:pk>/", views.TalentPage.as_view(), name="talent"),
    path("talents/<int:pk>/edit/", views.TalentEdit.as_view(), name="talent_edit"),
    path("talents/<int:pk>/history/", views.TalentHistory.as_view(), name="talent_history"),
    path("talents/<int:pk>/reveal/", views.TalentReveal.as_view(), name="talent_reveal"),
    path("talents/<int:pk>/slip/", views.TalentSlip.as_view(), name="talent_slip"),
    path("talents/<int:pk>/<slug:name>/", views.TalentStep.as_view(), name="talent_step"),
    path("t/", views.TakeOut.as_view(), name="talent_out"),
]
