"""The demo city's cases read as they would have come: who took each down, and what nobody could know yet."""

import random

from django.utils import timezone

from core.models import Change
from core.records import compare
from resident_participation import reference
from resident_participation.cases import demo
from resident_participation.models import Feedback
from tests.factories import AreaFactory, CommunityFactory
from tests.factories_works import DepartmentFactory


def test_what_came_by_the_page_no_clerk_logged(people):
    for load in (reference.categories, reference.numbers, reference.feedback_clocks):
        load()
    DepartmentFactory()
    CommunityFactory.create_batch(demo.COUNT, area=AreaFactory(code="330203006"))
    assert demo.build(timezone.localdate(), random.Random(3), by=people["street"]) == demo.COUNT
    own = Feedback.objects.filter(channel="web")
    others = Feedback.objects.exclude(channel="web")
    assert own.count() > 5 and own.count() + others.count() == demo.COUNT
    assert set(own.values_list("logged_by", "severity")) == {(None, "emerging")}
    assert {case.contact_name for case in own} == {""} and any(case.contact_phone for case in own)
    assert set(others.values_list("logged_by", flat=True)) == {people["street"].pk}
    log = Change.objects.filter(act="feedback.log", target_id__in=[str(case.pk) for case in own])
    assert log.count() == own.count()
    assert set(log.values_list("by_id", "by_name")) == {(None, "居民（小区页面）")}
    keys = list(Feedback.objects.values_list("pk", flat=True))
    assert not list(compare(Feedback, keys))
