from importlib import import_module

from django.apps import AppConfig
from django.utils.module_loading import autodiscover_modules


class CoreConfig(AppConfig):
    name = "core"
    verbose_name = "公共机制"

    def ready(self):
        """Every process knows all long work and all sheets: the modules that register them are read at start."""
        autodiscover_modules("tasks", "exchange", "waiting", "panels", "events")
        import_module("core.outbox.waiting")
        import_module("core.webhooks.waiting")
