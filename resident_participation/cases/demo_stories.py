"""How an invented case went, hour by hour, up to the present: the facts on the case and a row for each event."""

from datetime import timedelta

from core.working_time import add_working_time, working_time_between
from resident_participation.cases.clocks import shift
from resident_participation.cases.events import CallBack, HandOver, Pause, Reply
from resident_participation.cases.models import Feedback, Handler, State
from resident_participation.cases.standards import Severity

HOUR = timedelta(hours=1)
DOING = "已收到您反映的情况，今天安排人到现场查看，有结果马上告诉您。"
AGAIN = "再次到现场处理，请您看一看；还有问题请打回执上的电话。"


class Story:
    """One case's past. `rows` are its events, `offer` its last hand-over; both unsaved."""

    def __init__(self, case, rng, now, helpers):
        self.case, self.rng, self.now, self.helpers = case, rng, now, helpers
        self.rows, self.offer, self.at = [], None, case.received_at

    def run(self, number):
        """`number` picks what happens, so that every kind of story is there."""
        if not self.later(self.rng.uniform(0.3, 2)):
            return self
        if number % 23 == 11:
            return self  # still waits to be accepted: late or nearly so
        self.case.state, self.case.accepted_at = State.ACCEPTED, self.at
        self.answer_first(number)
        self.hand_over(number)
        if number % 9 == 4:
            self.pause()
        if self.case.state == State.ACCEPTED and not self.case.paused_at:
            self.finish(number)
        return self

    def later(self, hours):
        """Let working time pass; whether that is not in the future."""
        moment = add_working_time(self.at, timedelta(minutes=int(hours * 60)))
        if moment > self.now:
            return False
        self.at = moment
        return True

    def answer_first(self, number):
        if number % 3 and self.later(self.rng.uniform(0.2, 3)):
            self.case.answered_at = self.at
            self.rows.append(self.reply_row(DOING, interim=True))

    def reply_row(self, text, interim=False):
        return Reply(feedback=self.case, text=text, interim=interim, office=self.case.handler_office, at=self.at)

    def hand_over(self, number):
        """To the builder, to a department, or up; some are disputed, some nobody accepted yet."""
        target = self.target(number)
        if target is None or not self.later(1):
            return
        case, state = self.case, HandOver.State.ACCEPTED
        row = HandOver(
            feedback=case, from_office=case.handler_office, reason="需要由你单位现场处理", made_at=self.at, **target
        )
        case.hand_overs += 1
        self.rows.append(row)
        self.offer = row
        if not self.later(self.rng.uniform(1, 4)):
            case.state = State.HANDED
            return
        if number % 13 == 5:
            state = HandOver.State.REFUSED
            row.competent, row.answer = "区排水管理部门", "现场查看是市政支管的问题，不在施工范围内"
        row.state, row.settled_at = state, self.at
        if state == HandOver.State.ACCEPTED:
            row.answer = "" if row.handler == Handler.DISTRICT else "现场负责人已答应接收"
            self.take(row)

    def take(self, row):
        case = self.case
        case.handler, case.handler_office = row.handler, row.office
        case.department, case.organisation = row.department, row.organisation
        if row.handler == Handler.DISTRICT:
            case.keeper = Handler.DISTRICT

    def target(self, number):
        case, firm = self.case, self.helpers["firm"]
        if case.severity == Severity.HARD:
            return {"handler": Handler.DISTRICT, "office": f"{case.community.district}住建局"}
        if number % 4 == 1 and firm:
            return {"handler": Handler.FIRM, "office": firm.name, "organisation": firm}
        if number % 11 == 3:
            department = self.helpers["department"]
            office = f"{case.community.district}{department}部门"
            return {"handler": Handler.DEPARTMENT, "office": office, "department": department}
        return None

    def pause(self):
        case = self.case
        if not self.later(1) or case.due_at <= self.at:
            return
        row = Pause(feedback=case, why=Pause.Why.MATERIAL, reason="配件要从厂家调，已告诉居民", since=self.at)
        self.rows.append(row)
        case.paused_at, case.pauses = self.at, 1
        if self.later(self.rng.uniform(7, 21)):
            took = working_time_between(row.since, self.at)
            shift(case, took)
            row.until, row.minutes, case.paused_at = self.at, took // timedelta(minutes=1), None

    def finish(self, number):
        """Most are replied to in time; then the resident speaks, or nobody does."""
        late = self.rng.random() < 0.12
        left = max(working_time_between(self.at, self.case.due_at) / HOUR, 1)
        if not self.later(left * (1.3 if late else self.rng.uniform(0.2, 0.9))):
            return
        self.tell(self.case.answer_with)
        if number % 6 == 2 and self.later(4):
            self.come_back()
            if not (self.case.state == State.REOPENED and number % 12 == 2 and self.later(6)):
                return
            self.tell(AGAIN)
        if number % 7 and self.later(self.rng.uniform(3, 14)):
            self.say(Feedback.Outcome.SOLVED, satisfied=bool(self.rng.random() < 0.88))
            self.case.state, self.case.closed_at = State.SOLVED, self.at

    def tell(self, text):
        case = self.case
        case.state, case.reply, case.replied_at = State.REPLIED, text, self.at
        case.answered_at = case.answered_at or self.at
        self.rows.append(self.reply_row(text))

    def come_back(self):
        self.say(Feedback.Outcome.UNSOLVED, satisfied=False, note="看过了，还是老样子")
        self.case.state, self.case.reopened = State.REOPENED, self.case.reopened + 1

    def say(self, outcome, satisfied, note=""):
        self.case.outcome, self.case.satisfied = outcome, satisfied
        said = {"outcome": outcome, "satisfied": satisfied, "note": note, "at": self.at}
        self.rows.append(CallBack(feedback=self.case, **said))
