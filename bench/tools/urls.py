from django.urls import include, path

from bench.tools.raw import in_the_stack

urlpatterns = [path("raw/", in_the_stack), path("", include("ningbo_renewal.urls"))]
