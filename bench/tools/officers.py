"""`python -m bench.tools.officers 32`: tokens of so many people at the city, one a line."""

import os
import sys

import django

os.environ["DJANGO_SETTINGS_MODULE"] = "ningbo_renewal.settings"
django.setup()

from knox.models import get_token_model  # noqa: E402

from accounts.models import Appointment, User  # noqa: E402

for number in range(int(sys.argv[1])):
    user = User.objects.create(username=f"bench{number}", must_change_password=False)
    Appointment.objects.create(user=user, role="city", area_id="3302")
    print(get_token_model().objects.create(user=user)[1])
