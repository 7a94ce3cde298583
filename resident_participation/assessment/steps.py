from accounts.policy import Act
from core.steps.table import Step
from resident_participation.assessment import actions, forms

LOW_STEPS = {"mend": Step(Act.ASSESSMENT_MEND, actions.mend, forms.MendForm, "已登记整改措施，居民看得到")}
