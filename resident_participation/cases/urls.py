from django.urls import path

from resident_participation.cases import desk_views, public_views, rule_views, say_views, views

urlpatterns = [
    path("case/", public_views.LookUp.as_view(), name="case"),
    path("c/<str:code>/say/", say_views.Say.as_view(), name="say"),
    path("c/<str:code>/say/done/", say_views.Said.as_view(), name="said"),
    path("feedback/", views.Inbox.as_view(), name="inbox"),
    path("feedback/board/", views.Board.as_view(), name="board"),
    path("feedback/map/", views.CaseMap.as_view(), name="case_map"),
    path("feedback/map/points/", views.CasePoints.as_view(), name="case_points"),
    path("feedback/figures/", views.Figures.as_view(), name="case_figures"),
    path("feedback/export/", views.Export.as_view(), name="case_export"),
    path("feedback/new/", desk_views.Intake.as_view(), name="new"),
    path("feedback/suggestions/", desk_views.Suggestions.as_view(), name="suggestions"),
    path("feedback/buildings/", desk_views.Buildings.as_view(), name="building_suggestions"),
    path("feedback/clocks/", rule_views.ClockList.as_view(), name="clocks"),
    path("feedback/clocks/new/", rule_views.ClockNew.as_view(), name="clock_new"),
    path("feedback/replies/", rule_views.CannedList.as_view(), name="canned_replies"),
    path("feedback/replies/new/", rule_views.CannedNew.as_view(), name="canned_new"),
    path("feedback/replies/<int:pk>/", rule_views.CannedEdit.as_view(), name="canned_reply"),
    path("feedback/replies/<int:pk>/remove/", rule_views.CannedRemove.as_view(), name="canned_remove"),
    path("feedback/<int:pk>/", desk_views.CasePage.as_view(), name="feedback"),
    path("feedback/<int:pk>/receipt/", desk_views.Receipt.as_view(), name="receipt"),
    path("feedback/<int:pk>/receipt/new/", desk_views.Reissue.as_view(), name="reissue"),
    path("feedback/<int:pk>/reveal/", desk_views.Reveal.as_view(), name="reveal"),
    path("feedback/<int:pk>/<slug:name>/", desk_views.CaseStep.as_view(), name="case_step"),
]
