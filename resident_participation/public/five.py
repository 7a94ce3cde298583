"""How far each of the five pages of doing it together (五共) is, in numbers; they link to the pages that show all."""

from django.db.models import Count

from resident_participation.assessment import figures as assessment
from resident_participation.assessment.models import Wave
from resident_participation.clearances import figures as clearances
from resident_participation.initiatives.models import Signature
from resident_participation.opinions.models import SchemeOpinion
from resident_participation.outcome.facts import ADDED, DONE, lines, warranty
from resident_participation.public.sections import together
from resident_participation.supervision.figures import counts, serving
from resident_participation.supervision.models import SupervisionReport

State = SchemeOpinion.State


@together("plan", "共谋", "一起出主意", "public_plan")
def plan(community, project):
    wishes = community.initiatives.public()
    signed = Signature.objects.filter(initiative__in=wishes).count()
    said = SchemeOpinion.objects.filter(window__in=community.opinion_windows.public()).order_by()
    states = dict(said.values_list("state").annotate(n=Count("pk")))
    found = [f"改造倡议 {count} 件，{signed} 户次联名"] if (count := wishes.count()) else []
    if whole := sum(states.values()):
        found.append(f"方案意见 {whole} 条，已答复 {whole - states.get(State.OPEN, 0)} 条")
    return "；".join(found) or "还没有倡议和方案意见，您可以第一个提"


@together("build", "共建", "一起动手", "community_clearances")
def build(community, project):
    asks = clearances.facts(community)["asks"]
    if not asks:
        return "现在没有要大家一起做的事"
    running = [told for told in asks if told.ask.state == "open"]
    if not running:
        return f"{len(asks)} 件都已结束"
    left = next((told for told in running if not finished(told)), None)
    if left is None:
        return f"{len(running)} 件正在做，每一户都已完成"
    return f"{len(running)} 件正在做；{left.ask.title}：{left.total[1].whole} 户里已完成 {left.total[1].words}"


def finished(told):
    return told.total[1].exact and told.total[1].at_least == told.total[1].whole


@together("watch", "共管", "一起看着工地", "public_supervision")
def watch(community, project):
    people = serving(community).count()
    found = counts(SupervisionReport.objects.filter(supervisor__community=community))
    if not found["total"]:
        return f"居民监督员 {people} 人，还没有上报" if people else "还没有居民监督员"
    late = f"，逾期没答复 {found['overdue']} 件" if found["overdue"] else ""
    return f"居民监督员 {people} 人；上报 {found['total']} 件，已解决 {found['solved']} 件{late}"


@together("rate", "共评", "一起打分", "public_assessment")
def rate(community, project):
    wave = community.waves.order_by("-opens_on", "-pk").first()
    if wave is None:
        return "还没有开始，完工以后每户评一次"
    name = wave.get_occasion_display()
    if wave.state == Wave.State.OPEN:
        now = assessment.progress(wave)
        return f"{name}正在进行，{now['households']} 户里已有 {now['answered']} 户参加"
    told = assessment.read(wave)
    came = f"{name}：{told['rate']['denominator']} 户里 {told['rate']['numerator']} 户参加"
    satisfied = told["whole"]["satisfied"]
    return f"{came}，满意率 {assessment.percent(satisfied)}%" if satisfied else came


@together("share", "共享", "成果大家看", "public_outcome")
def share(community, project):
    if project is None:
        return "还没有改造项目"
    promises = [one.state for one in lines(project, community) if one.state != ADDED]
    if not promises:
        return "开工以后，这里列出答应做的每一项"
    kept = f"答应做 {len(promises)} 项，做好 {promises.count(DONE)} 项"
    running = sum(runs for _, _, runs in warranty(project))
    return f"{kept}；还在质保期的 {running} 项" if running else kept
