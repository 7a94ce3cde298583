"""Which step of a project closes which phases, who answers for a phase, and where its dates come from."""

from accounts.policy import Act
from projects.stages.models import Phase, ProjectPhase

CLOSES = {
    Act.PROJECT_PREPARE: (Phase.SURVEY, Phase.CONSULTATION, Phase.PLAN),
    Act.PROJECT_TENDER: (Phase.SCHEME, Phase.NOTICE, Phase.REVIEW, Phase.APPROVAL),
    Act.PROJECT_START: (Phase.TENDER, Phase.START),
    Act.PROJECT_COMPLETE: (Phase.WORKS,),
    Act.PROJECT_ACCEPT: (Phase.ACCEPTANCE,),
    Act.PROJECT_HAND_OVER: (Phase.HANDOVER,),
    Act.PROJECT_CLOSE: (Phase.EVALUATION, Phase.LONG_TERM),
}
WHO = {
    Phase.SURVEY: "街道、社区、设计单位",
    Phase.CONSULTATION: "社区、街道",
    Phase.PLAN: "区县报市",
    Phase.SCHEME: "设计单位和居民",
    Phase.NOTICE: "社区",
    Phase.REVIEW: "区县住建牵头，各部门",
    Phase.APPROVAL: "区县发改",
    Phase.TENDER: "建设单位",
    Phase.START: "施工、监理单位",
    Phase.WORKS: "施工、监理单位和监督居民",
    Phase.ACCEPTANCE: "建设单位组织四方和部门",
    Phase.HANDOVER: "建设单位移交接收单位",
    Phase.EVALUATION: "居民",
    Phase.LONG_TERM: "社区、业委会、物业",
}
# Phases whose days are facts recorded elsewhere; the others need a finish that somebody confirmed.
DATED_BY_FACTS = {
    Phase.SURVEY,
    Phase.CONSULTATION,
    Phase.PLAN,
    Phase.START,
    Phase.WORKS,
    Phase.ACCEPTANCE,
    Phase.HANDOVER,
}


def rows(project):
    """{phase: its row} of a project; a phase nobody touched yet gets a blank one, not saved."""
    known = {row.phase: row for row in project.phases.all()}
    return {phase: known.get(phase) or ProjectPhase(project=project, phase=phase) for phase in Phase}
