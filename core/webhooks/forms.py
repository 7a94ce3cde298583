from django import forms

from core.webhooks.kinds import EVENTS, TEST
from core.webhooks.models import WebhookEndpoint


def choices():
    kinds = (kind for kind in EVENTS.values() if kind.name != TEST)
    return [(kind.name, f"{kind.title}：{'、'.join(kind.fields.values())}") for kind in kinds]


class EndpointForm(forms.ModelForm):
    """推送地址: whom to tell, and of what."""

    events = forms.MultipleChoiceField(
        label="事件",
        choices=choices,
        widget=forms.CheckboxSelectMultiple,
        help_text="冒号后面是会推送的内容，没有居民个人信息",
    )

    class Meta:
        model = WebhookEndpoint
        fields = ["name", "url", "events"]
        help_texts = {"url": "对方接收的网址，只收 POST；指向内网的要先列入允许名单"}

    def __init__(self, *args, user=None, **kwargs):
        super().__init__(*args, **kwargs)
