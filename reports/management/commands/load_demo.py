from datetime import date

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone

from communities.models import Community
from reports import demo


class Command(BaseCommand):
    help = "Fill an empty database with the demo city: exactly 699 communities, through the ordinary import."

    def add_arguments(self, parser):
        parser.add_argument("--today", type=date.fromisoformat, default=None, help="the demo's day, e.g. 2026-11-23")

    def handle(self, *args, **options):
        if not settings.DEMO:
            raise CommandError("DEMO=0 时不装演示数据。要装，请去掉 DEMO=0 再启动")
        if Community.objects.exists():
            self.stdout.write("库里已有小区，不装演示数据")
            return
        for sentence in demo.build(options["today"] or timezone.localdate()):
            self.stdout.write(sentence)
