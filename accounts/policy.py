"""Who may do what. The whole answer is this table; where they may do it is their appointment's area."""

from django.db.models import TextChoices

from accounts.acts import Act
from core.outbox import acts as notices
from core.webhooks import acts as webhooks


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
    Act.REPORT_REFRESH,
    Act.REPORT_EXPLAIN,
    Act.REPORT_SUBMIT,
    Act.REPORT_REVISE,
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
CITY_ONLY |= {Act.REPORT_SIGN, Act.REPORT_PUBLISH}
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
