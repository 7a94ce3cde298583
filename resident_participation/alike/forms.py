from django import forms

from communities.models import Community
from communities.register.fields import NameOrCodeField
from resident_participation.models import Feedback


class TypedForm(forms.Form):
    """What stands in the intake form so far; nothing is required yet."""

    community = NameOrCodeField(Community.objects.none(), required=False)
    building = forms.CharField(required=False, max_length=Feedback._meta.get_field("building").max_length)
    text = forms.CharField(required=False, max_length=Feedback._meta.get_field("text").max_length)

    def __init__(self, *args, user, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["community"].queryset = Community.objects.visible_to(user).select_related("area")
