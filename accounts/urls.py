from django.urls import path

from accounts import views

app_name = "accounts"
urlpatterns = [
    path("sign-in/", views.SignIn.as_view(), name="sign_in"),
    path("sign-out/", views.sign_out, name="sign_out"),
    path("password/", views.ChangePassword.as_view(), name="password"),
    path("accounts/", views.AccountList.as_view(), name="accounts"),
    path("accounts/new/", views.AccountCreate.as_view(), name="new"),
    path("accounts/<int:pk>/", views.AccountPage.as_view(), name="account"),
    path("accounts/<int:pk>/reset-password/", views.ResetPassword.as_view(), name="reset_password"),
    path("accounts/<int:pk>/appoint/", views.Appoint.as_view(), name="appoint"),
    path("appointments/<int:pk>/end/", views.EndAppointment.as_view(), name="end_appointment"),
    path("audit/", views.AuditLog.as_view(), name="audit"),
]
