"""Who may do what. The whole answer is this table; where they may do it is their appointment's area."""

from django.db.models import TextChoices


class Role(TextChoices):
    CITY = "city", "市级"
    DISTRICT = "district", "区县"
    STREET = "street", "街道"
    AUDITOR = "auditor", "审计"
    SYSTEM_ADMIN = "system_admin", "系统管理员"
    SECURITY_ADMIN = "security_admin", "安全管理员"
    AUDIT_ADMIN = "audit_admin", "审计管理员"


# The three separated administrators (三员分立, GB/T 22239-2019) see no business data, and nobody holds two of them.
ADMINISTRATORS = {Role.SYSTEM_ADMIN, Role.SECURITY_ADMIN, Role.AUDIT_ADMIN}
BUSINESS = set(Role) - ADMINISTRATORS


class Act(TextChoices):
    COMMUNITY_CREATE = "community.create", "新建小区"
    COMMUNITY_EDIT = "community.edit", "修改小区"
    COMMUNITY_IMPORT = "community.import", "导入小区"
    COMMUNITY_STAGE = "community.stage", "小区状态变更"
    UNIT_EDIT = "unit.edit", "编辑改造片区"
    BUILDING_EDIT = "building.edit", "编辑楼栋"
    BUILDING_IMPORT = "building.import", "导入楼栋"
    COUNT_EXPLAIN = "count.explain", "说明数量差异"
    SURVEY_FILL = "survey.fill", "填写调查"
    SURVEY_SUBMIT = "survey.submit", "上报调查"
    SURVEY_RETURN = "survey.return", "退回调查"
    SURVEY_VERIFY = "survey.verify", "核对调查"
    COMPLETENESS_ASSESS = "completeness.assess", "完整社区评估"
    COMPLETENESS_CONFIRM = "completeness.confirm", "确认评估"
    FACILITY_EDIT = "facility.edit", "编辑公共设施"
    STOCK_EDIT = "stock.edit", "编辑存量空间"
    SPACE_OFFER = "space.offer", "征集空间使用"
    SPACE_PROMISE = "space.promise", "约定空间使用"
    SPACE_AGREE = "space.agree", "签订使用协议"
    SPACE_END = "space.end", "结束空间使用"
    STRATEGY_DECIDE = "strategy.decide", "决定改造方式"
    NEED_WEIGH = "need.weigh", "公布需求权重"
    BASELINE_EDIT = "baseline.edit", "编制底数"
    THRESHOLD_EDIT = "threshold.edit", "调整标准值"
    FILE_PUBLISH = "file.publish", "公开附件"
    PLAN_EDIT = "plan.edit", "编制计划"
    PROJECT_CREATE = "project.create", "新建项目"
    PROJECT_EDIT = "project.edit", "修改项目"
    PROJECT_PREPARE = "project.prepare", "转入前期"
    PROJECT_TENDER = "project.tender", "转入招投标"
    PROJECT_START = "project.start", "开工"
    PROJECT_ADVANCE = "project.advance", "进入施工"
    PROJECT_COMPLETE = "project.complete", "完工"
    PROJECT_ACCEPT = "project.accept", "竣工验收"
    PROJECT_HAND_OVER = "project.hand_over", "移交"
    PROJECT_WARRANT = "project.warrant", "转入质保期"
    PROJECT_CLOSE = "project.close", "结束项目"
    PROJECT_SUSPEND = "project.suspend", "停工"
    PROJECT_RESUME = "project.resume", "复工"
    PROJECT_REMOVE = "project.remove", "退出项目"
    PROGRESS_REPORT = "progress.report", "填报进展"
    PROGRESS_SUBMIT = "progress.submit", "上报进展"
    PROGRESS_RETURN = "progress.return", "退回进展"
    PROGRESS_VERIFY = "progress.verify", "核实进展"
    PROGRESS_LOCK = "progress.lock", "锁定进展"
    PROGRESS_REVISE = "progress.revise", "更正进展"
    FEEDBACK_LOG = "feedback.log", "登记意见"
    FEEDBACK_ROUTE = "feedback.route", "转办意见"
    FEEDBACK_CLOSE = "feedback.close", "答复办结"
    FEEDBACK_REVEAL = "feedback.reveal", "查看联系方式"
    REPORT_ISSUE = "report.issue", "生成报告"
    ACCOUNT_MANAGE = "account.manage", "管理账号"
    SYSTEM_JOBS = "system.jobs", "查看后台任务"
    SCHEDULE_EDIT = "schedule.edit", "管理定时任务"
    APPOINTMENT_MANAGE = "appointment.manage", "管理授权"
    AUDIT_READ = "audit.read", "查看审计记录"


STREET_ACTS = {
    Act.COMMUNITY_CREATE,
    Act.COMMUNITY_EDIT,
    Act.COMMUNITY_IMPORT,
    Act.BUILDING_EDIT,
    Act.BUILDING_IMPORT,
    Act.COUNT_EXPLAIN,
    Act.SURVEY_FILL,
    Act.SURVEY_SUBMIT,
    Act.COMPLETENESS_ASSESS,
    Act.FACILITY_EDIT,
    Act.STOCK_EDIT,
    Act.SPACE_OFFER,
    Act.SPACE_PROMISE,
    Act.SPACE_AGREE,
    Act.SPACE_END,
    Act.PROGRESS_REPORT,
    Act.PROGRESS_SUBMIT,
    Act.PROGRESS_REVISE,
    Act.FEEDBACK_LOG,
    Act.FEEDBACK_ROUTE,
    Act.FEEDBACK_CLOSE,
    Act.FEEDBACK_REVEAL,
    Act.REPORT_ISSUE,
}
ADMINISTRATION_ACTS = {
    Act.ACCOUNT_MANAGE,
    Act.SYSTEM_JOBS,
    Act.SCHEDULE_EDIT,
    Act.APPOINTMENT_MANAGE,
    Act.AUDIT_READ,
}
CITY_ACTS = set(Act) - ADMINISTRATION_ACTS
CITY_ONLY = {Act.PLAN_EDIT, Act.PROGRESS_LOCK, Act.NEED_WEIGH, Act.BASELINE_EDIT, Act.THRESHOLD_EDIT}
MAY = {
    Role.STREET: STREET_ACTS,
    Role.DISTRICT: CITY_ACTS - CITY_ONLY,
    Role.CITY: CITY_ACTS,
    Role.AUDITOR: set(),  # reads everything in the area, changes nothing
    Role.SYSTEM_ADMIN: {Act.ACCOUNT_MANAGE, Act.SYSTEM_JOBS, Act.SCHEDULE_EDIT},
    Role.SECURITY_ADMIN: {Act.APPOINTMENT_MANAGE},
    Role.AUDIT_ADMIN: {Act.AUDIT_READ},
}
