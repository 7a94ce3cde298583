from accounts.models import Organisation
from projects.stages.forms import Plain


class OrganisationForm(Plain):
    """An organisation of the directory, with its credit code."""

    class Meta:
        model = Organisation
        fields = ["name", "uscc", "kind", "contact", "phone"]
        help_texts = {"name": "营业执照或法人证书上的全称", "uscc": "18 位，最后一位是校验码；还没有的先空着"}
