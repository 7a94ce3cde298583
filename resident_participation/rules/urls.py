from django.urls import path

from resident_participation.rules import views

urlpatterns = [
    path("votes/rules/", views.RuleSetList.as_view(), name="rule_sets"),
    path("votes/rules/<int:pk>/", views.RuleSetPage.as_view(), name="rule_set"),
    path("votes/rules/<int:pk>/publish/", views.RuleSetPublish.as_view(), name="rule_set_publish"),
    path("v/rules/", views.PublicRules.as_view(), name="public_rules"),
]
