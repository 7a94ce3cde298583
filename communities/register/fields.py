"""Form fields that choose from the register."""

from django import forms


class NameOrCodeField(forms.ModelChoiceField):
    """A community by its code, its full name, or the words of the suggestion list (name · street · code)."""

    def to_python(self, value):
        words = (value or "").strip()
        code = words.rsplit(" ", 1)[-1]
        found = list(self.queryset.filter(code=code)[:2]) or list(self.queryset.filter(name=words)[:3])
        if len(found) == 1:
            return found[0]
        if not words:
            return None
        names = "、".join(f"{c.name}（{c.area}）" for c in found)
        raise forms.ValidationError(
            f"有多个“{words}”：{names}，请从列表里选" if found else f"没有“{words}”这个小区，请从列表里选"
        )

    def prepare_value(self, value):
        return value if isinstance(value, str) else super().prepare_value(value)


class NamesOrCodesField(forms.CharField):
    """Several communities, by name or code, with 、 between them; a list of records."""

    def __init__(self, queryset, **kwargs):
        super().__init__(**kwargs)
        self.queryset = queryset

    def clean(self, value):
        words = super().clean(value).replace("，", "、").replace(",", "、").split("、")
        one = NameOrCodeField(self.queryset)
        return [one.clean(word) for word in words if word.strip()]
