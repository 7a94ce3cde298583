"""The product's application and, under /bare/, the raw limit without Django: one server, the same workers."""

import os

os.environ["DJANGO_SETTINGS_MODULE"] = "bench.tools.settings"

from ningbo_renewal.wsgi import application as product  # noqa: E402, I001 (the apps must be loaded first)
from bench.tools.raw import bare  # noqa: E402


def application(environ, start_response):
    if environ["PATH_INFO"] == "/bare/":
        return bare(environ, start_response)
    if environ["PATH_INFO"] == "/worker/":
        body = str(os.getpid()).encode()
        start_response("200 OK", [("Content-Type", "text/plain"), ("Content-Length", str(len(body)))])
        return [body]
    return product(environ, start_response)
