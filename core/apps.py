from django.apps import AppConfig
from django.utils.module_loading import autodiscover_modules


class CoreConfig(AppConfig):
    name = "core"
    verbose_name = "公共机制"

    def ready(self):
        autodiscover_modules("tasks")  # kinds of long work are known wherever somebody asks for one
