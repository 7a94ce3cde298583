from projects.plans.urls import urlpatterns as plans
from projects.progress.urls import urlpatterns as progress
from projects.register.urls import urlpatterns as register
from projects.stages.urls import urlpatterns as stages

app_name = "projects"
urlpatterns = [
    *plans,
    *register,
    *progress,
    *stages,  # last: an act's name is any word
]
