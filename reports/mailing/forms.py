from functools import reduce
from operator import or_

from django import forms
from django.db.models import Q

from accounts.models import Area
from core.querysets import NOTHING
from projects.stages.forms import Plain
from reports.mailing.models import Reader


class ReaderForm(Plain):
    """Which office is mailed which area's reports, and where."""

    class Meta:
        model = Reader
        fields = ["area", "kind", "unit", "name", "email"]
        widgets = {
            "name": forms.TextInput(attrs={"autocomplete": "off"}),
            "email": forms.EmailInput(attrs={"autocomplete": "off"}),
        }
        help_texts = {
            "unit": "例如 市财政局经济建设处",
            "email": "加密保存，页面上只显示一部分",
        }

    def __init__(self, *args, user=None, **kwargs):
        super().__init__(*args, user=user, **kwargs)
        own = reduce(or_, (Q(pk__startswith=code) for code in user.prefixes), NOTHING)
        areas = Area.objects.today().exclude(level=Area.Level.NEIGHBORHOOD).filter(own)
        self.fields["area"].queryset = areas.select_related("parent__parent")
        self.fields["area"].label_from_instance = lambda area: area.full_name
        self.fields["email"].required = True
