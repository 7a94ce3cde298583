from django.urls import path

from communities.strategy import views

urlpatterns = [
    path("communities/<int:pk>/strategy/", views.CommunityStrategy.as_view(), name="strategy"),
    path("communities/<int:pk>/strategy/decide/", views.StrategyDecide.as_view(), name="strategy_decide"),
    path("strategies/", views.StrategyList.as_view(), name="strategies"),
]
