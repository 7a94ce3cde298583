from django.urls import path

from projects.items import views

urlpatterns = [
    path("depth/", views.DepthPage.as_view(), name="depth"),
    path("projects/<int:pk>/items/", views.ProjectItems.as_view(), name="items"),
    path("projects/<int:pk>/items/<int:community>/", views.ItemsEdit.as_view(), name="items_edit"),
    path("works-items/", views.ItemList.as_view(), name="works_items"),
    path("works-items/export/", views.ItemExport.as_view(), name="works_items_export"),
    path("works-items/<int:pk>/", views.ItemPage.as_view(), name="works_item"),
    path("works-items/<int:pk>/edit/", views.ItemEdit.as_view(), name="works_item_edit"),
    path("works-items/<int:pk>/<slug:name>/", views.ItemStep.as_view(), name="works_item_step"),
]
