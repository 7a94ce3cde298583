"""Acts on findings, hidden works, assets and defects."""

from accounts.policy import Act
from core.steps.table import ReasonForm, Step
from projects.acceptance import forms, handover, hidden, quality, warranty

FINDING_STEPS = {
    "rectify": Step(Act.FINDING_RECTIFY, quality.rectify, forms.RectifyForm, "已答复，等待复查；请把整改照片传上来"),
    "verify": Step(Act.FINDING_VERIFY, quality.verify, forms.VerifyForm, "复查合格，已销号"),
    "reopen": Step(Act.FINDING_REOPEN, quality.reopen, forms.ReopenForm, "已退回，继续整改"),
}
HIDDEN_STEPS = {
    "sign": Step(Act.HIDDEN_SIGN, hidden.sign, forms.SignHiddenForm, "已签认，可以隐蔽"),
    "refuse": Step(Act.HIDDEN_REFUSE, hidden.refuse, ReasonForm, "已退回，整改后重新报验"),
}
ASSET_STEPS = {
    "sign": Step(Act.ASSET_SIGN, handover.sign, forms.SignAssetForm, "已签收"),
}
DEFECT_STEPS = {
    "arrive": Step(Act.DEFECT_ARRIVE, warranty.arrive, forms.ArriveForm, "已登记到场"),
    "close": Step(Act.DEFECT_CLOSE, warranty.close, forms.CloseDefectForm, "已登记修好"),
}
