from accounts.policy import Act
from core.waiting import waits
from projects.acceptance.models import Defect, Finding, HiddenWork


def of_project(rows):
    return rows.select_related("project__area__parent")


@waits(
    "问题待整改",
    Act.FINDING_RECTIFY,
    verb="答复",
    since="due_on",
    detail=lambda f: f"{f.project}，限 {f.due_on:%m月%d日}前",
)
def to_rectify(user):
    rows = Finding.objects.visible_to(user).filter(state=Finding.State.OPEN)
    return of_project(rows).select_related("kind", "inspection").order_by("due_on", "pk")


@waits(
    "整改待复查",
    Act.FINDING_VERIFY,
    verb="复查",
    since="rectified_on",
    detail=lambda f: f"{f.project}：{f.answer[:40]}",
)
def to_check(user):
    rows = Finding.objects.visible_to(user).filter(state=Finding.State.RECTIFIED)
    return of_project(rows).select_related("kind").order_by("rectified_on", "pk")


@waits(
    "隐蔽工程待签认",
    Act.HIDDEN_SIGN,
    verb="签认",
    since="made_on",
    detail=lambda h: f"{h.project}，拟 {h.cover_on:%m月%d日}隐蔽",
)
def to_sign(user):
    rows = HiddenWork.objects.visible_to(user).filter(state=HiddenWork.State.RECORDED)
    return of_project(rows).order_by("made_on", "pk")


@waits(
    "保修待到场", Act.DEFECT_ARRIVE, verb="到场", since="notified_on", detail=lambda d: f"应 {d.due_on:%m月%d日}前到场"
)
def to_arrive(user):
    rows = Defect.objects.visible_to(user).filter(state=Defect.State.NOTIFIED)
    return of_project(rows).select_related("community__area").order_by("due_on", "pk")
