"""The rates of the API, with a clock of our own."""

import random

import pytest
from rest_framework.throttling import SimpleRateThrottle

from core.throttles import People

URL = "/api/v1/communities/?limit=1"


@pytest.fixture
def clock(monkeypatch):
    """Five in the minute. The clock stands at the beginning of some minute (counts are shared by parallel tests)."""
    now = [random.randrange(10**7) * 60.0]
    monkeypatch.setattr(SimpleRateThrottle, "timer", lambda self: now[0])
    monkeypatch.setattr(People, "rate", "5/min", raising=False)
    return now


def test_the_sixth_in_a_minute_is_told_when_to_come_back(clock, api_):
    client = api_("street")
    assert [client.get(URL).status_code for _ in range(6)] == [200] * 5 + [429]
    refused = client.get(URL)
    assert (refused.json()["code"], refused["Retry-After"]) == ("too_many_requests", "10")
    assert api_("street2").get(URL).status_code == 200


def test_never_more_than_the_rate_within_any_minute(clock, api_):
    client, taken = api_("street"), []
    for _ in range(60):
        clock[0] += 3.7
        if client.get(URL).status_code == 200:
            taken.append(clock[0])
    assert all(sum(start <= moment < start + 60 for moment in taken) <= 5 for start in taken)
    assert len(taken) >= 15  # nearly four minutes, and refusals do not count


def test_the_counts_are_forgotten(clock, api_):
    client = api_("street")
    assert [client.get(URL).status_code for _ in range(5)] == [200] * 5
    clock[0] += 70
    assert client.get(URL).status_code == 200
