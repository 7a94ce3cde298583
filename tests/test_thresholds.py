"""Numbers that rules use: in force by day, changed by new rows, never lost."""

from datetime import date, timedelta
from decimal import Decimal

import pytest
from django.utils import timezone

from core import thresholds
from core.errors import Refused
from core.models import Change, Threshold
from tests.factories import ThresholdFactory

pytestmark = pytest.mark.django_db
HEADER = "code,name,value,unit,source,clause,trust,valid_from\n"


def test_the_row_in_force_depends_on_the_day():
    ThresholdFactory(value=4, valid_from=date(2020, 1, 1))
    ThresholdFactory(value=5, valid_from=date(2026, 7, 1))
    assert thresholds.value("lift.storeys", on=date(2026, 6, 30)) == 4
    assert thresholds.value("lift.storeys", on=date(2026, 7, 1)) == 5
    assert thresholds.rows("lift.")["lift.storeys"].value == 5
    with pytest.raises(Refused, match="缺少标准值“lift.storeys”"):
        thresholds.value("lift.storeys", on=date(2019, 12, 31))


def test_the_files_that_ship_add_what_is_missing_and_change_nothing(tmp_path):
    ThresholdFactory(value=6)
    path = tmp_path / "t.csv"
    path.write_text(
        HEADER + "lift.storeys,层数,4,层,办法,,law,2020-01-01\nfacility.detour,系数,1.3,,平台默认,,own,2020-01-01\n"
    )
    thresholds.load(path)
    thresholds.load(path)
    assert dict(Threshold.objects.values_list("code", "value")) == {
        "lift.storeys": Decimal(6),
        "facility.detour": Decimal("1.3"),
    }


def test_the_city_adjusts_and_the_old_value_stays(as_, people):
    row = ThresholdFactory(value=4)
    tomorrow = timezone.localdate() + timedelta(days=1)
    typed = {
        "value": "5",
        "valid_from": tomorrow.isoformat(),
        "reason": "市里发文",
        "source": "甬建〔2026〕1号",
        "clause": "",
    }
    page = as_("city").post("/thresholds/lift.storeys/adjust/", typed, follow=True)
    assert "新数值已登记" in page.content.decode() and "4 层" in page.content.decode()
    assert thresholds.value("lift.storeys") == 4
    assert thresholds.value("lift.storeys", on=tomorrow) == 5
    assert Change.objects.get(target_type="core.Threshold").note == "市里发文"
    with pytest.raises(Refused, match="启用日期要晚于"):
        thresholds.adjust(row, value=6, valid_from=tomorrow, reason="再改", source="x", clause="", by=people["city"])
    assert as_("district").post("/thresholds/lift.storeys/adjust/", typed).status_code == 403
