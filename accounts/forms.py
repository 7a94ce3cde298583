from django import forms
from django.contrib.auth import authenticate
from django.contrib.auth.password_validation import password_validators_help_texts, validate_password

from accounts.models import Appointment, Area, ManagementOrg, User


class SignInForm(forms.Form):
    """Account and password; the lock after too many failures is django-axes'."""

    username = forms.CharField(label="账号", max_length=150, widget=forms.TextInput(attrs={"autocomplete": "username"}))
    password = forms.CharField(
        label="密码", widget=forms.PasswordInput(attrs={"autocomplete": "current-password"}), strip=False
    )

    def __init__(self, *args, request=None, **kwargs):
        super().__init__(*args, **kwargs)
        self.request, self.user = request, None

    def clean(self):
        data = super().clean()
        if data.get("username") and data.get("password"):
            self.user = authenticate(self.request, username=data["username"], password=data["password"])
            if self.user is None:
                raise forms.ValidationError("账号或密码不对。请检查大小写；连续输错 5 次会锁定半小时")
        return data


class PasswordForm(forms.Form):
    old = forms.CharField(
        label="现在的密码", widget=forms.PasswordInput(attrs={"autocomplete": "current-password"}), strip=False
    )
    new = forms.CharField(
        label="新密码", widget=forms.PasswordInput(attrs={"autocomplete": "new-password"}), strip=False
    )
    again = forms.CharField(
        label="再输一遍新密码", widget=forms.PasswordInput(attrs={"autocomplete": "new-password"}), strip=False
    )

    def __init__(self, *args, user, **kwargs):
        super().__init__(*args, **kwargs)
        self.user = user
        self.fields["new"].help_text = "，".join(password_validators_help_texts())

    def clean_old(self):
        if not self.user.check_password(self.cleaned_data["old"]):
            raise forms.ValidationError("现在的密码不对")
        return self.cleaned_data["old"]

    def clean_new(self):
        validate_password(self.cleaned_data["new"], self.user)
        return self.cleaned_data["new"]

    def clean(self):
        data = super().clean()
        if data.get("new") and data.get("again") and data["new"] != data["again"]:
            self.add_error("again", "两次输入的新密码不一样")
        return data


class AccountForm(forms.ModelForm):
    class Meta:
        model = User
        fields = ["username", "display_name", "office"]
        labels = {"username": "账号"}
        help_texts = {"username": "用于登录，建议用姓名拼音，例如 chenlin", "office": "例如 海曙区住建局"}


class AccountEditForm(forms.ModelForm):
    class Meta:
        model = User
        fields = ["display_name", "office", "is_active"]
        labels = {"is_active": "启用"}
        help_texts = {"is_active": "停用后立即退出所有登录，不能再登录"}


class AppointmentForm(forms.ModelForm):
    note = forms.CharField(label="授权依据", max_length=200, help_text="例如 甬建人〔2026〕8号，或工作调动单")

    class Meta:
        model = Appointment
        fields = ["role", "area", "org", "organisation"]
        help_texts = {
            "area": "填区划代码或从列表里选",
            "org": "功能区人员选管理机构，区划留空",
            "organisation": "专项工程、施工、监理单位的人选单位",
        }

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        upper = Area.objects.today().exclude(level=Area.Level.NEIGHBORHOOD).select_related("parent")
        self.fields["area"].queryset = upper
        self.fields["area"].label_from_instance = lambda area: f"{area.code} {area.full_name}"
        self.fields["org"].queryset = ManagementOrg.objects.filter(kind=ManagementOrg.Kind.ZONE)
