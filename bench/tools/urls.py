from django.urls import include, path

from bench.tools.raw import BehindTheDoors, in_the_stack

urlpatterns = [
    path("raw/", in_the_stack),
    path("doors/", BehindTheDoors.as_view()),
    path("", include("ningbo_renewal.urls")),
]
