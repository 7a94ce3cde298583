from projects.acceptance.urls import urlpatterns as acceptance
from projects.consents.urls import urlpatterns as consents
from projects.contracts.urls import urlpatterns as contracts
from projects.directory.urls import urlpatterns as directory
from projects.funds.urls import urlpatterns as funds
from projects.items.urls import urlpatterns as items
from projects.plans.urls import urlpatterns as plans
from projects.precincts.urls import urlpatterns as precincts
from projects.progress.urls import urlpatterns as progress
from projects.register.urls import urlpatterns as register
from projects.site.urls import urlpatterns as site
from projects.special_works.urls import urlpatterns as special_works
from projects.stages.urls import urlpatterns as stages
from projects.warnings.urls import urlpatterns as warnings

app_name = "projects"
urlpatterns = [
    *consents,
    *plans,
    *register,
    *precincts,
    *progress,
    *special_works,
    *contracts,
    *directory,
    *items,
    *funds,
    *acceptance,
    *site,
    *warnings,
    *stages,  # last: an act's name is any word
]
