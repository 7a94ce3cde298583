from django.apps import AppConfig
from django.utils.module_loading import autodiscover_modules


class ProjectsConfig(AppConfig):
    name = "projects"
    verbose_name = "计划与项目"

    def ready(self):
        autodiscover_modules("gates")  # the checks of this floor and of those above register themselves
