"""Paper ballots: taken in with a photo, read by two people one after the other, ruled on by a third."""

from accounts.policy import Act
from core.errors import Refused
from core.secrets import mask_name
from core.views import ActPage, DetailPage
from resident_participation.paper import actions, forms
from resident_participation.paper.models import PaperBallot
from resident_participation.results.devices import device_of
from resident_participation.votes.models import Round
from resident_participation.votes.views import RoundTabs, named


class Papers(RoundTabs, DetailPage):
    """The paper ballots of a round, without what they say."""

    model, template_name, tab = Round, "resident_participation/papers.html", "papers"

    def get_context_data(self, **kwargs):
        r, user = self.object, self.request.user
        papers = list(r.papers.select_related("seat", "received_by").prefetch_related("files", "readings__by"))
        for paper in papers:
            paper.agent_masked = mask_name(paper.agent) if paper.agent else ""
        return super().get_context_data(
            papers=papers,
            mine=list(actions.to_read(r, user)[:1]) if user.may(Act.PAPER_READ, r) else [],
            may_receive=r.status == Round.Status.VOTING and user.may(Act.PAPER_RECEIVE, r),
            disagreement=actions.disagreement(r),
            **kwargs,
        )


class PaperReceive(ActPage):
    model, form_class, act, title, button = Round, forms.ReceiveForm, Act.PAPER_RECEIVE, "收一张纸质票", "登记"
    done = "已登记，请把这张票拍照传上来"

    def act_on(self, obj, by, version=None, number=0, agent=""):
        seat = obj.seats.filter(number=number, votes=True).first()
        if seat is None:
            raise Refused("no_seat", "名册里没有这个号", {"number": ["名册里没有这个号"]})
        self.paper = actions.receive(obj, by=by, seat=seat, agent=agent)

    def get_success_url(self):
        return self.paper.get_absolute_url()


class PaperPage(DetailPage):
    model, template_name = PaperBallot, "resident_participation/paper.html"

    def get_queryset(self):
        return super().get_queryset().select_related("round__community__area__parent", "seat", "received_by")

    def get_context_data(self, **kwargs):
        paper, user = self.object, self.request.user
        reading = paper.state == PaperBallot.State.READING and user.may(Act.PAPER_READ, paper)
        unequal = paper.state == PaperBallot.State.UNEQUAL and user.may(Act.PAPER_RULE, paper)
        return super().get_context_data(
            readings=paper.readings.select_related("by"),
            may_read=reading,
            may_rule=unequal,
            may_void=(reading or unequal) and user.may(Act.PAPER_VOID, paper),
            **kwargs,
        )


class PaperRead(ActPage):
    """The photo on one side, the choices on the other; what somebody else read is not shown."""

    model, form_class, act, title, button = PaperBallot, forms.ReadForm, Act.PAPER_READ, "录入纸质票", "保存，下一张"
    template_name, done = "resident_participation/paper_read.html", "已录入"

    def get_form_kwargs(self):
        return super().get_form_kwargs() | {"user": self.request.user, "obj": self.object}

    def get_queryset(self):
        return super().get_queryset().select_related("round__community__area__parent", "seat").prefetch_related("files")

    def act_on(self, obj, by, version=None, **values):
        self.save(obj, by, forms.choices_of(values), values)

    def save(self, obj, by, choices, values):
        actions.read(obj, by=by, choices=choices, device=device_of(self.request))

    def get_success_url(self):
        following = actions.to_read(self.object.round, self.request.user).first()
        return following.get_absolute_url() + "read/" if following else named("papers", self.object.round)


class PaperRule(PaperRead):
    form_class, act, title, button = forms.RuleForm, Act.PAPER_RULE, "裁定纸质票", "裁定"

    def save(self, obj, by, choices, values):
        actions.rule(obj, by=by, choices=choices, reason=values["reason"])


class PaperVoid(ActPage):
    model, form_class, act, title = PaperBallot, forms.VoidForm, Act.PAPER_VOID, "作废纸质票"
    action, done = actions.void, "已作废"
