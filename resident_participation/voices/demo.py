"""One community of the demo city in which residents do everything together: opinions, initiatives, clearances.

All words and dates are invented; what happened in the past is written through the gate with its days.
"""

from datetime import datetime, time, timedelta
from decimal import Decimal
from zoneinfo import ZoneInfo

from accounts.policy import Act
from communities.models import CatalogueItem, Community
from core.actors import SYSTEM
from core.calendar import add_working_days
from core.changes import change, change_many, snapshot
from projects.models import Project
from resident_participation.cards.household import CardHolder
from resident_participation.clearances import actions as clearances
from resident_participation.clearances.models import Clearance
from resident_participation.initiatives import actions as initiatives
from resident_participation.opinions import actions as opinions
from resident_participation.subscriptions import demo as subscriptions
from resident_participation.votes import actions as votes
from resident_participation.votes.rule_sets import in_force

STREET, NOTE, SHANGHAI = "330203006", "演示数据", ZoneInfo("Asia/Shanghai")
ANSWERS = {"adopted": opinions.adopt, "partly": opinions.adopt_partly, "declined": opinions.decline}
SCHEME = "雨污分流、外墙和屋面\n6 幢之间的路改成单向，加 42 个车位\n锅炉房旁边建非机动车棚"
SAID = [  # (household's place in the roll, topic, against, words, what became of it, why); None: written by a clerk
    (3, "place", False, "车棚不要挨着垃圾房，味道大", "adopted", "车棚移到西门内侧，离垃圾房 20 米"),
    (11, "content", False, "晾衣架要统一装，现在挂得乱", "partly", "外墙做完统一装可伸缩晾衣架，原有的自愿换"),
    (18, "works", False, "早上 7 点前不要打桩，有高考生", "adopted", "施工改为 8 点到 12 点、14 点到 18 点，高考停工"),
    (27, "content", True, "把绿地改成车位我不同意", "declined", "保留中心绿地，只用边角地，绿地率不低于原来"),
    (40, "cost", False, "雨棚要自己出钱吗", "adopted", "雨棚列入政府出资，居民不出钱"),
    (None, "other", False, "希望多贴纸质通知，老人不看手机", "adopted", "每个单元门口设公告栏，长者由楼组长口头通知"),
    (None, "place", False, "西门也要做坡道", "partly", "西门台阶窄，改装扶手，坡道做在南门"),
]  # fmt: skip
LIFT = [
    (0, "lift", True, "一楼采光会变差，井道正对我家窗", "partly", "井道改用玻璃，并向东移 1.2 米，已重做采光分析"),
    (1, "lift", True, "担心噪音和房价", None, ""),
    (8, "lift", False, "家里老人下不了楼，盼着早点装", "adopted", "按程序推进，已列入表决"),
]
WISHES = [  # (household's place, item of the catalogue, title, why, the published why)
    (5, "W07", "南门口建电动车充电棚", "飞线充电，去年 3 幢着过火", "飞线充电不安全，去年 3 幢楼道着过火"),
    (60, "W04", "每层楼梯转角装休息凳", "老人爬楼中间要歇", "住四楼以上的老人多，爬楼中间要歇一歇"),
    (33, "T07", "社区食堂", "独居老人吃饭难", "小区独居老人多，最近的食堂要走 1 公里"),
    (90, None, "拆掉北门没用的岗亭", "岗亭占道，消防车进不来", ""),
]


def build(today, rng, *, by):
    """`by` does what the street office would, in a community of the demo street with a roll and a project."""
    homes = Community.objects.filter(area=STREET).exclude(roll=None).exclude(projects=None).distinct()
    home = homes.select_related("area").order_by("households", "code").first()
    if home is None:
        return
    rows = list(home.roll.select_related("community__area").order_by("building", "unit", "floor", "room"))
    project = Project.objects.filter(communities=home).order_by("-plan_year", "-pk").first()
    hear_the_scheme(home, project, rows, today, by)
    hear_the_lift(home, rows, today, by)
    start_initiatives(home, rows, today, rng, by)
    ask_households(home, project, today, rng, by)
    subscriptions.build(home, rows, today)


def dated(obj, act, **values):
    """Give a record the days it would have had."""
    with change(obj, by=SYSTEM, act=act, note=NOTE) as o:
        for name, value in values.items():
            setattr(o, name, value)
    return o


def at(day):
    return datetime.combine(day, time(19, 20), SHANGHAI)


def hear(window, said, rows, today, by):
    """Say each opinion and answer those that have an answer, some days after the window opened."""
    for n, (place, topic, against, text, verdict, why) in enumerate(said):
        filed, words = at(window.opens_on + timedelta(days=n)), {"topic": topic, "text": text, "against": against}
        if place is None:
            opinion = opinions.write(window, by=by, **words)
        else:
            opinion = opinions.say(window, by=CardHolder(rows[place]), **words)
        opinion = dated(opinion, Act.SCHEME_WRITE, filed_at=filed)
        if verdict:
            opinion = ANSWERS[verdict](opinion, by=by, reply=why)
            dated(opinion, opinion_act(verdict), answered_on=min(filed.date() + timedelta(days=6), today))


def opinion_act(verdict):
    return {"adopted": Act.SCHEME_ADOPT, "partly": Act.SCHEME_ADOPT_PARTLY, "declined": Act.SCHEME_DECLINE}[verdict]


def hear_the_scheme(home, project, rows, today, by):
    about = {"title": f"{home}综合改造方案", "text": SCHEME, "opens_on": today - timedelta(days=200)}
    window = opinions.ask(by=by, community=home, project=project, closes_on=today, **about)
    hear(window, SAID, rows, today, by)
    dated(window, Act.SCHEME_ASK, closes_on=today - timedelta(days=186))


def hear_the_lift(home, rows, today, by):
    """The draft of a consent for the first stair: it cannot be locked while an opinion waits."""
    place = {"scope": "unit", "building": rows[0].building, "unit": rows[0].unit}
    title = f"{home}：{rows[0].building}{rows[0].unit}加装电梯"
    draft = votes.draft(by=by, community=home, kind="vote", title=title, phone="0574-00000000", **place)
    words = {"title": "本单元加装电梯", "text": "一层不出钱，二层以上按楼层系数分摊"}
    votes.add_item(draft, by=by, rule=in_force()["lift"], matter=7, **words)
    days = {"opens_on": today - timedelta(days=6), "closes_on": today + timedelta(days=8)}
    text = f"{words['text']}\n井道贴北外墙，入户在楼梯平台"
    window = opinions.ask(by=by, community=home, round=draft, title=f"{title}方案", text=text, **days)
    hear(window, LIFT, rows, today, by)


def start_initiatives(home, rows, today, rng, by):
    """One that neighbours sign, one whose answer is overdue, one taken up, one that waits for its review."""
    signing, late, planned, _ = (start(rows, *wish, by=by) for wish in WISHES)
    neighbours = rng.sample(rows, len(rows))
    sign(signing, neighbours[: signing.needed * 2 // 3])
    dated(signing, Act.INITIATIVE_PUBLISH, filed_on=today - timedelta(days=12), published_on=today - timedelta(days=9))
    reached = today - timedelta(days=40)
    days = {"filed_on": reached - timedelta(days=30), "published_on": reached - timedelta(days=26)}
    days |= {"reached_on": reached, "answer_due_on": add_working_days(reached, 15)}
    dated(sign(late, neighbours[: late.needed + 3]), Act.INITIATIVE_REACH, **days)
    done = sign(planned, neighbours[5 : planned.needed + 9])
    answer = "已和区里商量，锅炉房改造时一并设助餐点，列入明年计划候选。先问全小区住户同不同意。"
    done = initiatives.plan(done, by=by, answer=answer, draft_round=True)
    dated(done, Act.INITIATIVE_PLAN, filed_on=today - timedelta(days=90), published_on=today - timedelta(days=86),
          reached_on=today - timedelta(days=50), answered_on=today - timedelta(days=38))  # fmt: skip


def start(rows, place, code, title, why, shown, *, by):
    item = CatalogueItem.objects.filter(pk=code).first()
    made = initiatives.start(by=CardHolder(rows[place % len(rows)]), item=item, title=title, why=why)
    return initiatives.publish(made, by=by, public_why=shown) if shown else made


def sign(initiative, neighbours):
    for row in neighbours:
        if row.pk != initiative.row_id:
            initiative = initiatives.sign(initiative, by=CardHolder(row))
    return initiative


def ask_households(home, project, today, rng, by):
    """Cages off the walls, half done; stairs cleared; a lift's share in one stair, paid by some."""
    about = {"by": by, "project": project, "community": home}
    cages = {"kind": "cages", "title": "拆除外墙保笼", "text": "施工队免费拆，拆下的归您家。一楼统一装隐形防护网。"}
    stairs = {"kind": "stairs", "title": "清理楼道堆物", "text": "放不下的先存到 4 幢架空层，物业登记看管。"}
    settle(clearances.ask(**about, **cages, due_on=today + timedelta(days=10)), rng, done=0.72, agreed=0.16, hard=0.05)
    settle(clearances.ask(**about, **stairs, due_on=today - timedelta(days=15)), rng, done=1, agreed=0, hard=0)
    place = {"building": "2幢", "unit": "1单元"}
    share = {"kind": "share", "title": "2幢1单元加装电梯分摊", "text": "一层不出钱，其他按楼层系数。"}
    ask = clearances.ask(**about, **share, **place, due_on=today + timedelta(days=30))
    for floor, amount in ((1, 0), (2, 6000), (3, 12000), (4, 18000), (5, 21000), (6, 24000)):
        if ask.households.filter(row__floor=floor).exists():
            clearances.set_amounts(ask, by=by, amount=Decimal(amount), floor_from=floor, floor_to=floor)
    settle(ask, rng, done=0.5, agreed=0.3, hard=0.1)


def settle(ask, rng, *, done, agreed, hard):
    """What the households said so far, in these shares."""
    held = list(ask.households.select_related("ask__community__area", "row").order_by("pk"))
    pairs = [(one, snapshot(one)) for one in held]
    for one in held:
        draw = rng.random()
        if draw < done:
            one.state = Clearance.State.DONE
            one.receipt = f"演示{one.pk}" if ask.kind == "share" else ""
        elif draw < done + agreed:
            one.state = Clearance.State.AGREED
        elif draw < done + agreed + hard:
            one.state, one.reason = Clearance.State.DIFFICULT, "家里老人走不开，要人帮忙搬"
        if one.state != Clearance.State.WAITING:
            one.channel = rng.choice(Clearance.Channel.values)
            one.said_at = at(min(ask.due_on, ask.updated_at.date()) - timedelta(days=rng.randint(1, 20)))
    change_many(pairs, by=SYSTEM, act=Act.CLEARANCE_RECORD, note=NOTE)
