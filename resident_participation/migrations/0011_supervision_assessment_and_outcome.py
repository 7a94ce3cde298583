import core.secrets
import django.core.validators
import django.db.models.deletion
import django.utils.timezone
import uuid
from decimal import Decimal
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('accounts', '__first__'),
        ('communities', '0003_units'),
        ('core', '0002_survey_and_need'),
        ('projects', '0003_warning_rules_are_logged'),
        ('resident_participation', '0010_bodies_meetings_talents'),
    ]

    operations = [
        migrations.CreateModel(
            name='ResidentSupervisor',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('version', models.PositiveIntegerField(default=0, editable=False, verbose_name='版本')),
                ('updated_at', models.DateTimeField(default=django.utils.timezone.now, editable=False, verbose_name='最近修改')),
                ('name', core.secrets.EncryptedTextField(verbose_name='姓名')),
                ('number', models.PositiveSmallIntegerField(verbose_name='编号')),
                ('chosen_how', models.CharField(choices=[('council', '居民议事会推选'), ('assembly', '居民会议推选'), ('committee', '业委会推荐')], default='council', max_length=10, verbose_name='产生方式')),
                ('meeting', models.CharField(max_length=80, verbose_name='哪次会议')),
                ('chosen_on', models.DateField(verbose_name='推选日期')),
                ('starts_on', models.DateField(verbose_name='任期起')),
                ('ends_on', models.DateField(verbose_name='任期止')),
                ('declared_on', models.DateField(verbose_name='利益关系声明日期')),
                ('trained_on', models.DateField(blank=True, null=True, verbose_name='培训日期')),
                ('end_reason', models.CharField(blank=True, max_length=200, verbose_name='提前结束的原因')),
                ('community', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='resident_supervisors', to='communities.community', verbose_name='小区')),
                ('project', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='resident_supervisors', to='projects.project', verbose_name='项目')),
                ('row', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='supervisors', to='resident_participation.rollrow', verbose_name='名册户')),
            ],
            options={
                'verbose_name': '居民监督员',
                'ordering': ['project', 'number'],
                'constraints': [models.UniqueConstraint(fields=('project', 'number'), name='supervisor_number_once_per_project'), models.CheckConstraint(condition=models.Q(('ends_on__gte', models.F('starts_on'))), name='supervisor_term_in_order', violation_error_message='任期止不能早于任期起'), models.CheckConstraint(condition=models.Q(('starts_on__gte', models.F('chosen_on')), ('declared_on__lte', models.F('starts_on'))), name='supervisor_chosen_and_declared_before_the_term', violation_error_message='先推选、先书面声明没有利益关系，任期才能开始')],
            },
        ),
        migrations.CreateModel(
            name='SupervisionReport',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('version', models.PositiveIntegerField(default=0, editable=False, verbose_name='版本')),
                ('updated_at', models.DateTimeField(default=django.utils.timezone.now, editable=False, verbose_name='最近修改')),
                ('building', models.CharField(max_length=20, verbose_name='哪里')),
                ('part', models.CharField(choices=[('roof', '屋面'), ('wall', '外墙'), ('stairs', '楼道'), ('pipes', '管线'), ('road', '道路'), ('green', '绿化'), ('other', '其他')], max_length=8, verbose_name='部位')),
                ('problem', models.CharField(choices=[('poor', '做得不好'), ('material', '材料不对'), ('different', '和公示的不一样'), ('unsafe', '不安全'), ('disturbance', '太吵、灰尘大'), ('blocked', '挡路、停水停电没通知'), ('left', '垃圾没清、没恢复'), ('other', '其他')], max_length=12, verbose_name='问题')),
                ('severity', models.CharField(choices=[('minor', '一般'), ('serious', '影响质量'), ('danger', '有危险')], default='minor', max_length=8, verbose_name='轻重')),
                ('text', models.CharField(blank=True, max_length=200, verbose_name='情况')),
                ('channel', models.CharField(choices=[('card', '本人上报'), ('assisted', '现场协助'), ('desk', '街道代登记')], max_length=8, verbose_name='途径')),
                ('client_key', models.UUIDField(editable=False, null=True, unique=True, verbose_name='终端编号')),
                ('filed_on', models.DateField(verbose_name='上报日期')),
                ('due_on', models.DateField(verbose_name='答复期限')),
                ('first_due_on', models.DateField(verbose_name='最初期限')),
                ('state', models.CharField(choices=[('open', '待答复'), ('answered', '待监督员确认'), ('closed', '已解决')], default='open', max_length=8, verbose_name='状态')),
                ('answered_on', models.DateField(blank=True, null=True, verbose_name='首次答复日期')),
                ('closed_on', models.DateField(blank=True, null=True, verbose_name='解决日期')),
                ('reopened', models.PositiveSmallIntegerField(default=0, verbose_name='没有解决次数')),
                ('said', models.CharField(blank=True, max_length=200, verbose_name='监督员的话')),
                ('finding', models.OneToOneField(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='supervision_report', to='projects.finding', verbose_name='检查问题')),
                ('project', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='supervision', to='projects.project', verbose_name='项目')),
                ('supervisor', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='reports', to='resident_participation.residentsupervisor', verbose_name='监督员')),
            ],
            options={
                'verbose_name': '监督报告',
                'ordering': ['-filed_on', '-pk'],
                'indexes': [models.Index(condition=models.Q(('state', 'open')), fields=['due_on'], name='supervision_open_due')],
                'constraints': [models.CheckConstraint(condition=models.Q(('closed_on', None), ('state', 'closed'), _connector='XOR'), name='solved_report_has_its_day')],
            },
        ),
        migrations.CreateModel(
            name='SupervisionReply',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('version', models.PositiveIntegerField(default=0, editable=False, verbose_name='版本')),
                ('updated_at', models.DateTimeField(default=django.utils.timezone.now, editable=False, verbose_name='最近修改')),
                ('office', models.CharField(max_length=40, verbose_name='谁答复')),
                ('text', models.CharField(max_length=300, verbose_name='答复')),
                ('public_text', models.CharField(blank=True, max_length=300, verbose_name='公开的答复')),
                ('given_on', models.DateField(verbose_name='日期')),
                ('by_name', models.CharField(max_length=60, verbose_name='经办人')),
                ('report', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='replies', to='resident_participation.supervisionreport', verbose_name='监督报告')),
            ],
            options={
                'verbose_name': '监督答复',
                'ordering': ['report', 'pk'],
            },
        ),
        migrations.CreateModel(
            name='PhotoPrint',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('average', models.BigIntegerField(verbose_name='均值指纹')),
                ('distance', models.PositiveSmallIntegerField(blank=True, null=True, verbose_name='相差')),
                ('same_file', models.BooleanField(default=False, verbose_name='同一个文件')),
                ('attachment', models.OneToOneField(on_delete=django.db.models.deletion.CASCADE, related_name='+', to='core.attachment', verbose_name='照片')),
                ('repeats', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to='resident_participation.photoprint', verbose_name='像哪张照片')),
                ('report', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='prints', to='resident_participation.supervisionreport', verbose_name='监督报告')),
            ],
            options={
                'verbose_name': '照片指纹',
                'ordering': ['pk'],
            },
        ),
        migrations.CreateModel(
            name='Wave',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('version', models.PositiveIntegerField(default=0, editable=False, verbose_name='版本')),
                ('updated_at', models.DateTimeField(default=django.utils.timezone.now, editable=False, verbose_name='最近修改')),
                ('occasion', models.CharField(choices=[('completion', '完工评价'), ('three', '三个月回访'), ('twelve', '一年回访')], max_length=12, verbose_name='哪一次')),
                ('opens_on', models.DateField(verbose_name='开始')),
                ('closes_on', models.DateField(verbose_name='截止')),
                ('state', models.CharField(choices=[('open', '正在评价'), ('closed', '已公布')], default='open', max_length=8, verbose_name='状态')),
                ('results', models.JSONField(blank=True, default=dict, verbose_name='结果')),
                ('community', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='waves', to='communities.community', verbose_name='小区')),
                ('project', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='waves', to='projects.project', verbose_name='项目')),
            ],
            options={
                'verbose_name': '效果评价',
                'ordering': ['-opens_on', '-pk'],
                'constraints': [models.UniqueConstraint(fields=('project', 'community', 'occasion'), name='wave_once'), models.CheckConstraint(condition=models.Q(('closes_on__gte', models.F('opens_on'))), name='wave_in_order')],
            },
        ),
        migrations.CreateModel(
            name='Remark',
            fields=[
                ('id', models.UUIDField(default=uuid.uuid4, primary_key=True, serialize=False)),
                ('text', core.secrets.EncryptedTextField(verbose_name='留言')),
                ('wave', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='remarks', to='resident_participation.wave', verbose_name='效果评价')),
            ],
            options={
                'verbose_name': '评价留言',
                'ordering': ['pk'],
            },
        ),
        migrations.CreateModel(
            name='Participation',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('version', models.PositiveIntegerField(default=0, editable=False, verbose_name='版本')),
                ('updated_at', models.DateTimeField(default=django.utils.timezone.now, editable=False, verbose_name='最近修改')),
                ('channel', models.CharField(choices=[('card', '自己填'), ('tablet', '现场协助'), ('paper', '纸质代录')], max_length=6, verbose_name='途径')),
                ('helper', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='协助人（代录人）')),
                ('row', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='participations', to='resident_participation.rollrow', verbose_name='名册户')),
                ('wave', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='participations', to='resident_participation.wave', verbose_name='效果评价')),
            ],
            options={
                'verbose_name': '参加记录',
                'ordering': ['wave', 'row'],
                'constraints': [models.UniqueConstraint(fields=('wave', 'row'), name='household_answers_a_wave_once', violation_error_message='这一户已经评价过'), models.CheckConstraint(condition=models.Q(models.Q(('channel', 'card'), ('helper', None)), models.Q(('channel', 'card'), _negated=True), _connector='OR'), name='own_answer_has_no_helper')],
            },
        ),
        migrations.CreateModel(
            name='LowScore',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('version', models.PositiveIntegerField(default=0, editable=False, verbose_name='版本')),
                ('updated_at', models.DateTimeField(default=django.utils.timezone.now, editable=False, verbose_name='最近修改')),
                ('building', models.CharField(blank=True, max_length=20, verbose_name='幢号')),
                ('unit', models.CharField(blank=True, max_length=20, verbose_name='单元号')),
                ('items', models.JSONField(default=list, verbose_name='低分项目')),
                ('raised_on', models.DateField(verbose_name='发现日期')),
                ('state', models.CharField(choices=[('open', '待整改'), ('answered', '已有措施')], default='open', max_length=8, verbose_name='状态')),
                ('measures', models.CharField(blank=True, max_length=300, verbose_name='整改措施')),
                ('answered_on', models.DateField(blank=True, null=True, verbose_name='答复日期')),
                ('wave', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='low_scores', to='resident_participation.wave', verbose_name='效果评价')),
            ],
            options={
                'verbose_name': '低分整改',
                'ordering': ['wave', 'building', 'unit'],
                'constraints': [models.UniqueConstraint(fields=('wave', 'building', 'unit'), name='low_score_once_a_cell'), models.CheckConstraint(condition=models.Q(('state', 'open'), models.Q(('measures', ''), _negated=True), _connector='OR'), name='answered_low_score_has_measures', violation_error_message='请写整改措施')],
            },
        ),
        migrations.CreateModel(
            name='AnswerSheet',
            fields=[
                ('id', models.UUIDField(default=uuid.uuid4, primary_key=True, serialize=False)),
                ('sealed', models.TextField(verbose_name='密封内容')),
                ('wave', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='sheets', to='resident_participation.wave', verbose_name='效果评价')),
            ],
            options={
                'verbose_name': '评价表',
                'ordering': ['pk'],
            },
        ),
        migrations.CreateModel(
            name='Promise',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('version', models.PositiveIntegerField(default=0, editable=False, verbose_name='版本')),
                ('updated_at', models.DateTimeField(default=django.utils.timezone.now, editable=False, verbose_name='最近修改')),
                ('planned', models.DecimalField(decimal_places=2, default=0, max_digits=12, validators=[django.core.validators.MinValueValidator(Decimal('0'))], verbose_name='承诺数量')),
                ('measure', models.CharField(blank=True, max_length=10, verbose_name='计量单位')),
                ('note', models.CharField(blank=True, max_length=200, verbose_name='做法')),
                ('locked_on', models.DateField(verbose_name='锁定日期')),
                ('community', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='promises', to='communities.community', verbose_name='小区')),
                ('item', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='communities.catalogueitem', verbose_name='改造内容')),
                ('project', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='promises', to='projects.project', verbose_name='项目')),
            ],
            options={
                'verbose_name': '承诺',
                'ordering': ['project', 'community__code', 'item__item_class__order', 'item'],
                'constraints': [models.UniqueConstraint(fields=('project', 'community', 'item'), name='promised_once')],
            },
        ),
    ]
