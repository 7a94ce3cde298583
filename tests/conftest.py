"""The same cast in every test, on a real PostgreSQL and Redis of its own (tests.servers)."""

import pytest
from django.test import Client
from knox.models import get_token_model

from tests.factories import AppointmentFactory, AreaFactory

POSTS = {
    "city": ("city", "3302"),
    "district": ("district", "330203"),
    "street": ("street", "330203006"),
    "street2": ("street", "330212012"),
    "auditor": ("auditor", "3302"),
    "sysadmin": ("system_admin", "3302"),
    "secadmin": ("security_admin", "3302"),
    "auditadmin": ("audit_admin", "3302"),
}


@pytest.fixture(autouse=True)
def quick(settings):
    """A fast password hasher and unhashed static names: nothing else differs from production."""
    settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
    settings.STORAGES = settings.STORAGES | {
        "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"}
    }


@pytest.fixture
def people(db):
    """Staff by name; 海曙区白云街道 (street) and 鄞州区东柳街道 (street2) share no area."""
    return appoint_all()


def appoint_all():
    return {
        name: AppointmentFactory(
            user__username=name, user__display_name=name, role=role, area=AreaFactory(code=code)
        ).user
        for name, (role, code) in POSTS.items()
    }


@pytest.fixture
def as_(people):
    """A browser of one of them; "visitor" has not signed in."""

    def client(name):
        c = Client()
        if name != "visitor":
            c.force_login(people[name], backend="django.contrib.auth.backends.ModelBackend")
        return c

    return client


@pytest.fixture
def api_(people):
    """An API client of one of them, by token."""

    def client(name):
        if name == "visitor":
            return Client()
        _, token = get_token_model().objects.create(user=people[name])
        return Client(headers={"Authorization": f"Token {token}"})

    return client
