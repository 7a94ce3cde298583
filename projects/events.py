"""What other systems are told of projects."""

from core.webhooks.events import emit, event

event(
    "project.stage_changed",
    "项目阶段变化",
    project="项目编号",
    name="项目名称",
    area="区划代码",
    before="原阶段",
    after="现阶段",
)


def stage_changed(project, before):
    """`before` is the status it had; called in the transaction of the step."""
    emit(
        "project.stage_changed",
        project=project.pk,
        name=project.name,
        area=project.area_id,
        before=before,
        after=project.status,
    )
