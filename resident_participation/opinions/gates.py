"""What opinions keep back: a round's lock, a project's notice."""

from projects.stages.gates import check
from projects.stages.models import Phase
from resident_participation.opinions.models import OpinionWindow, SchemeOpinion
from resident_participation.votes.freezing import obstacle

State = SchemeOpinion.State


@obstacle
def of_round(round_):
    """A round's package is settled when the window is over and every opinion has its reason (G-28)."""
    return [words for words, _ in open_ends(round_.opinion_windows.all())]


@check("notice.opinions", Phase.NOTICE, "方案意见都已答复", basis="建办城〔2021〕50号")
def of_project(project):
    return open_ends(project.opinion_windows.all())


def open_ends(windows):
    """[(words, where to mend it)] of windows that still run or hold opinions without an answer."""
    found = []
    for window in windows.prefetch_related("opinions"):
        left = sum(opinion.state == State.OPEN for opinion in window.opinions.all())
        if window.is_open or left:
            found.append((words(window, left), window.get_absolute_url()))
    return found


def words(window: OpinionWindow, left):
    if left:
        return f"“{window}”还有 {left} 条意见没有答复"
    return f"“{window}”还在征求意见，到 {window.closes_on:%Y年%m月%d日}为止"
