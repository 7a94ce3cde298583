from django import forms

from core.outbox.models import OutboxMessage


class NoticeForm(forms.Form):
    """通知: how, to whom, what."""

    kind = forms.ChoiceField(label="方式", choices=OutboxMessage.Kind, initial="paper", widget=forms.RadioSelect)
    recipient = forms.CharField(
        label="收件人", max_length=120, help_text="短信填手机号，邮件填邮箱，纸质写给谁、贴在哪里"
    )
    subject = forms.CharField(label="标题", max_length=80, help_text="列表里看得到，不要写姓名和门牌")
    text = forms.CharField(
        label="正文",
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 8}),
        help_text="什么事、什么时候、要居民做什么、问谁。短信里不能有网址",
    )

    def __init__(self, *args, user=None, **kwargs):
        super().__init__(*args, **kwargs)
