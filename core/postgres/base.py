"""A kept connection that the server has closed has something to read: its farewell. One that is silent is well.

Django asks every kept connection `SELECT 1` before its first use in a request (CONN_HEALTH_CHECKS), which is a third of
the round trips of a small page. Here it is asked only when something has come that nobody waited for.
"""

import select

from django.db.backends.postgresql import base


class DatabaseWrapper(base.DatabaseWrapper):
    def close_if_health_check_failed(self):
        if self.connection is not None and not self.health_check_done and silent(self.connection):
            self.health_check_done = True
        super().close_if_health_check_failed()


def silent(connection):
    """Whether an open connection has nothing to read. A connection that is closed is not silent."""
    if connection.closed:
        return False
    poll = select.poll()
    poll.register(connection.fileno(), select.POLLIN)
    return not poll.poll(0)
