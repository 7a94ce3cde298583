"""The web server: threads behind a few processes; a dead worker is replaced by its master."""

import gc

from ningbo_renewal.environment import ENV

bind = f"{ENV.listen}:{ENV.port}"
worker_class = "gthread"
workers, threads = ENV.web_workers, ENV.web_threads
timeout, graceful_timeout, keepalive = 60, 10, 5
max_requests, max_requests_jitter = 20000, 2000
preload_app = True  # imported once, shared by all workers
control_socket_disable = True


def when_ready(server):
    """What is loaded stays: no worker's collector walks it, or makes its own copy of every page of it."""
    gc.collect()
    gc.freeze()
