from django import forms

from core.steps.table import StepForm


class AskForm(StepForm):
    """Cards for every household without one."""


class AgainForm(StepForm):
    """A new card for one household, which kills the old one."""

    reason = forms.CharField(label="补打原因", max_length=200)


class CodeForm(forms.Form):
    code = forms.CharField(label="参与码", max_length=60)


class FactorForm(forms.Form):
    token = forms.CharField(widget=forms.HiddenInput)
    factor = forms.CharField(label="业主姓名最后两个字，或者手机号后四位", max_length=20)
