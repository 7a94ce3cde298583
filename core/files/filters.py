import django_filters
from django.contrib.contenttypes.models import ContentType

from core.models import Attachment, with_files


class AttachmentFilter(django_filters.FilterSet):
    """The files of a kind of record (`target=communities.survey`), of one of them (`id=5`), of a part of it."""

    target = django_filters.CharFilter(label="记录种类，如 communities.survey", method="of_kind")
    id = django_filters.NumberFilter(label="记录编号", field_name="target_id")
    slot = django_filters.CharFilter(label="所属项目")
    kind = django_filters.ChoiceFilter(label="种类", choices=Attachment.Kind.choices)

    class Meta:
        model = Attachment
        fields = []

    def of_kind(self, rows, name, label):
        model = next((m for m in with_files() if m._meta.label_lower == label.lower()), None)
        return rows.filter(target_type=ContentType.objects.get_for_model(model)) if model else rows.none()
