from django.urls import path

from resident_participation.rolls import views

urlpatterns = [
    path("roll/", views.RollRows.as_view(), name="roll_rows"),
    path("roll/export/", views.RollExport.as_view(), name="roll_export"),
    path("roll/<int:pk>/", views.RollRowPage.as_view(), name="roll_row"),
    path("roll/<int:pk>/edit/", views.RollRowEdit.as_view(), name="roll_row_edit"),
    path("roll/<int:pk>/delete/", views.RollRowStrike.as_view(), name="roll_row_delete"),
    path("roll/<int:pk>/reveal/", views.RollReveal.as_view(), name="roll_row_reveal"),
    path("roll/<int:pk>/history/", views.RollRowHistory.as_view(), name="roll_row_history"),
    path("roll-objections/<int:pk>/<slug:name>/", views.ObjectionAnswer.as_view(), name="objection_answer"),
    path("communities/<int:pk>/roll/", views.CommunityRoll.as_view(), name="roll"),
    path("communities/<int:pk>/roll/new/", views.RollRowNew.as_view(), name="roll_row_new"),
    path("communities/<int:pk>/roll/objections/new/", views.ObjectionNew.as_view(), name="objection_new"),
    path("communities/<int:pk>/roll/explain/", views.Explain.as_view(), name="roll_explain"),
]
