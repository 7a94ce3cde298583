from django import forms

from core.steps.table import Day, NoteForm


class StartForm(NoteForm):
    first_works_date = forms.DateField(label="实际进场日期", widget=Day(), help_text="开工以这一天为准")
    start_order_date = forms.DateField(label="开工令日期", required=False, widget=Day())
    field_order = ["first_works_date", "start_order_date", "note"]
