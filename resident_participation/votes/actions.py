"""A round from its draft to its end. Pages, API, tasks and the demo call these; the count is `votes.closing`."""

from datetime import timedelta

from django.db import transaction
from django.utils import timezone

from accounts.policy import Act
from core.changes import change, remove
from core.errors import Refused
from resident_participation.votes import demand, freezing, rule_sets
from resident_participation.votes.models import Item, Notice, Round


def hold(round_):
    """The round, locked until the transaction ends."""
    return Round.objects.select_for_update(of=["self"]).select_related("community__area").get(pk=round_.pk)


def draft(*, by, **values):
    with change(Round(**values), by=by, act=Act.VOTE_EDIT) as round_:
        pass
    return round_


def edit(round_, *, by, version=None, **values):
    with change(round_, by=by, act=Act.VOTE_EDIT, version=version) as r:
        Round.LIFECYCLE.step(r, Act.VOTE_EDIT)
        for name, value in values.items():
            setattr(r, name, value)
    return r


@transaction.atomic
def add_item(round_, *, by, title, text="", rule=None, matter=None):
    """An item of a draft; once the notice hangs there is no new one (hence the lock)."""
    held = hold(round_)
    still_draft(held)
    fits(held, rule, matter)
    order = (held.items.order_by("-order").values_list("order", flat=True).first() or 0) + 1
    new = Item(round=held, order=order, title=title.strip(), text=text.strip(), rule=rule, matter=matter)
    with change(new, by=by, act=Act.VOTE_EDIT) as item:
        pass
    return item


@transaction.atomic
def add_menu(round_, *, by, chosen):
    """Optional works of the catalogue as items of a draft consultation, all or none. Returns the round."""
    rule, there = rule_sets.in_force()[demand.MENU], set(round_.items.values_list("title", flat=True))
    if twice := [one.name for one in chosen if one.name in there]:
        words = f"{'、'.join(twice)}已经在这一轮里"
        raise Refused("twice", words, {"chosen": [words]})
    for one in chosen:
        add_item(round_, by=by, title=one.name, rule=rule)
    return round_


@transaction.atomic
def edit_item(item, *, by, version=None, **values):
    held = hold(item.round)
    still_draft(held)
    with change(item, by=by, act=Act.VOTE_EDIT, version=version) as i:
        for name, value in values.items():
            setattr(i, name, value)
        fits(held, i.rule, i.matter)
    return i


@transaction.atomic
def drop_item(item, *, by):
    held = hold(item.round)
    still_draft(held)
    remove(item, by=by, act=Act.VOTE_EDIT)
    return held


def still_draft(round_):
    if round_.status != Round.Status.DRAFT:
        raise Refused("locked", "公示以后不能再增加、修改或删除表决事项。没有公示的事项不得表决，请另开一轮")


def fits(round_, rule, matter):
    """A consultation asks by its own rule, an owners' decision by a matter of the law; they never mix."""
    if rule.kind != round_.kind:
        words = f"这一轮是{round_.get_kind_display()}，不能用“{rule}”"
        raise Refused("kinds_mix", words, {"rule": [words]})
    if round_.kind == "vote" and matter is None:
        words = "业主共同决定要写明是民法典第二百七十八条的第几项"
        raise Refused("no_matter", words, {"matter": [words]})
    rule_sets.tests(rule, matter)


def post_roll(round_, *, by, date, note=""):
    """The roll hangs for everybody to check from a day on, as long as the strictest rule of the items asks."""
    with change(round_, by=by, act=Act.VOTE_POST, note=note) as r:
        Round.LIFECYCLE.step(r, Act.VOTE_POST)
        if date < timezone.localdate():
            words = "名册公示不能从过去的日子算起"
            raise Refused("back_dated", words, {"date": [words]})
        days = max([item.rule.roll_days for item in items_of(r)])
        r.roll_from, r.roll_to = date, date + timedelta(days=max(days, 1) - 1)
    return r


def items_of(round_):
    """Its items; Refused when there is none, as there is nothing to decide."""
    items = list(round_.items.select_related("rule").order_by("order"))
    if not items:
        raise Refused("no_items", "还没有表决事项，请先添加")
    return items


def lock(round_, *, by, notice_from, opens_at, closes_at):
    """Freeze the roll and the package and put up the notice. Nothing of it changes any more.

    The notice begins today or later, runs its days in full, and only then may voting open.
    """
    today = timezone.localdate()
    with change(round_, by=by, act=Act.VOTE_LOCK) as r:
        Round.LIFECYCLE.step(r, Act.VOTE_LOCK)
        items = items_of(r)
        rules = [item.rule for item in items]
        if words := outdated(items):
            raise Refused("rule_outdated", "；".join(words))
        if words := unexplained(items):
            raise Refused("unexplained", "；".join(words))
        roll_was_posted(r, rules, today)
        if notice_from < today:
            words = "公示不能从过去的日子算起"
            raise Refused("back_dated", words, {"notice_from": [words]})
        r.notice_from = notice_from
        r.notice_to = notice_from + timedelta(days=max(rule.notice_days for rule in rules) - 1)
        r.opens_at, r.closes_at = opens_at, closes_at
        in_days(r, rules)
        freezing.freeze(r, items)
    return r


def outdated(items):
    """The items whose rule has been replaced by a newer version, in words."""
    current = rule_sets.in_force()
    newer = [(item, current[item.rule.code]) for item in items if current[item.rule.code] != item.rule]
    return [f"“{item}”的规则有{rule.valid_from:%Y年%m月%d日}启用的新版，请修改事项，改用新版" for item, rule in newer]


def unexplained(items):
    """The choices of a menu that do not say what they cost and mean, in words."""
    bare = [str(item) for item in items if item.rule.purpose == demand.MENU and not item.points]
    return [f"“{title}”还没有写要点：要花多少钱、谁出、有什么影响" for title in bare]


def roll_was_posted(round_, rules, today):
    days = max(rule.roll_days for rule in rules)
    if days and round_.roll_to is None:
        raise Refused("roll_not_posted", f"名册要先公示 {days} 天，让每户核对面积和权属，再定稿")
    if days and round_.roll_to >= today:
        raise Refused("roll_still_posted", f"名册公示到 {round_.roll_to:%Y年%m月%d日}，结束以后才能定稿")


def in_days(round_, rules):
    """The days of voting against the rules, each told at its field."""
    opens, closes = timezone.localdate(round_.opens_at), timezone.localdate(round_.closes_at)
    if opens <= round_.notice_to:
        whole = (round_.notice_to - round_.notice_from).days + 1
        words = f"公示要满 {whole} 天，{round_.notice_to:%m月%d日}结束以后才能开始表决"
        raise Refused("notice_too_short", words, {"opens_at": [words]})
    days, least = (closes - opens).days + 1, max(rule.voting_least for rule in rules)
    most = min(rule.voting_most for rule in rules)
    if not least <= days <= most:
        words = f"表决要有 {least} 到 {most} 天，现在是 {days} 天"
        raise Refused("voting_days", words, {"closes_at": [words]})
    if len({rule.duplicates for rule in rules}) > 1:
        raise Refused("rules_differ", "几个事项的重复票规则不同，不能放在同一轮，请分开")


def record_notice(round_, *, by, place, posted_on):
    """The notice hangs at a place; the photo is attached to the record. The server says when this was written down."""
    if posted_on > timezone.localdate():
        words = "张贴日期不能晚于今天"
        raise Refused("future", words, {"posted_on": [words]})
    if round_.notice_from is None:
        raise Refused("no_notice", "还没有定稿公示")
    new = Notice(round=round_, place=place.strip(), posted_on=posted_on, recorded_at=timezone.now())
    with change(new, by=by, act=Act.VOTE_NOTICE) as notice:
        pass
    return notice


def open_(round_, *, by):
    """Voting begins: the notice has run, a photo shows it on the board, the hour has come."""
    with change(round_, by=by, act=Act.VOTE_OPEN) as r:
        Round.LIFECYCLE.step(r, Act.VOTE_OPEN)
        if words := not_ready(r):
            raise Refused("not_ready", "；".join(words))
    return r


def not_ready(round_):
    """What keeps a round from opening, in words."""
    found = []
    if timezone.now() < round_.opens_at:
        found.append(f"还没有到开始表决的时间（{timezone.localtime(round_.opens_at):%m月%d日 %H:%M}）")
    if not any(notice.files.exists() for notice in round_.notices.all()):
        found.append("还没有公告栏张贴的照片")
    return found


def close(round_, *, by):
    """Voting ends by the clock, never earlier."""
    with change(round_, by=by, act=Act.VOTE_CLOSE) as r:
        Round.LIFECYCLE.step(r, Act.VOTE_CLOSE)
        if timezone.now() < r.closes_at:
            raise Refused("too_early", f"{timezone.localtime(r.closes_at):%m月%d日 %H:%M}截止，不能提前")
    return r


def void(round_, *, by, reason):
    """End a round without a result, for a stated reason; its ballots are never counted."""
    with change(round_, by=by, act=Act.VOTE_VOID, note=reason) as r:
        Round.LIFECYCLE.step(r, Act.VOTE_VOID)
        r.void_reason = reason.strip()
    return r
