from django.urls import path

from core.outbox import views

app_name = "outbox"
urlpatterns = [
    path("", views.NoticeList.as_view(), name="list"),
    path("new/", views.NoticeNew.as_view(), name="new"),
    path("print/", views.NoticePrint.as_view(), name="print_all"),
    path("<int:pk>/", views.NoticePage.as_view(), name="notice"),
    path("<int:pk>/print/", views.NoticePrint.as_view(), name="print"),
    path("<int:pk>/<str:name>/", views.NoticeStep.as_view(), name="step"),
]
