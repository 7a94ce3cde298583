from django.core.management.base import BaseCommand, CommandError

from core.actors import SYSTEM
from resident_participation.results import audit, frauds


class Command(BaseCommand):
    help = "演示：在一个小区里埋下十二处作假，审计页要全部查出来"

    def handle(self, **options):
        try:
            round_ = frauds.build(by=SYSTEM)
        except LookupError as error:
            raise CommandError(str(error)) from error
        found = audit.findings(round_)
        kinds = {one.kind for one in found}
        self.stdout.write(f"{round_.title}（第 {round_.pk} 号，{round_.community}）")
        for kind, title in audit.LOOKED_FOR.items():
            rows = [one for one in found if one.kind == kind]
            words = "没有查出来" if not rows else f"{rows[0].row}：{rows[0].evidence}"
            self.stdout.write(f"  {title}：{words}{f'（共 {len(rows)} 处）' if len(rows) > 1 else ''}")
        self.stdout.write(f"十二处查出 {len(kinds)} 处，见 /votes/{round_.pk}/audit/")
