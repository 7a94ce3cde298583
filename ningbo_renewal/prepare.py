"""What has to be true before the portal opens: tables, reference data, assets, a demo city. Run at every start."""

import hashlib
import os
import sys

import django
from django.core.management import call_command

from ningbo_renewal.environment import ENV, ROOT


def prepare():
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "ningbo_renewal.settings")
    django.setup()
    say("准备数据库")
    call_command("migrate", interactive=False, verbosity=0)
    call_command("load_reference", stdout=sys.stderr)
    stamp, now = ENV.data_dir / "static.stamp", fingerprint_of_assets()
    if not stamp.exists() or stamp.read_text() != now:
        say("准备页面素材")
        call_command("collectstatic", interactive=False, clear=True, verbosity=0)
        stamp.write_text(now)
    if ENV.demo:
        say("检查演示数据（第一次装入约需半分钟）")
        call_command("load_demo", stdout=sys.stderr)


def fingerprint_of_assets():
    """Changes when an asset or a pinned library does."""
    files = sorted(p for p in (ROOT / "static").rglob("*") if p.is_file())
    parts = [f"{p}{p.stat().st_size}{p.stat().st_mtime_ns}" for p in files]
    return hashlib.sha256("".join([*parts, (ROOT / "requirements.txt").read_text()]).encode()).hexdigest()


def say(sentence):
    print(f"· {sentence}", flush=True)


if __name__ == "__main__":
    prepare()
