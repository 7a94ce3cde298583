from django import forms

from core.steps.table import StepForm


class CodeForm(forms.Form):
    code = forms.CharField(
        label="投票码",
        max_length=60,
        widget=forms.TextInput(attrs={"autocomplete": "off", "autocapitalize": "characters", "spellcheck": "false"}),
    )


class FactorForm(forms.Form):
    token = forms.CharField(widget=forms.HiddenInput)
    factor = forms.CharField(label="业主姓名最后两个字，或者手机号后四位", max_length=20)


class ReceiptForm(forms.Form):
    number = forms.CharField(label="回执号", max_length=40)


class DisputeForm(forms.Form):
    text = forms.CharField(label="想说明的情况（可以不写）", max_length=300, required=False, widget=forms.Textarea)


class AnswerForm(StepForm):
    answer = forms.CharField(label="核实情况", max_length=300, widget=forms.Textarea(attrs={"rows": 3}))


class WithdrawForm(StepForm):
    reason = forms.CharField(label="依据（业主书面确认）", max_length=200)
