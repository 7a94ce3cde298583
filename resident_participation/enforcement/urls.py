from django.urls import path

from resident_participation.enforcement import duty_views, joint_views, public_views, views

urlpatterns = [
    path("enforcement/", views.CaseList.as_view(), name="enforcement_cases"),
    path("enforcement/new/", views.CaseNew.as_view(), name="enforcement_new"),
    path("enforcement/figures/", duty_views.EnforcementFigures.as_view(), name="enforcement_figures"),
    path("enforcement/duties/", duty_views.DutyList.as_view(), name="enforcement_duties"),
    path("enforcement/duties/new/", duty_views.DutyNew.as_view(), name="enforcement_duty_new"),
    path("enforcement/duties/<int:pk>/adjust/", duty_views.DutyAdjust.as_view(), name="enforcement_duty_adjust"),
    path("enforcement/bodies/", duty_views.BodyList.as_view(), name="enforcement_bodies"),
    path("enforcement/bodies/new/", duty_views.BodyNew.as_view(), name="enforcement_body_new"),
    path("enforcement/bodies/<int:pk>/edit/", duty_views.BodyEdit.as_view(), name="enforcement_body_edit"),
    path("enforcement/powers/new/", duty_views.PowerNew.as_view(), name="street_power_new"),
    path("enforcement/powers/<int:pk>/end/", duty_views.PowerEnd.as_view(), name="street_power_end"),
    path("enforcement/joint/", joint_views.JointList.as_view(), name="joint_actions"),
    path("enforcement/joint/new/", joint_views.JointNew.as_view(), name="joint_action_new"),
    path("enforcement/joint/<int:pk>/", joint_views.JointPage.as_view(), name="joint_action"),
    path("enforcement/joint/<int:pk>/edit/", joint_views.JointEdit.as_view(), name="joint_action_edit"),
    path("enforcement/joint/<int:pk>/<slug:name>/", joint_views.JointStep.as_view(), name="joint_action_step"),
    path("enforcement/joint-cases/<int:pk>/<slug:name>/", joint_views.JointResult.as_view(), name="joint_case_step"),
    path("enforcement/<int:pk>/", views.CasePage.as_view(), name="enforcement_case"),
    path("enforcement/<int:pk>/history/", views.CaseHistory.as_view(), name="enforcement_history"),
    path("enforcement/<int:pk>/<slug:name>/", views.CaseStep.as_view(), name="enforcement_step"),  # last: any word
    path("c/<str:code>/enforcement/", public_views.CommunityEnforcement.as_view(), name="community_enforcement"),
]
