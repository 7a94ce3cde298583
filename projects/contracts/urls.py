from django.urls import path

from projects.contracts import contract_views as contracts
from projects.contracts import views

urlpatterns = [
    path("projects/<int:pk>/contracts/", views.ContractsOfProject.as_view(), name="contracts"),
    path("projects/<int:pk>/parties/new/", views.PartyNew.as_view(), name="party_new"),
    path("parties/<int:pk>/remove/", views.PartyRemove.as_view(), name="party_remove"),
    path("projects/<int:pk>/amounts/<slug:kind>/", views.AmountSet.as_view(), name="amount_set"),
    path("amounts/<int:pk>/", views.AmountPage.as_view(), name="amount"),
    path("projects/<int:pk>/tenders/new/", views.TenderNew.as_view(), name="tender_new"),
    path("tenders/<int:pk>/", views.TenderPage.as_view(), name="tender"),
    path("tenders/<int:pk>/edit/", views.TenderEdit.as_view(), name="tender_edit"),
    path("tenders/<int:pk>/history/", views.TenderHistory.as_view(), name="tender_history"),
    path("projects/<int:pk>/contracts/new/", contracts.ContractNew.as_view(), name="contract_new"),
    path("contracts/", contracts.ContractList.as_view(), name="contract_list"),
    path("contracts/export/", contracts.ContractExport.as_view(), name="contracts_export"),
    path("contracts/<int:pk>/", contracts.ContractPage.as_view(), name="contract"),
    path("contracts/<int:pk>/edit/", contracts.ContractEdit.as_view(), name="contract_edit"),
    path("contracts/<int:pk>/history/", contracts.ContractHistory.as_view(), name="contract_history"),
    path("contracts/<int:pk>/variations/new/", contracts.VariationNew.as_view(), name="variation_new"),
    path("contracts/<int:pk>/payments/new/", contracts.PaymentNew.as_view(), name="payment_new"),
    path("variations/<int:pk>/", contracts.VariationPage.as_view(), name="variation"),
    path("variations/<int:pk>/<slug:name>/", contracts.VariationStep.as_view(), name="variation_step"),
    path("payments/<int:pk>/", contracts.PaymentPage.as_view(), name="payment"),
    path("payments/<int:pk>/<slug:name>/", contracts.PaymentStep.as_view(), name="payment_step"),
]
