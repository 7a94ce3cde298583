from communities.atlas.urls import urlpatterns as atlas
from communities.baselines.urls import urlpatterns as baselines
from communities.buildings.urls import urlpatterns as buildings
from communities.completeness.urls import urlpatterns as completeness
from communities.facilities.urls import urlpatterns as facilities
from communities.need.urls import urlpatterns as need
from communities.register.urls import urlpatterns as register
from communities.stock.urls import urlpatterns as stock
from communities.strategy.urls import urlpatterns as strategy
from communities.surveys.urls import urlpatterns as surveys
from communities.units.urls import urlpatterns as units

app_name = "communities"
urlpatterns = [
    *register,
    *atlas,
    *baselines,
    *buildings,
    *completeness,
    *facilities,
    *need,
    *strategy,
    *stock,
    *surveys,
    *units,
]
