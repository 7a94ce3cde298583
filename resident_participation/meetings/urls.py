from django.urls import path

from resident_participation.meetings import desk_views, public_views, views

urlpatterns = [
    path("meetings/", views.MeetingList.as_view(), name="meetings"),
    path("meetings/new/", views.MeetingNew.as_view(), name="meeting_new"),
    path("meetings/<int:pk>/", views.MeetingPage.as_view(), name="meeting"),
    path("meetings/<int:pk>/edit/", views.MeetingEdit.as_view(), name="meeting_edit"),
    path("meetings/<int:pk>/history/", views.MeetingHistory.as_view(), name="meeting_history"),
    path("meetings/<int:pk>/agenda/new/", views.AgendaNew.as_view(), name="agenda_new"),
    path("agenda-items/<int:pk>/edit/", views.AgendaEdit.as_view(), name="agenda_edit"),
    path("agenda-items/<int:pk>/drop/", views.AgendaDrop.as_view(), name="agenda_drop"),
    path("meetings/<int:pk>/sign-in/", desk_views.SignIn.as_view(), name="sign_in"),
    path("meetings/<int:pk>/board/", views.Board.as_view(), name="meeting_board"),
    path("meetings/<int:pk>/minutes/", views.MinutesPage.as_view(), name="minutes"),
    path("meetings/<int:pk>/minutes/new/", views.MinutesNew.as_view(), name="minutes_new"),
    path("meetings/<int:pk>/resolutions/new/", views.ResolutionNew.as_view(), name="resolution_new"),
    path("meetings/<int:pk>/<slug:name>/", views.MeetingStep.as_view(), name="meeting_step"),
    path("resolutions/", views.ResolutionList.as_view(), name="resolutions"),
    path("resolutions/<int:pk>/", views.ResolutionPage.as_view(), name="resolution"),
    path("resolutions/<int:pk>/<slug:name>/", views.ResolutionStep.as_view(), name="resolution_step"),
    path("c/<str:code>/meetings/", public_views.CommunityMeetings.as_view(), name="public_meetings"),
    path("m/<int:pk>/", public_views.PublicMeeting.as_view(), name="public_meeting"),
    path("m/<int:pk>/notice/", public_views.MeetingNotice.as_view(), name="meeting_notice"),
    path("m/<int:pk>/minutes-<int:number>.txt", public_views.MinutesText.as_view(), name="minutes_text"),
]
