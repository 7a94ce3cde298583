"""Who may do what. The whole answer is this table; where they may do it is their appointment's area."""

from django.db.models import TextChoices

from core.outbox import acts as notices
from core.outbox.acts import NoticeAct
from core.webhooks import acts as webhooks
from core.webhooks.acts import HookAct


class Role(TextChoices):
    CITY = "city", "市级"
    DISTRICT = "district", "区县"
    STREET = "street", "街道"
    AUDITOR = "auditor", "审计"
    UTILITY = "utility", "专项工程单位"
    CONTRACTOR = "contractor", "施工单位"
    SUPERVISOR = "supervisor", "监理单位"
    SYSTEM_ADMIN = "system_admin", "系统管理员"
    SECURITY_ADMIN = "security_admin", "安全管理员"
    AUDIT_ADMIN = "audit_admin", "审计管理员"
    DEPARTMENT = "department", "执法部门"


# The three separated administrators (三员分立, GB/T 22239-2019) see no business data, and nobody holds two of them.
ADMINISTRATORS = {Role.SYSTEM_ADMIN, Role.SECURITY_ADMIN, Role.AUDIT_ADMIN}
# Held in an organisation instead of an area: its special works, the projects it takes part in, the cases sent to it.
ORGANISATION_ROLES = {Role.UTILITY, Role.CONTRACTOR, Role.SUPERVISOR, Role.DEPARTMENT}
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
    UNIT_FREEZE = "unit.freeze", "片区定版"
    ORGANISATION_EDIT = "organisation.edit", "登记单位"
    PLAN_EDIT = "plan.edit", "编制计划"
    PLAN_ENTER = "plan.enter", "列入年度计划"
    PLAN_WITHDRAW = "plan.withdraw", "移出年度计划"
    PLAN_ISSUE = "plan.issue", "下达计划"
    CONSENT_RECORD = "consent.record", "登记意愿征询"
    PARTY_EDIT = "party.edit", "登记参建单位"
    STAGE_DATE = "stage.date", "填写阶段日期"
    DOCUMENT_RECORD = "document.record", "登记手续文件"
    OPINION_RECORD = "opinion.record", "登记部门意见"
    GATE_EXEMPT = "gate.exempt", "批准免办"
    AMOUNT_SET = "amount.set", "登记造价"
    TENDER_EDIT = "tender.edit", "登记招标"
    CONTRACT_EDIT = "contract.edit", "登记合同"
    VARIATION_PROPOSE = "variation.propose", "提出变更"
    VARIATION_APPROVE = "variation.approve", "批准变更"
    VARIATION_REJECT = "variation.reject", "不同意变更"
    PAYMENT_REQUEST = "payment.request", "申请支付"
    PAYMENT_APPROVE = "payment.approve", "审核支付"
    PAYMENT_PAY = "payment.pay", "登记付款"
    PAYMENT_REJECT = "payment.reject", "退回支付"
    ITEM_EDIT = "item.edit", "编辑改造内容"
    PLACE_EDIT = "place.edit", "编辑施工地点"
    WORK_FILE = "work.file", "申报专项工程"
    WORK_COMMIT = "work.commit", "落实专项工程"
    WORK_START = "work.start", "专项工程进场"
    WORK_FINISH = "work.finish", "专项工程完工"
    WORK_CANCEL = "work.cancel", "取消专项工程"
    CONFLICT_RULE = "conflict.rule", "调整冲突规则"
    CLASH_MEET = "clash.meet", "发起会商"
    CLASH_KEEP = "clash.keep", "说明理由保留"
    PROPOSAL_ACCEPT = "proposal.accept", "采纳统筹建议"
    COORDINATION_APPROVE = "coordination.approve", "批准统筹施工方案"
    PRECINCT_EDIT = "precinct.edit", "编制片区方案"
    PRECINCT_SUBMIT = "precinct.submit", "报审片区方案"
    PRECINCT_RETURN = "precinct.return", "退回片区方案"
    PRECINCT_APPROVE = "precinct.approve", "批准片区方案"
    FUND_ENTER = "fund.enter", "登记资金"
    FUND_ASSUME = "fund.assume", "调整资金测算"
    CALL_EDIT = "call.edit", "征集合作方"
    PLEDGE_RECORD = "pledge.record", "登记认缴"
    PLEDGE_ACCEPT = "pledge.accept", "接受认缴"
    PLEDGE_PAY = "pledge.pay", "认缴到账"
    PLEDGE_END = "pledge.end", "认缴终止"
    MILESTONE_EDIT = "milestone.edit", "编辑节点"
    BASELINE_APPROVE = "schedule.approve", "批准进度基线"
    WARNING_RAISE = "warning.raise", "发出预警"
    WARNING_ANSWER = "warning.answer", "答复预警"
    WARNING_CLOSE = "warning.close", "解除预警"
    WARNING_RETURN = "warning.return", "退回答复"
    INSPECTION_RECORD = "inspection.record", "登记检查"
    FINDING_RECTIFY = "finding.rectify", "答复整改"
    FINDING_VERIFY = "finding.verify", "复查整改"
    FINDING_REOPEN = "finding.reopen", "整改不合格"
    HIDDEN_RECORD = "hidden.record", "报验隐蔽工程"
    HIDDEN_SIGN = "hidden.sign", "签认隐蔽工程"
    HIDDEN_REFUSE = "hidden.refuse", "退回隐蔽工程"
    ACCEPTANCE_RECORD = "acceptance.record", "登记验收结果"
    ASSET_RECORD = "asset.record", "登记移交资产"
    ASSET_SIGN = "asset.sign", "签收资产"
    DEFECT_NOTIFY = "defect.notify", "通知保修"
    DEFECT_ARRIVE = "defect.arrive", "到场保修"
    DEFECT_CLOSE = "defect.close", "保修完成"
    SITE_LOG = "site.log", "填写施工日志"
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
    FEEDBACK_REVEAL = "feedback.reveal", "查看联系方式"
    FEEDBACK_ACCEPT = "feedback.accept", "受理"
    FEEDBACK_REFUSE = "feedback.refuse", "退回移交"
    FEEDBACK_HAND_OVER = "feedback.hand_over", "移交"
    FEEDBACK_DECIDE = "feedback.decide", "指定承办"
    FEEDBACK_REPLY = "feedback.reply", "答复居民"
    FEEDBACK_CALL_BACK = "feedback.call_back", "登记回访"
    FEEDBACK_REOPEN = "feedback.reopen", "重新办理"
    FEEDBACK_LAPSE = "feedback.lapse", "逾期未评价"
    FEEDBACK_ESCALATE = "feedback.escalate", "诉求升级"
    FEEDBACK_PAUSE = "feedback.pause", "暂停计时"
    FEEDBACK_RESUME = "feedback.resume", "恢复计时"
    FEEDBACK_MERGE = "feedback.merge", "并入同类"
    FEEDBACK_UNMERGE = "feedback.unmerge", "取消并入"
    FEEDBACK_CLASSIFY = "feedback.classify", "改类别级别"
    FEEDBACK_PUBLISH = "feedback.publish", "公开摘要"
    FEEDBACK_RECEIPT = "feedback.receipt", "重打回执"
    FEEDBACK_IMPORT = "feedback.import", "导入工单"
    FEEDBACK_CANNED = "feedback.canned", "编辑常用答复"
    FEEDBACK_CLOCK = "feedback.clock", "调整办理时限"
    ROLL_EDIT = "roll.edit", "编辑业主名册"
    ROLL_IMPORT = "roll.import", "导入业主名册"
    ROLL_EXPLAIN = "roll.explain", "说明名册差异"
    ROLL_OBJECT = "roll.object", "登记名册异议"
    ROLL_ACCEPT = "roll.accept", "同意更正名册"
    ROLL_REFUSE = "roll.refuse", "不更正名册"
    ROLL_REVEAL = "roll.reveal", "查看业主信息"
    VOTE_EDIT = "vote.edit", "起草表决"
    VOTE_POST = "vote.post", "公示名册"
    VOTE_LOCK = "vote.lock", "定稿并公示"
    VOTE_NOTICE = "vote.notice", "登记张贴"
    VOTE_OPEN = "vote.open", "开始表决"
    VOTE_CLOSE = "vote.close", "截止表决"
    VOTE_DECLARE = "vote.declare", "公布结果"
    VOTE_VOID = "vote.void", "作废表决"
    SLIP_ASK = "slip.ask", "申请投票单"
    SLIP_MAKE = "slip.make", "生成投票单"
    SLIP_PRINT = "slip.print", "打印投票单"
    SLIP_DESTROY = "slip.destroy", "销毁投票单底稿"
    SLIP_DELIVER = "slip.deliver", "登记送达"
    SLIP_CALL_BACK = "slip.call_back", "回访送达"
    BALLOT_CAST = "ballot.cast", "投票"
    BALLOT_REPLACE = "ballot.replace", "替换选票"
    DISPUTE_OPEN = "dispute.open", "提出没有投过"
    DISPUTE_UPHOLD = "dispute.uphold", "认定选票有效"
    DISPUTE_ANNUL = "dispute.annul", "撤销选票"
    PAPER_RECEIVE = "paper.receive", "登记纸质票"
    PAPER_READ = "paper.read", "录入纸质票"
    PAPER_RULE = "paper.rule", "裁定纸质票"
    PAPER_VOID = "paper.void", "作废纸质票"
    BUNDLE_ASK = "bundle.ask", "申请封存核对包"
    BUNDLE_TAKE = "bundle.take", "下载封存核对包"
    RULE_SET_EDIT = "rule_set.edit", "更新表决规则"
    CARD_ASK = "card.ask", "申请参与卡"
    CARD_MAKE = "card.make", "生成参与卡"
    CARD_PRINT = "card.print", "打印参与卡"
    CARD_DESTROY = "card.destroy", "销毁参与卡底稿"
    CHALLENGE_FILE = "challenge.file", "申请复核"
    RECOUNT_DRAW = "recount.draw", "抽取复核样本"
    RECOUNT_CHECK = "recount.check", "复看纸质票"
    RECOUNT_WIDEN = "recount.widen", "转为全部复核"
    RECOUNT_RULE = "recount.rule", "裁定复看"
    RECOUNT_FINISH = "recount.finish", "公布复核结果"
    OBJECTION_FILE = "objection.file", "登记公示异议"
    OBJECTION_REPLY = "objection.reply", "答复公示异议"
    SLIP_DRAW = "slip.draw", "抽取回访"
    SCHEME_ASK = "scheme.ask", "征求方案意见"
    SCHEME_SAY = "scheme.say", "提方案意见"
    SCHEME_WRITE = "scheme.write", "记录方案意见"
    SCHEME_ADOPT = "scheme.adopt", "采纳"
    SCHEME_ADOPT_PARTLY = "scheme.adopt_partly", "部分采纳"
    SCHEME_DECLINE = "scheme.decline", "不采纳"
    INITIATIVE_START = "initiative.start", "发起倡议"
    INITIATIVE_WITHDRAW = "initiative.withdraw", "撤回倡议"
    INITIATIVE_PUBLISH = "initiative.publish", "发布倡议"
    INITIATIVE_REFUSE = "initiative.refuse", "不予发布"
    INITIATIVE_SIGN = "initiative.sign", "联名"
    INITIATIVE_UNSIGN = "initiative.unsign", "退出联名"
    INITIATIVE_REACH = "initiative.reach", "联名达到户数"
    INITIATIVE_PLAN = "initiative.plan", "列入计划"
    INITIATIVE_REFER = "initiative.refer", "转办倡议"
    INITIATIVE_DECLINE = "initiative.decline", "不采纳倡议"
    CLEARANCE_ASK = "clearance.ask", "布置共建事项"
    CLEARANCE_ANSWER = "clearance.answer", "答复共建事项"
    CLEARANCE_RECORD = "clearance.record", "登记共建情况"
    CLEARANCE_AMOUNT = "clearance.amount", "填写分摊金额"
    CLEARANCE_END = "clearance.end", "结束共建事项"
    REPORT_ISSUE = "report.issue", "生成报告"
    ACCOUNT_MANAGE = "account.manage", "管理账号"
    SYSTEM_JOBS = "system.jobs", "查看后台任务"
    SCHEDULE_EDIT = "schedule.edit", "管理定时任务"
    APPOINTMENT_MANAGE = "appointment.manage", "管理授权"
    AUDIT_READ = "audit.read", "查看审计记录"
    DUTY_EDIT = "enforcement_duty.edit", "调整执法事项清单"
    POWER_EDIT = "street_power.edit", "登记赋权街道"
    ENFORCEMENT_BODY_EDIT = "enforcement_body.edit", "登记执法单位"
    ENFORCEMENT_REPORT = "enforcement.report", "报告执法事项"
    ENFORCEMENT_ACCEPT = "enforcement.accept", "签收"
    ENFORCEMENT_REFUSE = "enforcement.refuse", "退回并指明主管部门"
    ENFORCEMENT_DECIDE = "enforcement.decide", "裁定主管部门"
    ENFORCEMENT_VISIT = "enforcement.visit", "登记到场"
    ENFORCEMENT_ORDER = "enforcement.order", "登记整改通知"
    ENFORCEMENT_SETTLE = "enforcement.settle", "登记处理结果"
    ENFORCEMENT_URGE = "enforcement.urge", "督办"
    ENFORCEMENT_JOIN = "enforcement.join", "列入联合行动"
    ENFORCEMENT_PUBLISH = "enforcement.publish", "公开执法结果"
    ENFORCEMENT_WITHDRAW = "enforcement.withdraw", "撤回公开"
    JOINT_EDIT = "joint_action.edit", "安排联合行动"
    JOINT_HOLD = "joint_action.hold", "联合行动已开展"
    JOINT_CANCEL = "joint_action.cancel", "取消联合行动"
    JOINT_RESULT = "joint_action.result", "登记行动结果"
    NOTICE_SEND = NoticeAct.SEND.value, NoticeAct.SEND.label
    NOTICE_PRINT = NoticeAct.PRINT.value, NoticeAct.PRINT.label
    NOTICE_RETRY = NoticeAct.RETRY.value, NoticeAct.RETRY.label
    NOTICE_TO_PAPER = NoticeAct.TO_PAPER.value, NoticeAct.TO_PAPER.label
    NOTICE_CANCEL = NoticeAct.CANCEL.value, NoticeAct.CANCEL.label
    NOTICE_DELIVER = NoticeAct.DELIVER.value, NoticeAct.DELIVER.label
    NOTICE_GIVE_UP = NoticeAct.GIVE_UP.value, NoticeAct.GIVE_UP.label
    WEBHOOK_EDIT = HookAct.EDIT.value, HookAct.EDIT.label
    WEBHOOK_PAUSE = HookAct.PAUSE.value, HookAct.PAUSE.label
    WEBHOOK_RESUME = HookAct.RESUME.value, HookAct.RESUME.label
    WEBHOOK_STOP = HookAct.STOP.value, HookAct.STOP.label
    BODY_EDIT = "body.edit", "登记议事组织"
    BODY_INSTALL = "body.install", "就任"
    BODY_RENEW = "body.renew", "换届"
    BODY_END = "body.end", "终止组织"
    BODY_REVEAL = "body.reveal", "查看成员信息"
    MEETING_EDIT = "meeting.edit", "筹备会议"
    MEETING_CALL = "meeting.call", "发出会议通知"
    MEETING_OPEN = "meeting.open", "开始签到"
    MEETING_SIGN = "meeting.sign", "登记到会"
    MEETING_CLOSE = "meeting.close", "结束会议"
    MEETING_CANCEL = "meeting.cancel", "取消会议"
    MINUTES_WRITE = "minutes.write", "发布会议纪要"
    RESOLUTION_RECORD = "resolution.record", "登记决议"
    RESOLUTION_DONE = "resolution.done", "办结决议"
    RESOLUTION_POSTPONE = "resolution.postpone", "决议延期"
    RESOLUTION_DROP = "resolution.drop", "不再办理"
    RESOLUTION_REOPEN = "resolution.reopen", "重新办理"
    TALENT_EDIT = "talent.edit", "登记能人"
    TALENT_SLIP = "talent.slip", "打印同意书"
    TALENT_RENEW = "talent.renew", "续期"
    TALENT_WITHDRAW = "talent.withdraw", "撤回登记"
    TALENT_REVEAL = "talent.reveal", "查看能人联系方式"
    TALENT_FORGET = "talent.forget", "清除能人信息"
    SUPERVISOR_APPOINT = "supervisor.appoint", "聘任居民监督员"
    SUPERVISOR_END = "supervisor.end", "结束聘任"
    SUPERVISOR_REVEAL = "supervisor.reveal", "查看监督员姓名"
    SUPERVISION_REPORT = "supervision.report", "拍照监督"
    SUPERVISION_CONFIRM = "supervision.confirm", "确认已解决"
    SUPERVISION_REOPEN = "supervision.reopen", "认为没有解决"
    SUPERVISION_ENTER = "supervision.enter", "代监督员登记"
    SUPERVISION_ANSWER = "supervision.answer", "答复监督报告"
    SUPERVISION_INSPECT = "supervision.inspect", "列入检查问题"
    SUPERVISION_PUBLISH = "supervision.publish", "公开监督照片和答复"
    ASSESSMENT_OPEN = "assessment.open", "开始效果评价"
    ASSESSMENT_TAKE = "assessment.take", "参加效果评价"
    ASSESSMENT_PAPER = "assessment.paper", "录入纸质评价"
    ASSESSMENT_CLOSE = "assessment.close", "结束效果评价"
    ASSESSMENT_MEND = "assessment.mend", "整改低分"
    PROMISE_LOCK = "promise.lock", "锁定承诺清单"


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
    Act.ORGANISATION_EDIT,
    Act.CONSENT_RECORD,
    Act.PARTY_EDIT,
    Act.STAGE_DATE,
    Act.DOCUMENT_RECORD,
    Act.TENDER_EDIT,
    Act.CONTRACT_EDIT,
    Act.VARIATION_PROPOSE,
    Act.PAYMENT_REQUEST,
    Act.ITEM_EDIT,
    Act.PLACE_EDIT,
    Act.WORK_FILE,
    Act.FUND_ENTER,
    Act.CALL_EDIT,
    Act.PLEDGE_RECORD,
    Act.PLEDGE_ACCEPT,
    Act.PLEDGE_PAY,
    Act.PLEDGE_END,
    Act.MILESTONE_EDIT,
    Act.WARNING_ANSWER,
    Act.INSPECTION_RECORD,
    Act.FINDING_VERIFY,
    Act.FINDING_REOPEN,
    Act.ACCEPTANCE_RECORD,
    Act.ASSET_RECORD,
    Act.ASSET_SIGN,
    Act.DEFECT_NOTIFY,
    Act.DEFECT_ARRIVE,
    Act.DEFECT_CLOSE,
    Act.FEEDBACK_LOG,
    Act.FEEDBACK_REVEAL,
    Act.FEEDBACK_ACCEPT,
    Act.FEEDBACK_REFUSE,
    Act.FEEDBACK_HAND_OVER,
    Act.FEEDBACK_REPLY,
    Act.FEEDBACK_CALL_BACK,
    Act.FEEDBACK_REOPEN,
    Act.FEEDBACK_PAUSE,
    Act.FEEDBACK_RESUME,
    Act.FEEDBACK_MERGE,
    Act.FEEDBACK_UNMERGE,
    Act.FEEDBACK_CLASSIFY,
    Act.FEEDBACK_PUBLISH,
    Act.FEEDBACK_RECEIPT,
    Act.FEEDBACK_IMPORT,
    Act.FEEDBACK_CANNED,
    Act.ROLL_EDIT,
    Act.ROLL_IMPORT,
    Act.ROLL_EXPLAIN,
    Act.ROLL_OBJECT,
    Act.ROLL_ACCEPT,
    Act.ROLL_REFUSE,
    Act.ROLL_REVEAL,
    Act.VOTE_EDIT,
    Act.VOTE_POST,
    Act.VOTE_LOCK,
    Act.VOTE_NOTICE,
    Act.VOTE_OPEN,
    Act.VOTE_CLOSE,
    Act.VOTE_DECLARE,
    Act.VOTE_VOID,
    Act.SLIP_ASK,
    Act.SLIP_PRINT,
    Act.SLIP_DELIVER,
    Act.SLIP_CALL_BACK,
    Act.PAPER_RECEIVE,
    Act.PAPER_READ,
    Act.PAPER_RULE,
    Act.PAPER_VOID,
    Act.BUNDLE_ASK,
    Act.BUNDLE_TAKE,
    Act.CARD_ASK,
    Act.CARD_PRINT,
    Act.REPORT_ISSUE,
    Act.ENFORCEMENT_REPORT,
    Act.ENFORCEMENT_ACCEPT,
    Act.ENFORCEMENT_REFUSE,
    Act.ENFORCEMENT_VISIT,
    Act.ENFORCEMENT_ORDER,
    Act.ENFORCEMENT_SETTLE,
    Act.ENFORCEMENT_JOIN,
    Act.ENFORCEMENT_PUBLISH,
    Act.ENFORCEMENT_WITHDRAW,
    Act.JOINT_EDIT,
    Act.JOINT_HOLD,
    Act.JOINT_CANCEL,
    Act.JOINT_RESULT,
    Act.NOTICE_SEND,
    Act.NOTICE_PRINT,
    Act.NOTICE_RETRY,
    Act.NOTICE_TO_PAPER,
    Act.NOTICE_CANCEL,
    Act.CHALLENGE_FILE,
    Act.RECOUNT_DRAW,
    Act.RECOUNT_CHECK,
    Act.RECOUNT_RULE,
    Act.RECOUNT_FINISH,
    Act.OBJECTION_FILE,
    Act.OBJECTION_REPLY,
    Act.BODY_EDIT,
    Act.BODY_INSTALL,
    Act.BODY_RENEW,
    Act.BODY_END,
    Act.BODY_REVEAL,
    Act.MEETING_EDIT,
    Act.MEETING_CALL,
    Act.MEETING_OPEN,
    Act.MEETING_SIGN,
    Act.MEETING_CLOSE,
    Act.MEETING_CANCEL,
    Act.MINUTES_WRITE,
    Act.RESOLUTION_RECORD,
    Act.RESOLUTION_DONE,
    Act.RESOLUTION_POSTPONE,
    Act.RESOLUTION_DROP,
    Act.RESOLUTION_REOPEN,
    Act.TALENT_EDIT,
    Act.TALENT_SLIP,
    Act.TALENT_RENEW,
    Act.TALENT_WITHDRAW,
    Act.TALENT_REVEAL,
    Act.SUPERVISOR_APPOINT,
    Act.SUPERVISOR_END,
    Act.SUPERVISOR_REVEAL,
    Act.SUPERVISION_ENTER,
    Act.SUPERVISION_ANSWER,
    Act.SUPERVISION_INSPECT,
    Act.SUPERVISION_PUBLISH,
    Act.ASSESSMENT_PAPER,
    Act.ASSESSMENT_MEND,
    Act.SCHEME_ASK,
    Act.SCHEME_WRITE,
    Act.SCHEME_ADOPT,
    Act.SCHEME_ADOPT_PARTLY,
    Act.SCHEME_DECLINE,
    Act.INITIATIVE_PUBLISH,
    Act.INITIATIVE_REFUSE,
    Act.INITIATIVE_PLAN,
    Act.INITIATIVE_REFER,
    Act.INITIATIVE_DECLINE,
    Act.CLEARANCE_ASK,
    Act.CLEARANCE_RECORD,
    Act.CLEARANCE_AMOUNT,
    Act.CLEARANCE_END,
}
ADMINISTRATION_ACTS = {
    Act.ACCOUNT_MANAGE,
    Act.SYSTEM_JOBS,
    Act.SCHEDULE_EDIT,
    Act.APPOINTMENT_MANAGE,
    Act.AUDIT_READ,
}
# What only those on the site answer for: the log, hidden works before they are covered, what was found wrong.
SITE_ACTS = {Act.SITE_LOG, Act.FINDING_RECTIFY, Act.HIDDEN_RECORD, Act.HIDDEN_SIGN, Act.HIDDEN_REFUSE}
# What a household does by its slip or card, and nobody for it.
HOUSEHOLD_ACTS = {Act.BALLOT_CAST, Act.BALLOT_REPLACE, Act.DISPUTE_OPEN}
HOUSEHOLD_ACTS |= {Act.SUPERVISION_REPORT, Act.SUPERVISION_CONFIRM, Act.SUPERVISION_REOPEN, Act.ASSESSMENT_TAKE}
HOUSEHOLD_ACTS |= {Act.SCHEME_SAY, Act.INITIATIVE_START, Act.INITIATIVE_WITHDRAW, Act.INITIATIVE_SIGN}
HOUSEHOLD_ACTS |= {Act.INITIATIVE_UNSIGN, Act.INITIATIVE_REACH, Act.CLEARANCE_ANSWER}
# What the portal does by itself or by the clock, and nobody by hand.
PORTAL_ACTS = {Act(one.value) for one in (*notices.BY_THE_PORTAL, *webhooks.BY_THE_PORTAL)}
PORTAL_ACTS |= {Act.FEEDBACK_LAPSE, Act.FEEDBACK_ESCALATE}
CITY_ACTS = set(Act) - ADMINISTRATION_ACTS - SITE_ACTS - HOUSEHOLD_ACTS - PORTAL_ACTS
CITY_ONLY = {Act.PLAN_EDIT, Act.PLAN_ISSUE, Act.PROGRESS_LOCK, Act.NEED_WEIGH, Act.BASELINE_EDIT, Act.THRESHOLD_EDIT}
CITY_ONLY |= {Act.CONFLICT_RULE, Act.FUND_ASSUME, Act.RULE_SET_EDIT, Act.DUTY_EDIT, Act.FEEDBACK_CLOCK}
CITY_ONLY |= {Act.WEBHOOK_EDIT, Act.WEBHOOK_RESUME, Act.WEBHOOK_STOP}
# A firm answers what was handed to it; it never calls the resident back.
FIRM_FEEDBACK_ACTS = {Act.FEEDBACK_ACCEPT, Act.FEEDBACK_REFUSE, Act.FEEDBACK_REPLY}
MAY = {
    Role.STREET: STREET_ACTS,
    Role.DISTRICT: CITY_ACTS - CITY_ONLY,
    Role.CITY: CITY_ACTS,
    Role.AUDITOR: set(),  # reads everything in the area, changes nothing
    Role.UTILITY: FIRM_FEEDBACK_ACTS
    | {Act.WORK_FILE, Act.WORK_COMMIT, Act.WORK_START, Act.WORK_FINISH, Act.WORK_CANCEL},
    Role.CONTRACTOR: FIRM_FEEDBACK_ACTS
    | {
        Act.SITE_LOG,
        Act.PROGRESS_REPORT,
        Act.FINDING_RECTIFY,
        Act.HIDDEN_RECORD,
        Act.VARIATION_PROPOSE,
        Act.PAYMENT_REQUEST,
        Act.DEFECT_ARRIVE,
        Act.SUPERVISION_ANSWER,
    },
    Role.SUPERVISOR: {
        Act.SITE_LOG,
        Act.INSPECTION_RECORD,
        Act.FINDING_VERIFY,
        Act.FINDING_REOPEN,
        Act.HIDDEN_SIGN,
        Act.HIDDEN_REFUSE,
        Act.SUPERVISION_ANSWER,
    },
    Role.SYSTEM_ADMIN: {
        Act.ACCOUNT_MANAGE,
        Act.SYSTEM_JOBS,
        Act.SCHEDULE_EDIT,
        Act.NOTICE_RETRY,
        Act.WEBHOOK_EDIT,
        Act.WEBHOOK_RESUME,
        Act.WEBHOOK_STOP,
    },
    Role.SECURITY_ADMIN: {Act.APPOINTMENT_MANAGE},
    Role.AUDIT_ADMIN: {Act.AUDIT_READ},
    Role.DEPARTMENT: {
        Act.ENFORCEMENT_ACCEPT,
        Act.ENFORCEMENT_REFUSE,
        Act.ENFORCEMENT_VISIT,
        Act.ENFORCEMENT_ORDER,
        Act.ENFORCEMENT_SETTLE,
    },
}
