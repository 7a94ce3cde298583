"""`makemigrations --check` on the tests' own database; part of `make lint`."""

import os
import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from django.core.management import execute_from_command_line  # noqa: E402

from tests import servers  # noqa: E402, F401 (starts them)

os.environ["DJANGO_SETTINGS_MODULE"] = "ningbo_renewal.settings"
execute_from_command_line(["manage.py", "makemigrations", "--check", "--dry-run"])
