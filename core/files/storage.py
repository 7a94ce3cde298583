"""Files and transactions: what was written for a transaction that is undone goes; what is removed goes when it is."""

from django.core.files.storage import default_storage
from django.db import transaction


class Unsettled:
    """A stored file that stays only if the transaction commits.

    Django has no hook for a rollback, but it drops the callbacks of what is rolled back, a savepoint's too: this one
    deletes the file unless it was called before it is dropped.
    """

    def __init__(self, name):
        self.name = name

    def __call__(self):
        self.name = ""

    def __del__(self):
        if self.name:
            default_storage.delete(self.name)


def store(field, content):
    """Write a file for a model's file field, to be gone again unless the transaction commits."""
    field.save(content.name, content, save=False)
    transaction.on_commit(Unsettled(field.name))


def drop(*fields):
    """Delete files once the transaction that removes their record has committed."""
    names = [field.name for field in fields if field]
    transaction.on_commit(lambda: [default_storage.delete(name) for name in names])
