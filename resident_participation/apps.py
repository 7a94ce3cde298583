from django.apps import AppConfig


class ResidentParticipationConfig(AppConfig):
    name = "resident_participation"
    verbose_name = "居民参与"
