"""Who may do what. The whole answer is this table; where they may do it is their appointment's area."""

from django.db.models import TextChoices


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


# The three separated administrators (三员分立, GB/T 22239-2019) see no business data, and nobody holds two of them.
ADMINISTRATORS = {Role.SYSTEM_ADMIN, Role.SECURITY_ADMIN, Role.AUDIT_ADMIN}
# Held in an organisation instead of an area: its own special works, or the projects it takes part in.
ORGANISATION_ROLES = {Role.UTILITY, Role.CONTRACTOR, Role.SUPERVISOR}
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
    FEEDBACK_ROUTE = "feedback.route", "转办意见"
    FEEDBACK_CLOSE = "feedback.close", "答复办结"
    FEEDBACK_REVEAL = "feedback.reveal", "查看联系方式"
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
    Act.FEEDBACK_ROUTE,
    Act.FEEDBACK_CLOSE,
    Act.FEEDBACK_REVEAL,
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
HOUSEHOLD_ACTS |= {Act.SCHEME_SAY, Act.INITIATIVE_START, Act.INITIATIVE_WITHDRAW, Act.INITIATIVE_SIGN}
HOUSEHOLD_ACTS |= {Act.INITIATIVE_UNSIGN, Act.INITIATIVE_REACH, Act.CLEARANCE_ANSWER}
CITY_ACTS = set(Act) - ADMINISTRATION_ACTS - SITE_ACTS - HOUSEHOLD_ACTS
CITY_ONLY = {Act.PLAN_EDIT, Act.PLAN_ISSUE, Act.PROGRESS_LOCK, Act.NEED_WEIGH, Act.BASELINE_EDIT, Act.THRESHOLD_EDIT}
CITY_ONLY |= {Act.CONFLICT_RULE, Act.FUND_ASSUME, Act.RULE_SET_EDIT}
MAY = {
    Role.STREET: STREET_ACTS,
    Role.DISTRICT: CITY_ACTS - CITY_ONLY,
    Role.CITY: CITY_ACTS,
    Role.AUDITOR: set(),  # reads everything in the area, changes nothing
    Role.UTILITY: {Act.WORK_FILE, Act.WORK_COMMIT, Act.WORK_START, Act.WORK_FINISH, Act.WORK_CANCEL},
    Role.CONTRACTOR: {
        Act.SITE_LOG,
        Act.PROGRESS_REPORT,
        Act.FINDING_RECTIFY,
        Act.HIDDEN_RECORD,
        Act.VARIATION_PROPOSE,
        Act.PAYMENT_REQUEST,
        Act.DEFECT_ARRIVE,
    },
    Role.SUPERVISOR: {
        Act.SITE_LOG,
        Act.INSPECTION_RECORD,
        Act.FINDING_VERIFY,
        Act.FINDING_REOPEN,
        Act.HIDDEN_SIGN,
        Act.HIDDEN_REFUSE,
    },
    Role.SYSTEM_ADMIN: {Act.ACCOUNT_MANAGE, Act.SYSTEM_JOBS, Act.SCHEDULE_EDIT},
    Role.SECURITY_ADMIN: {Act.APPOINTMENT_MANAGE},
    Role.AUDIT_ADMIN: {Act.AUDIT_READ},
}
