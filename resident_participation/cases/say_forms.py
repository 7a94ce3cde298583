"""What a resident fills in on the community's page, and how a machine is told from a person without asking anything."""

import re
import time
import unicodedata
import uuid

from django import forms
from django.core import signing

from core.errors import Refused
from core.files.kinds import PHOTO, recognise
from resident_participation.cases.forms import PhotosField
from resident_participation.cases.standards import FeedbackCategory

SALT, LEAST, MOST = "say", 3, 24 * 3600  # seconds between the page and its answer
PHOTOS = 3
PHONE = re.compile(r"1[3-9]\d{9}|(?:0\d{2,3})?[2-8]\d{6,7}")
PLAIN = {  # a category in a resident's words; one without stands under its own name
    "consult": "想问一件事",
    "help": "家里有困难，要人帮忙",
    "nuisance": "施工太吵、灰大、挡路",
    "quality": "活做得不好",
    "warranty": "改好以后又坏了",
    "property": "物业、保洁、保安",
    "facility": "缺什么设施",
    "lift": "加装电梯",
    "parking": "停车、充电",
    "illegal": "违章搭建、占道",
    "suggestion": "有个建议",
    "complex": "几件事缠在一起",
    "safety": "有危险，怕出事",
    "outage": "停水、停电、停气",
}


def new_token():
    """Stands in the page: when it was made, and a key by which it is known when it comes twice."""
    return signing.dumps([int(time.time()), uuid.uuid4().hex], salt=SALT)


class CategoryField(forms.ModelChoiceField):
    def label_from_instance(self, category):
        return PLAIN.get(category.pk, category.name)


class SayForm(forms.Form):
    """Only the kind and the words are needed. `trap` is out of sight: who fills it is a machine."""

    category = CategoryField(
        label="哪一类", queryset=FeedbackCategory.objects.none(), widget=forms.RadioSelect, empty_label=None,
        error_messages={"required": "请选一类，差不多就行", "invalid_choice": "请选一类，差不多就行"},
    )  # fmt: skip
    text = forms.CharField(
        label="什么事", max_length=2000, widget=forms.Textarea(attrs={"rows": 5}),
        help_text="在哪里、什么时候、什么情况，希望怎么办", error_messages={"required": "请写下是什么事"},
    )  # fmt: skip
    building = forms.CharField(label="哪一幢", max_length=20, required=False, help_text="例如 5幢2单元")
    photos = PhotosField(label=f"照片，最多 {PHOTOS} 张", required=False)
    phone = forms.CharField(
        label="电话", max_length=20, required=False,
        widget=forms.TextInput(attrs={"inputmode": "tel", "autocomplete": "tel"}),
        help_text="只给办这件事的人回电话用，加密保存。不留也办，凭编号查",
    )  # fmt: skip
    trap = forms.CharField(required=False)
    token = forms.CharField(required=False, widget=forms.HiddenInput)

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["category"].queryset = FeedbackCategory.objects.all()

    def clean_phone(self):
        bare = re.sub(r"[\s\-—_()（）]", "", unicodedata.normalize("NFKC", self.cleaned_data["phone"]))
        bare = re.sub(r"^\+?86(?=1)", "", bare)
        if bare and not PHONE.fullmatch(bare):
            raise forms.ValidationError("电话号码不对，请再看一看。不想留可以空着")
        return bare

    def clean_photos(self):
        photos = self.cleaned_data["photos"]
        if len(photos) > PHOTOS:
            raise forms.ValidationError(f"最多 {PHOTOS} 张照片，您选了 {len(photos)} 张")
        for photo in photos:
            try:
                found = recognise(photo)
            except Refused as refused:
                raise forms.ValidationError(refused.message) from None
            if found != PHOTO:
                raise forms.ValidationError("这里只能传照片")
        return photos

    def clean_trap(self):
        if self.cleaned_data["trap"]:
            raise forms.ValidationError("有一格应当空着，里面填了字。请再按一次“提交”")

    def clean_token(self):
        """The page's key. A page that is too old, or answered faster than anybody types, is sent once more."""
        try:
            made, key = signing.loads(self.cleaned_data["token"], salt=SALT, max_age=MOST)
        except (signing.BadSignature, ValueError, TypeError):
            raise forms.ValidationError("页面放得太久了。请再按一次“提交”", "old") from None
        if time.time() - made < LEAST:
            raise forms.ValidationError("提交得太快了。请再按一次“提交”")
        return key

    @property
    def unseen(self):
        """What went wrong in the fields that nobody sees."""
        return [*self.errors.get("trap", []), *self.errors.get("token", [])]
