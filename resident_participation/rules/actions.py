"""A rule set changes by a new version from a day on. What is there stays, and so does what rounds have locked."""

from django.db import transaction
from django.utils import timezone

from accounts.policy import Act
from core.changes import change
from core.errors import Refused
from core.files import actions as files
from resident_participation.votes.models import Kind, RuleSet

KEPT = ("code", "name", "kind", "klass", "purpose", "matters")
ASKED = (
    "roll_days", "notice_days", "voting_least", "voting_most", "result_days", "ways", "silence", "silence_basis",
    "duplicates", "source", "clause", "trust", "confirmed_by",
)  # fmt: skip


@transaction.atomic
def publish(rule, *, by, valid_from=None, document=None, version=None, **values):
    """A new version of `rule` from a day on; what is not said stays as it is in `rule`. Returns the new rule set.

    `document` (an upload) is shown to residents beside it. Refused, each at its field: `no_day`, `back_dated`,
    `not_later`, `not_confirmed`, `silence_of_households`, `silence_without_basis`.
    """
    newest = RuleSet.objects.select_for_update().filter(code=rule.code).order_by("-valid_from").first()
    in_time(valid_from, newest)
    new = RuleSet(**{name: getattr(rule, name) for name in (*KEPT, *ASKED)} | values, valid_from=valid_from)
    answers_for(new)
    with change(new, by=by, act=Act.RULE_SET_EDIT, note=f"接替{rule.valid_from:%Y年%m月%d日}启用的一版") as made:
        pass
    if document:
        files.publish(files.attach(made, document, by=by, caption="规则原文"), by=by, is_public=True)
    return made


def in_time(day, newest):
    if day is None:
        refuse("no_day", "valid_from", "请写从哪天起启用")
    if day < timezone.localdate():
        refuse("back_dated", "valid_from", "不能从过去的日子起启用，已经公示的各轮不受新规则影响")
    if day <= newest.valid_from:
        words = f"启用日期要晚于最近一版的启用日期（{newest.valid_from:%Y年%m月%d日}）"
        refuse("not_later", "valid_from", words)


def answers_for(rule):
    """Somebody confirms it; silence is read as an opinion only where the owners' own rules say so."""
    if not rule.confirmed_by.strip():
        refuse("not_confirmed", "confirmed_by", "请写由哪个岗位确认")
    if rule.silence == RuleSet.Silence.NOT_COUNTED:
        rule.silence_basis = ""
    elif rule.kind != Kind.VOTE:
        refuse("silence_of_households", "silence", "意愿征询不能把没有答复的算作一种意见，只有业主共同决定可以")
    elif not rule.silence_basis.strip():
        words = "请写明议事规则或管理规约的条款，没有依据的一律不计入参与"
        refuse("silence_without_basis", "silence_basis", words)


def refuse(code, field, words):
    raise Refused(code, words, {field: [words]})
