from django import forms

from communities.completeness.models import Assessment, CompletenessItem

JUDGED = [("", "未答"), *Assessment.Status.choices]
MEASURED = [("", "按数值判定"), (Assessment.Status.NOT_NEEDED, "不需要")]


class AnswersForm(forms.Form):
    """The 20 items: a number for the measured ones, a status for the others, and what it rests on."""

    assessed_on = forms.DateField(
        label="评估日期", required=False, widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")
    )
    assessor = forms.CharField(label="评估人", required=False, max_length=60)

    def __init__(self, *args, assessment, **kwargs):
        super().__init__(*args, **kwargs)
        self.items = list(CompletenessItem.objects.all())
        self.initial |= {"assessed_on": assessment.assessed_on, "assessor": assessment.assessor}
        for item in self.items:
            known = assessment.answers.get(str(item.no)) or {}
            choices = MEASURED if item.measure else JUDGED
            self.add(f"status_{item.no}", forms.ChoiceField(choices=choices, required=False, label="结论"), known)
            if item.measure:
                label = f"{item.measure}（{item.unit}）"
                box = forms.CharField(label=label, required=False, widget=forms.TextInput({"inputmode": "decimal"}))
                self.add(f"measured_{item.no}", box, known)
            self.add(f"evidence_{item.no}", forms.CharField(label="依据", required=False, max_length=300), known)

    def add(self, name, field, known):
        self.fields[name] = field
        self.initial[name] = known.get(name.split("_")[0], "")

    def lines(self):
        """[(item, its inputs)] goal by goal."""
        goals = {}
        for item in self.items:
            inputs = [
                self[n] for n in (f"measured_{item.no}", f"status_{item.no}", f"evidence_{item.no}") if n in self.fields
            ]
            goals.setdefault(item.get_goal_display(), []).append((item, inputs))
        return goals.items()

    def answers(self):
        """{no: {"status", "measured", "evidence"}} as the action wants them."""
        given = self.cleaned_data
        return {
            str(item.no): {part: given.get(f"{part}_{item.no}", "") for part in ("status", "measured", "evidence")}
            for item in self.items
        }

    def complain(self, fields):
        """Put the action's refusals at the item they are about."""
        for no, words in fields.items():
            name = f"measured_{no}" if f"measured_{no}" in self.fields else f"evidence_{no}"
            for sentence in words:
                self.add_error(name, sentence)
