"""Votes and consultations of a community: what runs now, what came of the last ones."""

from datetime import timedelta

from django.urls import reverse
from django.utils import timezone

from resident_participation.public.sections import Ask, ask, section
from resident_participation.subscriptions.models import Topic
from resident_participation.subscriptions.news import FRESH, News, news
from resident_participation.votes.models import Round
from resident_participation.votes.words import decided, verdict

SHOWN = 5
Status = Round.Status
RUNNING = (Status.NOTICE, Status.VOTING, Status.COUNTING)


def url_of(round_):
    return reverse("resident_participation:public_round", args=[round_.pk])


@ask(10)
def vote_now(community, project):
    """A vote that runs comes before everything else a resident could do."""
    found = []
    for r in rounds(community).filter(status__in=(Status.VOTING, Status.NOTICE)):
        if r.status == Status.VOTING:
            words = f"{r.place}的住户，{r.closes_at:%m月%d日} 截止。同意、不同意都请说一声，凭投票单参加。"
            found.append(Ask(r.title, words, "去投票", reverse("resident_participation:ballot")))
        else:
            words = f"正在公示，到 {r.notice_to:%m月%d日} 结束。请看看内容和本户面积对不对。"
            found.append(Ask(r.title, words, "看公示", url_of(r)))
    return found


@section(60, "resident_participation/public/_votes.html")
def votes(community, project):
    rows = [{"round": r, "url": url_of(r), "told": told(r)} for r in rounds(community)[:SHOWN]]
    return {"rounds": rows} if rows else None


@news(Topic.VOTES)
def steps_of_votes(community, today):
    """The notice, the opening, the result of each round, to those of its scope."""
    since = today - timedelta(days=FRESH)
    fresh = rounds(community).exclude(status=Status.CLOSED, result_from__lt=since).exclude(status=Status.COUNTING)
    return [News(f"round:{r.pk}:{r.status}", in_words(r), r.building, r.unit) for r in fresh]


def in_words(round_):
    if round_.status == Status.NOTICE:
        days = f"公示到{day(round_.notice_to)}，{day(round_.opens_at)}开始投票"
        return f"“{round_.title}”{days}。请看看内容和本户面积对不对，有异议在公示期内向街道提。"
    if round_.status == Status.VOTING:
        return f"“{round_.title}”正在投票，{day(round_.closes_at)}截止。凭投票单参加，投票单由工作人员送到您家。"
    results = "；".join(f"{title}：{words}" for title, words, _ in told(round_))
    return f"“{round_.title}”结果已公布。{results}。"


def day(moment):
    """A day, or the day of a moment."""
    local = timezone.localtime(moment) if hasattr(moment, "hour") else moment
    return f"{local.month}月{local.day}日"


def rounds(community):
    return Round.objects.public().filter(community=community).exclude(status=Status.VOID).order_by("-pk")


def told(round_):
    """[(item's title, verdict in words, carried or not)] of a declared round."""
    if round_.status != Status.CLOSED:
        return []
    results = ((item, round_.results[str(item["id"])]) for item in round_.package["items"])
    return [(item["title"], verdict(round_.kind, result), decided(result)) for item, result in results]
