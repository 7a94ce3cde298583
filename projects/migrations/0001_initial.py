import django.core.validators
import django.db.models.deletion
import django.utils.timezone
from decimal import Decimal
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    initial = True

    dependencies = [
        ('accounts', '0001_initial'),
        ('accounts', '__first__'),
        ('communities', '0001_initial'),
    ]

    operations = [
        migrations.CreateModel(
            name='Programme',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('version', models.PositiveIntegerField(default=0, editable=False, verbose_name='版本')),
                ('updated_at', models.DateTimeField(default=django.utils.timezone.now, editable=False, verbose_name='最近修改')),
                ('name', models.CharField(max_length=80, verbose_name='名称')),
                ('first_year', models.PositiveSmallIntegerField(verbose_name='起始年度')),
                ('last_year', models.PositiveSmallIntegerField(verbose_name='终止年度')),
                ('document', models.CharField(blank=True, max_length=80, verbose_name='文号')),
                ('area', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='accounts.area', verbose_name='区划')),
            ],
            options={
                'verbose_name': '行动计划',
                'ordering': ['first_year'],
                'constraints': [models.CheckConstraint(condition=models.Q(('last_year__gte', models.F('first_year'))), name='programme_ends_after_it_begins')],
            },
        ),
        migrations.CreateModel(
            name='ProgressReport',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('version', models.PositiveIntegerField(default=0, editable=False, verbose_name='版本')),
                ('updated_at', models.DateTimeField(default=django.utils.timezone.now, editable=False, verbose_name='最近修改')),
                ('period', models.CharField(max_length=7, validators=[django.core.validators.RegexValidator('^\\d{4}-(0[1-9]|1[0-2])$', '月份形如 2026-10')], verbose_name='月份')),
                ('revision', models.PositiveSmallIntegerField(default=0, verbose_name='更正次数')),
                ('state', models.CharField(choices=[('draft', '填报中'), ('submitted', '待区县核实'), ('returned', '退回'), ('verified', '已核实'), ('locked', '已锁定'), ('superseded', '已被更正')], default='draft', max_length=12, verbose_name='状态')),
                ('percent', models.DecimalField(decimal_places=1, max_digits=4, validators=[django.core.validators.MinValueValidator(Decimal('0')), django.core.validators.MaxValueValidator(Decimal('100'))], verbose_name='形象进度（%）')),
                ('invested', models.DecimalField(decimal_places=2, max_digits=14, validators=[django.core.validators.MinValueValidator(Decimal('0'))], verbose_name='累计完成投资（万元）')),
                ('lifts', models.PositiveIntegerField(default=0, verbose_name='加装电梯（部）')),
                ('parking_spaces', models.PositiveIntegerField(default=0, verbose_name='增设停车位（个）')),
                ('charging_points', models.PositiveIntegerField(default=0, verbose_name='电动汽车充电桩（个）')),
                ('pipes_km', models.DecimalField(decimal_places=2, default=0, max_digits=8, verbose_name='改造管线（公里）')),
                ('service_facilities', models.PositiveIntegerField(default=0, verbose_name='养老托育等服务设施（处）')),
                ('note', models.TextField(blank=True, verbose_name='本月情况')),
                ('problems', models.TextField(blank=True, verbose_name='存在问题')),
                ('reason', models.CharField(blank=True, max_length=200, verbose_name='更正或下降原因')),
                ('return_reason', models.CharField(blank=True, max_length=200, verbose_name='退回原因')),
                ('reported_by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='填报人')),
                ('verified_by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='核实人')),
            ],
            options={
                'verbose_name': '月度进展',
                'ordering': ['-period', '-revision'],
            },
        ),
        migrations.CreateModel(
            name='ProgressPhoto',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('version', models.PositiveIntegerField(default=0, editable=False, verbose_name='版本')),
                ('updated_at', models.DateTimeField(default=django.utils.timezone.now, editable=False, verbose_name='最近修改')),
                ('image', models.ImageField(upload_to='progress/%Y/%m/', verbose_name='照片')),
                ('caption', models.CharField(blank=True, max_length=80, verbose_name='说明')),
                ('report', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='photos', to='projects.progressreport')),
            ],
            options={
                'verbose_name': '进展照片',
                'ordering': ['pk'],
            },
        ),
        migrations.CreateModel(
            name='Project',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('version', models.PositiveIntegerField(default=0, editable=False, verbose_name='版本')),
                ('updated_at', models.DateTimeField(default=django.utils.timezone.now, editable=False, verbose_name='最近修改')),
                ('name', models.CharField(max_length=120, verbose_name='项目名称')),
                ('code', models.CharField(blank=True, max_length=24, null=True, unique=True, validators=[django.core.validators.RegexValidator('^\\d{4}-\\d{6}-\\d{2}-\\d{2}-\\d{6}$', '项目代码形如 2111-330213-04-01-452241')], verbose_name='项目代码')),
                ('plan_year', models.PositiveSmallIntegerField(verbose_name='计划年度')),
                ('plan_kind', models.CharField(choices=[('new', '新建'), ('carry_over', '续建')], default='new', max_length=10, verbose_name='计划类别')),
                ('status', models.CharField(choices=[('survey', '摸底'), ('pool', '入库'), ('planned', '列入年度计划'), ('preliminary', '前期'), ('tendering', '招投标'), ('started', '开工'), ('in_progress', '在建'), ('completed', '完工'), ('accepted', '竣工验收'), ('handed_over', '移交'), ('warranty', '质保期'), ('closed', '结束'), ('suspended', '停工'), ('removed', '退出')], default='planned', max_length=12, verbose_name='状态')),
                ('planned_start', models.DateField(verbose_name='计划开工')),
                ('planned_finish', models.DateField(verbose_name='计划完工')),
                ('budget', models.DecimalField(decimal_places=2, default=0, max_digits=14, validators=[django.core.validators.MinValueValidator(Decimal('0'))], verbose_name='计划投资（万元）')),
                ('owner', models.CharField(blank=True, max_length=80, verbose_name='建设单位')),
                ('contractor', models.CharField(blank=True, max_length=80, verbose_name='施工单位')),
                ('permit_date', models.DateField(blank=True, null=True, verbose_name='审批（许可）日期')),
                ('contract_date', models.DateField(blank=True, null=True, verbose_name='合同日期')),
                ('start_order_date', models.DateField(blank=True, null=True, verbose_name='开工令日期')),
                ('first_works_date', models.DateField(blank=True, null=True, verbose_name='实际进场日期')),
                ('works_complete_date', models.DateField(blank=True, null=True, verbose_name='完工日期')),
                ('acceptance_date', models.DateField(blank=True, null=True, verbose_name='竣工验收日期')),
                ('handover_date', models.DateField(blank=True, null=True, verbose_name='移交日期')),
                ('percent', models.DecimalField(decimal_places=1, default=0, max_digits=4, verbose_name='形象进度（%）')),
                ('invested', models.DecimalField(decimal_places=2, default=0, max_digits=14, validators=[django.core.validators.MinValueValidator(Decimal('0'))], verbose_name='累计完成投资（万元）')),
                ('area', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='projects', to='accounts.area', verbose_name='街道（镇、乡）')),
                ('unit', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='projects', to='communities.renovationunit', verbose_name='改造片区')),
            ],
            options={
                'verbose_name': '改造项目',
                'ordering': ['-plan_year', 'area_id', 'pk'],
            },
        ),
        migrations.AddField(
            model_name='progressreport',
            name='project',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='reports', to='projects.project', verbose_name='项目'),
        ),
        migrations.CreateModel(
            name='ProjectCommunity',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('community', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='memberships', to='communities.community', verbose_name='小区')),
                ('project', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='members', to='projects.project')),
            ],
            options={
                'verbose_name': '项目小区',
                'ordering': ['pk'],
                'constraints': [models.UniqueConstraint(fields=('project', 'community'), name='community_once_per_project')],
            },
        ),
        migrations.AddField(
            model_name='project',
            name='communities',
            field=models.ManyToManyField(related_name='projects', through='projects.ProjectCommunity', to='communities.community'),
        ),
        migrations.CreateModel(
            name='YearTarget',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('version', models.PositiveIntegerField(default=0, editable=False, verbose_name='版本')),
                ('updated_at', models.DateTimeField(default=django.utils.timezone.now, editable=False, verbose_name='最近修改')),
                ('year', models.PositiveSmallIntegerField(verbose_name='年度')),
                ('communities', models.PositiveIntegerField(default=0, verbose_name='小区（个）')),
                ('floor_area', models.DecimalField(decimal_places=2, default=0, max_digits=14, verbose_name='建筑面积（㎡）')),
                ('households', models.PositiveIntegerField(default=0, verbose_name='户数（户）')),
                ('investment', models.DecimalField(decimal_places=2, default=0, max_digits=14, validators=[django.core.validators.MinValueValidator(Decimal('0'))], verbose_name='投资（万元）')),
                ('area', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='accounts.area', verbose_name='区（县、市）')),
                ('programme', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='targets', to='projects.programme', verbose_name='行动计划')),
            ],
            options={
                'verbose_name': '年度目标',
                'ordering': ['year', 'area_id'],
                'constraints': [models.UniqueConstraint(fields=('area', 'year'), name='one_target_per_area_and_year', violation_error_message='这个区已有当年目标')],
            },
        ),
        migrations.AddIndex(
            model_name='progressreport',
            index=models.Index(fields=['period', 'state'], name='progress_period_state'),
        ),
        migrations.AddConstraint(
            model_name='progressreport',
            constraint=models.UniqueConstraint(fields=('project', 'period', 'revision'), name='progress_revision_once'),
        ),
        migrations.AddConstraint(
            model_name='progressreport',
            constraint=models.UniqueConstraint(condition=models.Q(('state', 'superseded'), _negated=True), fields=('project', 'period'), name='one_valid_progress_per_month', violation_error_message='这个月已经填报过了'),
        ),
        migrations.AddConstraint(
            model_name='progressreport',
            constraint=models.CheckConstraint(condition=models.Q(('percent__range', (0, 100))), name='progress_percent_0_to_100'),
        ),
        migrations.AddConstraint(
            model_name='progressreport',
            constraint=models.CheckConstraint(condition=models.Q(('revision', 0), models.Q(('reason', ''), _negated=True), _connector='OR'), name='revision_has_a_reason', violation_error_message='请写更正原因'),
        ),
        migrations.AddConstraint(
            model_name='progressreport',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('state', 'returned'), _negated=True), models.Q(('return_reason', ''), _negated=True), _connector='OR'), name='returned_has_a_reason', violation_error_message='请写退回原因'),
        ),
        migrations.AddIndex(
            model_name='project',
            index=models.Index(fields=['plan_year', 'status'], name='project_year_status'),
        ),
        migrations.AddConstraint(
            model_name='project',
            constraint=models.CheckConstraint(condition=models.Q(('percent__range', (0, 100))), name='project_percent_0_to_100'),
        ),
        migrations.AddConstraint(
            model_name='project',
            constraint=models.CheckConstraint(condition=models.Q(('planned_finish__gte', models.F('planned_start'))), name='project_planned_in_order', violation_error_message='计划完工不能早于计划开工'),
        ),
        migrations.AddConstraint(
            model_name='project',
            constraint=models.CheckConstraint(condition=models.Q(('works_complete_date', None), ('works_complete_date__gte', models.F('first_works_date')), _connector='OR'), name='project_completes_after_it_starts', violation_error_message='完工日期不能早于实际进场日期'),
        ),
        migrations.AddConstraint(
            model_name='project',
            constraint=models.CheckConstraint(condition=models.Q(('acceptance_date', None), ('acceptance_date__gte', models.F('works_complete_date')), _connector='OR'), name='project_accepted_after_completion', violation_error_message='竣工验收日期不能早于完工日期'),
        ),
    ]
