from accounts.policy import Act
from communities.surveys.models import Survey
from core.waiting import waits


def surveys(user, state):
    rows = Survey.objects.visible_to(user).filter(state=state)
    return rows.select_related("community__area__parent").order_by("updated_at", "pk")


@waits("调查待核对", Act.SURVEY_VERIFY, verb="核对", since="updated_at", detail=lambda s: s.community.area.full_name)
def to_verify(user):
    return surveys(user, Survey.State.SUBMITTED)


@waits("调查被退回", Act.SURVEY_SUBMIT, verb="修改", since="updated_at", detail=lambda s: f"{len(s.returned)} 项要改")
def sent_back(user):
    return surveys(user, Survey.State.RETURNED)
