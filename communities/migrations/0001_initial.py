import django.core.validators
import django.db.models.deletion
import django.db.models.functions.text
import django.utils.timezone
from decimal import Decimal
from django.db import migrations, models


class Migration(migrations.Migration):

    initial = True

    dependencies = [
        ('accounts', '0001_initial'),
    ]

    operations = [
        migrations.CreateModel(
            name='Baseline',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('code', models.CharField(max_length=20, unique=True, verbose_name='版本')),
                ('name', models.CharField(max_length=80, verbose_name='名称')),
                ('as_of', models.DateField(verbose_name='截至日期')),
                ('is_current', models.BooleanField(default=False, verbose_name='现行')),
            ],
            options={
                'verbose_name': '底数版本',
                'ordering': ['as_of'],
                'constraints': [models.UniqueConstraint(condition=models.Q(('is_current', True)), fields=('is_current',), name='one_current_baseline')],
            },
        ),
        migrations.CreateModel(
            name='RenovationUnit',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('version', models.PositiveIntegerField(default=0, editable=False, verbose_name='版本')),
                ('updated_at', models.DateTimeField(default=django.utils.timezone.now, editable=False, verbose_name='最近修改')),
                ('code', models.CharField(max_length=20, unique=True, verbose_name='片区编号')),
                ('name', models.CharField(max_length=80, verbose_name='片区名称')),
                ('note', models.TextField(blank=True, verbose_name='说明')),
                ('area', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='units', to='accounts.area', verbose_name='所属区划')),
            ],
            options={
                'verbose_name': '改造片区',
                'ordering': ['code'],
                'constraints': [models.UniqueConstraint(fields=('area', 'name'), name='unit_name_once_per_area', violation_error_message='这个区划里已有同名片区')],
            },
        ),
        migrations.CreateModel(
            name='Community',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('version', models.PositiveIntegerField(default=0, editable=False, verbose_name='版本')),
                ('updated_at', models.DateTimeField(default=django.utils.timezone.now, editable=False, verbose_name='最近修改')),
                ('code', models.CharField(max_length=15, unique=True, validators=[django.core.validators.RegexValidator('^\\d{13,15}$', '小区编号是 13 位数字：9 位街道代码加 4 位顺序号')], verbose_name='小区编号')),
                ('name', models.CharField(max_length=80, verbose_name='小区名称')),
                ('pinyin', models.CharField(blank=True, editable=False, max_length=240, verbose_name='拼音')),
                ('address', models.CharField(blank=True, max_length=160, verbose_name='地址')),
                ('longitude', models.DecimalField(blank=True, decimal_places=6, help_text='GCJ-02 坐标', max_digits=9, null=True, verbose_name='经度')),
                ('latitude', models.DecimalField(blank=True, decimal_places=6, max_digits=8, null=True, verbose_name='纬度')),
                ('built_year', models.PositiveSmallIntegerField(validators=[django.core.validators.MinValueValidator(1900), django.core.validators.MaxValueValidator(2100)], verbose_name='建成年份')),
                ('built_year_to', models.PositiveSmallIntegerField(blank=True, help_text='分期建成的，填最后一期的年份', null=True, validators=[django.core.validators.MinValueValidator(1900), django.core.validators.MaxValueValidator(2100)], verbose_name='建成年份（止）')),
                ('floor_area', models.DecimalField(decimal_places=2, max_digits=12, validators=[django.core.validators.MinValueValidator(Decimal('0.01'))], verbose_name='建筑面积（㎡）')),
                ('buildings', models.PositiveIntegerField(default=0, verbose_name='楼栋数（幢）')),
                ('stair_units', models.PositiveIntegerField(default=0, verbose_name='单元数（个）')),
                ('households', models.PositiveIntegerField(default=0, verbose_name='户数（户）')),
                ('residents', models.PositiveIntegerField(blank=True, null=True, verbose_name='人口（人）')),
                ('elderly', models.PositiveIntegerField(blank=True, null=True, verbose_name='60岁以上（人）')),
                ('structure', models.CharField(blank=True, choices=[('brick_concrete', '砖混'), ('frame', '框架'), ('shear_wall', '剪力墙'), ('mixed', '混合'), ('other', '其他')], max_length=16, verbose_name='结构')),
                ('property_mode', models.CharField(blank=True, choices=[('professional', '专业物业'), ('committee_self', '业委会自管'), ('resident_self', '居民自管'), ('community_trustee', '社区托管'), ('state_company', '国企接管'), ('emergency', '应急物业'), ('none', '失管')], max_length=20, verbose_name='物业模式')),
                ('property_company', models.CharField(blank=True, max_length=80, verbose_name='物业单位')),
                ('previous_rounds', models.PositiveSmallIntegerField(default=0, verbose_name='已改造轮次')),
                ('previous_round_note', models.CharField(blank=True, max_length=200, verbose_name='历次改造')),
                ('status', models.CharField(choices=[('survey', '摸底'), ('pool', '入库'), ('planned', '列入年度计划'), ('preliminary', '前期'), ('tendering', '招投标'), ('started', '开工'), ('in_progress', '在建'), ('completed', '完工'), ('accepted', '竣工验收'), ('handed_over', '移交'), ('warranty', '质保期'), ('closed', '结束'), ('suspended', '停工'), ('removed', '退出')], default='survey', max_length=12, verbose_name='状态')),
                ('strategy', models.CharField(blank=True, choices=[('comprehensive', '综合整治'), ('demolish_and_renovate', '拆改结合'), ('self_renewal', '自主更新')], max_length=24, verbose_name='改造方式')),
                ('plan_year', models.PositiveSmallIntegerField(blank=True, editable=False, null=True, verbose_name='计划年度')),
                ('area', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='communities', to='accounts.area', verbose_name='街道（镇、乡）')),
                ('district', models.ForeignKey(editable=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='accounts.area', verbose_name='区（县、市）')),
                ('management_org', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='communities', to='accounts.managementorg', verbose_name='管理机构')),
                ('neighborhood', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='accounts.area', verbose_name='社区')),
                ('unit', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='communities', to='communities.renovationunit', verbose_name='改造片区')),
            ],
            options={
                'verbose_name': '小区',
                'ordering': ['code'],
                'indexes': [models.Index(fields=['status'], name='community_status'), models.Index(fields=['built_year'], name='community_built'), models.Index(fields=['plan_year'], name='community_plan_year')],
                'constraints': [models.UniqueConstraint(fields=('area', 'name'), name='community_name_once_per_street', violation_error_message='这个街道已有同名小区'), models.CheckConstraint(condition=models.Q(('floor_area__gt', 0)), name='community_has_floor_area'), models.CheckConstraint(condition=models.Q(('district', django.db.models.functions.text.Left('area_id', 6))), name='community_in_its_street_s_district'), models.CheckConstraint(condition=models.Q(('code__startswith', models.F('area_id'))), name='community_code_begins_with_its_street_s', violation_error_message='小区编号的前 9 位要和街道代码一致'), models.CheckConstraint(condition=models.Q(('built_year_to', None), ('built_year_to__gte', models.F('built_year')), _connector='OR'), name='community_built_in_order', violation_error_message='建成年份（止）不能早于建成年份'), models.CheckConstraint(condition=models.Q(models.Q(('latitude', None), ('longitude', None)), models.Q(('latitude__range', (28, 31)), ('longitude__range', (120, 123))), _connector='OR'), name='community_lies_near_ningbo', violation_error_message='经纬度不在宁波范围内，请核对是否填反'), models.CheckConstraint(condition=models.Q(('elderly', None), ('residents', None), ('elderly__lte', models.F('residents')), _connector='OR'), name='community_elderly_among_residents', violation_error_message='60岁以上人数不能多于人口')],
            },
        ),
        migrations.CreateModel(
            name='BaselineMember',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('baseline', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='members', to='communities.baseline', verbose_name='底数版本')),
                ('community', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='baselines', to='communities.community', verbose_name='小区')),
            ],
            options={
                'verbose_name': '底数成员',
                'constraints': [models.UniqueConstraint(fields=('baseline', 'community'), name='baseline_member_once')],
            },
        ),
        migrations.CreateModel(
            name='FormerName',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('name', models.CharField(max_length=80, verbose_name='曾用名')),
                ('community', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='former_names', to='communities.community')),
            ],
            options={
                'verbose_name': '曾用名',
                'ordering': ['pk'],
                'constraints': [models.UniqueConstraint(fields=('community', 'name'), name='former_name_once')],
            },
        ),
    ]
