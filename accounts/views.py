from django.conf import settings
from django.contrib import messages
from django.contrib.auth import login, logout, update_session_auth_hash
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.http import url_has_allowed_host_and_scheme
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters
from django.views.generic import FormView

from accounts import actions, forms
from accounts.filters import AccountFilter, ChangeFilter
from accounts.models import Appointment, User
from accounts.policy import Act
from core.listing import Column
from core.models import Change, Job, Seal
from core.views import ListPage, Needs, StaffPage


class SignIn(FormView):
    template_name, form_class = "accounts/sign_in.html", forms.SignInForm

    def dispatch(self, request, *args, **kwargs):
        return never_cache(sensitive_post_parameters("password")(super().dispatch))(request, *args, **kwargs)

    def get_form_kwargs(self):
        return super().get_form_kwargs() | {"request": self.request}

    def form_valid(self, form):
        login(self.request, form.user)
        return redirect(self.after())

    def after(self):
        wanted = self.request.POST.get("next") or self.request.GET.get("next", "")
        safe = url_has_allowed_host_and_scheme(wanted, {self.request.get_host()}, self.request.is_secure())
        return wanted if safe else reverse(settings.LOGIN_REDIRECT_URL)

    def get_context_data(self, **kwargs):
        return super().get_context_data(next=self.request.GET.get("next", ""), **kwargs)


def locked_out(request, credentials, *args, **kwargs):
    """django-axes calls this when there were too many failures: a page for people, JSON for the API."""
    words = "连续输错次数太多，已锁定半小时。急用请联系本单位系统管理员"
    if request.path.startswith("/api/"):
        return HttpResponse(f'{{"code":"locked","detail":"{words}"}}', content_type="application/json", status=429)
    form = forms.SignInForm(request.POST, request=request)
    return HttpResponse(render_to_string("accounts/sign_in.html", {"form": form, "locked": words}, request), status=429)


def sign_out(request):
    if request.method == "POST":
        logout(request)
        messages.success(request, "已退出")
    return redirect("accounts:sign_in")


class ChangePassword(StaffPage, FormView):
    template_name, form_class = "accounts/password.html", forms.PasswordForm

    def get_form_kwargs(self):
        return super().get_form_kwargs() | {"user": self.request.user}

    def form_valid(self, form):
        user = actions.change_own_password(self.request.user, password=form.cleaned_data["new"])
        update_session_auth_hash(self.request, user)
        messages.success(self.request, "密码已修改")
        return redirect(settings.LOGIN_REDIRECT_URL)


class AccountList(Needs, ListPage):
    """Accounts, for system administrators (make, stop, reset) and security administrators (appoint)."""

    needs = (Act.ACCOUNT_MANAGE, Act.APPOINTMENT_MANAGE)
    model, filterset_class, template_name = User, AccountFilter, "accounts/accounts.html"
    list_name, title = "accounts", "账号与授权"
    columns = [
        Column("username", "账号", sort="username"),
        Column("display_name", "姓名", sort="display_name"),
        Column("office", "单位", sort="office"),
        Column("posts", "授权"),
        Column("is_active", "状态", sort="is_active"),
        Column("last_login", "最近登录", sort="last_login"),
    ]

    def get_base_queryset(self):
        posts = ("appointments__area__parent", "appointments__org", "appointments__organisation")
        return User.objects.order_by("username").prefetch_related(*posts)

    def get_context_data(self, **kwargs):
        return super().get_context_data(may_manage=self.request.user.may_somewhere(Act.ACCOUNT_MANAGE), **kwargs)


class AccountCreate(Needs, StaffPage, FormView):
    needs = (Act.ACCOUNT_MANAGE,)
    template_name, form_class = "accounts/account_form.html", forms.AccountForm

    def form_valid(self, form):
        user, password = actions.create_account(by=self.request.user, **form.cleaned_data)
        return render(self.request, "accounts/first_password.html", {"account": user, "password": password})


class AccountPage(Needs, StaffPage, FormView):
    """One account: its data for the system administrator, its appointments for the security administrator."""

    needs = (Act.ACCOUNT_MANAGE, Act.APPOINTMENT_MANAGE)
    template_name, form_class = "accounts/account.html", forms.AccountEditForm

    def dispatch(self, request, *args, **kwargs):
        self.account = get_object_or_404(User, pk=kwargs["pk"])
        return super().dispatch(request, *args, **kwargs)

    def get_form_kwargs(self):
        return super().get_form_kwargs() | {"instance": User.objects.get(pk=self.account.pk)}

    def form_valid(self, form):
        actions.edit_account(self.account, by=self.request.user, **form.cleaned_data)
        messages.success(self.request, "已保存")
        return redirect("accounts:account", self.account.pk)

    def get_context_data(self, **kwargs):
        appointments = self.account.appointments.select_related("area__parent", "org", "organisation").order_by(
            "ended_on", "pk"
        )
        extra = {"account": self.account, "appointments": appointments, "appoint_form": forms.AppointmentForm()}
        return super().get_context_data(
            **extra,
            may_manage=self.request.user.may_somewhere(Act.ACCOUNT_MANAGE),
            may_appoint=self.request.user.may_somewhere(Act.APPOINTMENT_MANAGE),
            **kwargs,
        )


class ResetPassword(Needs, StaffPage, FormView):
    needs = (Act.ACCOUNT_MANAGE,)
    http_method_names = ["post"]

    def post(self, request, pk):
        account = get_object_or_404(User, pk=pk)
        password = actions.reset_password(account, by=request.user)
        return render(request, "accounts/first_password.html", {"account": account, "password": password})


class Appoint(Needs, StaffPage, FormView):
    needs = (Act.APPOINTMENT_MANAGE,)
    template_name, form_class = "accounts/appoint.html", forms.AppointmentForm

    def dispatch(self, request, *args, **kwargs):
        self.account = get_object_or_404(User, pk=kwargs["pk"])
        return super().dispatch(request, *args, **kwargs)

    def get_form_kwargs(self):
        return super().get_form_kwargs() | {"instance": Appointment(user=self.account)}

    def form_valid(self, form):
        actions.appoint(self.account, by=self.request.user, **form.cleaned_data)
        messages.success(self.request, "已授权")
        return redirect("accounts:account", self.account.pk)

    def get_context_data(self, **kwargs):
        return super().get_context_data(account=self.account, **kwargs)


class EndAppointment(Needs, StaffPage, FormView):
    needs = (Act.APPOINTMENT_MANAGE,)
    http_method_names = ["post"]

    def post(self, request, pk):
        ended = actions.end_appointment(get_object_or_404(Appointment, pk=pk), by=request.user)
        messages.success(request, "授权已终止")
        return redirect("accounts:account", ended.user_id)


class AuditLog(Needs, ListPage):
    """Who did what when, for the audit administrator: acts and names, no business contents."""

    needs = (Act.AUDIT_READ,)
    model, filterset_class, template_name = Change, ChangeFilter, "accounts/audit.html"
    list_name, title = "audit", "审计记录"
    columns = [
        Column("at", "时间", sort="at"),
        Column("by_name", "经办人", sort="by_name"),
        Column("act", "事项", sort="act"),
        Column("target_name", "对象"),
        Column("area_code", "区划代码"),
        Column("seal", "封存"),
    ]

    def get_base_queryset(self):
        return Change.objects.defer("before", "after").select_related("seal")

    def get_context_data(self, **kwargs):
        last = Job.objects.filter(kind="core.check_ledger", state=Job.State.DONE).first()
        return super().get_context_data(last_check=last, last_seal=Seal.objects.last(), **kwargs)
