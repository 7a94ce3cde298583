"""The same list as a django-import-export resource."""

from import_export import fields, resources, widgets

from accounts.models import Area
from communities.models import Community


class StreetWidget(widgets.ForeignKeyWidget):
    def get_queryset(self, value, row, *args, **kwargs):
        return Area.objects.filter(level="street", parent__name=row["区（县、市）"])


def choice(model_field):
    labels = {str(label): key for key, label in model_field.flatchoices}

    class ChoiceWidget(widgets.CharWidget):
        def clean(self, value, row=None, **kwargs):
            return labels.get(value, "")

    return ChoiceWidget()


PLAIN = {
    "code": "小区编号",
    "name": "小区名称",
    "address": "地址",
    "longitude": "经度",
    "latitude": "纬度",
    "built_year": "建成年份",
    "floor_area": "建筑面积（㎡）",
    "buildings": "楼栋数（幢）",
    "stair_units": "单元数（个）",
    "households": "户数（户）",
    "residents": "人口（人）",
    "elderly": "60岁以上（人）",
    "property_company": "物业单位",
    "previous_rounds": "已改造轮次",
    "previous_round_note": "历次改造",
}
CHOICES = {"structure": "结构", "property_mode": "物业模式", "status": "状态", "strategy": "改造方式"}


def resource_class(tuned):
    class CommunityResource(resources.ModelResource):
        area = fields.Field("area", "街道（镇、乡）", widget=StreetWidget(Area, "name"))

        class Meta:
            model = Community
            import_id_fields = ("code",)
            fields = ("area", *PLAIN, *CHOICES)
            use_bulk = tuned
            skip_diff = tuned
            skip_html_diff = tuned
            force_init_instance = tuned

        def before_save_instance(self, instance, row, **kwargs):
            instance.derive()

    for name, header in PLAIN.items():
        CommunityResource.fields[name].column_name = header
    for name, header in CHOICES.items():
        CommunityResource.fields[name].column_name = header
        CommunityResource.fields[name].widget = choice(Community._meta.get_field(name))
    return CommunityResource
