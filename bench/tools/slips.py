"""`python -m bench.tools.slips 400`: the seconds that the sheets of so many slips take to make."""

import os
import sys
import time
from types import SimpleNamespace

import django

os.environ["DJANGO_SETTINGS_MODULE"] = "ningbo_renewal.settings"
django.setup()

from django.utils import timezone  # noqa: E402

from resident_participation.slips import codes, printing  # noqa: E402

count = int(sys.argv[1])
round_ = SimpleNamespace(
    title="双桥新村综合改造方案", kind="vote", office="社区", phone="0574-0", closes_at=timezone.now()
)
seats = [SimpleNamespace(number=n) for n in range(count)]
batch = SimpleNamespace(round=round_)
since = time.perf_counter()
printing.sheet(batch, [(seat, codes.new_code()) for seat in seats], "https://portal.example.cn", lambda done: None)
print(time.perf_counter() - since)
