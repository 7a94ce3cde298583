from django.apps import AppConfig

from accounts.policy import Act
from core.acts import LABELS


class AccountsConfig(AppConfig):
    name = "accounts"
    verbose_name = "机构与人员"

    def ready(self):
        LABELS.update(Act.choices)
