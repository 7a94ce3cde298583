"""`python -m bench.tools.polls 600`: an open round, so many households reached; a cookie a household, one a line.

The last two lines are the round's and a seat's key.
"""

import os
import random
import sys
from datetime import timedelta

import django

os.environ["DJANGO_SETTINGS_MODULE"] = "ningbo_renewal.settings"
django.setup()

from django.http import HttpRequest, HttpResponse  # noqa: E402
from django.utils import timezone  # noqa: E402

from accounts.models import User  # noqa: E402
from communities.models import Community  # noqa: E402
from core import bulk  # noqa: E402
from core.actors import SYSTEM  # noqa: E402
from resident_participation.ballots import session  # noqa: E402
from resident_participation.ballots.casting import new_nonce  # noqa: E402
from resident_participation.models import Slip, SlipBatch  # noqa: E402
from resident_participation.votes import actions, demo  # noqa: E402
from resident_participation.votes.rule_sets import in_force  # noqa: E402

count = int(sys.argv[1])
home = Community.objects.filter(roll=None, area="330203006", households__gte=count).order_by("households").first()
demo.roll(home, random.Random(1), by=SYSTEM)
round_ = actions.draft(by=SYSTEM, community=home, kind="vote", title="bench", phone="1")
for words, text, rule, matter in (demo.ROOF, demo.CANTEEN):
    actions.add_item(round_, by=SYSTEM, title=words, text=text, rule=in_force()[rule], matter=matter)
demo.announce(round_, timezone.localdate() - timedelta(days=2), 10)
everybody = random.Random(2)
everybody.random = lambda: 0
seats = list(round_.seats.filter(votes=True)[:count])
demo.bring(round_, seats, everybody)
clerk = User.objects.get(username="street")
batch = SlipBatch.objects.create(round=round_, count=count, asked_by=clerk)
slips = [Slip(batch=batch, seat=seat, fingerprint=f"{seat.pk:064x}") for seat in seats]
bulk.insert(slips)
answers = {str(item["id"]): "agree" for item in round_.package["items"]}
request = HttpRequest()
for slip in slips:
    response = session.put(HttpResponse(), request, slip, nonce=new_nonce(), answers=answers)
    print(response.cookies["ballot"].value)
print(round_.pk)
print(seats[0].pk)
