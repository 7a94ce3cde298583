from django.apps import AppConfig
from django.db.models.signals import post_migrate

from reports.rollups.triggers import install


class ReportsConfig(AppConfig):
    name = "reports"
    verbose_name = "报表"

    def ready(self):
        post_migrate.connect(install, sender=self)
