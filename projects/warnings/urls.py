from django.urls import path

from projects.warnings import views

urlpatterns = [
    path("warnings/", views.WarningList.as_view(), name="warnings"),
    path("warnings/<int:pk>/", views.WarningPage.as_view(), name="warning"),
    path("warnings/<int:pk>/<slug:name>/", views.WarningStep.as_view(), name="warning_step"),
    path("warning-rules/", views.WarningRules.as_view(), name="warning_rules"),
    path("warning-rules/<int:pk>/adjust/", views.RuleAdjust.as_view(), name="warning_rule_adjust"),
]
