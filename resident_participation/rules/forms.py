from django import forms

from core.steps.table import Day
from resident_participation.votes.models import RuleSet


class RuleSetForm(forms.ModelForm):
    """A new version of a rule set, filled in from the one before. What it is about cannot change: that is the law's."""

    ways = forms.MultipleChoiceField(
        label="送达方式", choices=RuleSet.Way, widget=forms.CheckboxSelectMultiple, help_text="没有勾的方式不算送达"
    )
    document = forms.FileField(
        label="规则原文", required=False, help_text="文件或照片，居民在规则页上看得到。也可以以后再传"
    )

    groups = [
        ("从哪天起", ["valid_from", "confirmed_by"]),
        ("依据", ["source", "clause", "trust", "document"]),
        ("天数", ["roll_days", "notice_days", "voting_least", "voting_most", "result_days"]),
        ("选票", ["ways", "duplicates", "silence", "silence_basis"]),
    ]

    class Meta:
        model = RuleSet
        fields = [
            "valid_from", "confirmed_by", "source", "clause", "trust", "roll_days", "notice_days", "voting_least",
            "voting_most", "result_days", "ways", "duplicates", "silence", "silence_basis",
        ]  # fmt: skip
        widgets = {"valid_from": Day(), "clause": forms.Textarea(attrs={"rows": 3})}
        help_texts = {
            "valid_from": "不能早于今天。以前的版本留着，已经定稿的各轮仍按各自公示的规则",
            "confirmed_by": "写岗位，不写姓名，例如 市住建局物业处处长",
            "source": "文件名和文号",
            "clause": "写到条、款和页码",
            "silence": "改成视为弃权或随多数，只能用于业主共同决定，结果页仍先公布不计推定票的结果",
        }

    def __init__(self, *args, user=None, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["confirmed_by"].required = True
        if not self.is_bound:
            self.initial["valid_from"] = None

    def _post_clean(self):
        """Model validation is the action's."""
