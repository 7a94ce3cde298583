from django.core.management.base import BaseCommand

from core.reference import load_all


class Command(BaseCommand):
    help = "Load the reference data that is missing: areas, categories, rules, schedules. Safe to run at every start."

    def handle(self, *args, **options):
        load_all()
