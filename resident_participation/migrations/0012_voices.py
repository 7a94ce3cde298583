import core.secrets
import django.core.validators
import django.db.models.deletion
import django.utils.timezone
from decimal import Decimal
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('communities', '0003_units'),
        ('projects', '0003_warning_rules_are_logged'),
        ('resident_participation', '0011_supervision_assessment_and_outcome'),
    ]

    operations = [
        migrations.CreateModel(
            name='ClearanceAsk',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('version', models.PositiveIntegerField(default=0, editable=False, verbose_name='版本')),
                ('updated_at', models.DateTimeField(default=django.utils.timezone.now, editable=False, verbose_name='最近修改')),
                ('kind', models.CharField(choices=[('cages', '拆除保笼'), ('stairs', '清理楼道'), ('cars', '移车'), ('share', '分摊费用'), ('other', '其他')], max_length=8, verbose_name='事项')),
                ('title', models.CharField(max_length=60, verbose_name='标题')),
                ('text', models.TextField(blank=True, help_text='做到什么程度，谁来帮忙，有困难找谁', max_length=500, verbose_name='要做什么')),
                ('building', models.CharField(blank=True, max_length=20, verbose_name='幢号')),
                ('unit', models.CharField(blank=True, max_length=20, verbose_name='单元号')),
                ('due_on', models.DateField(verbose_name='期限')),
                ('state', models.CharField(choices=[('open', '进行中'), ('ended', '已结束')], default='open', max_length=8, verbose_name='状态')),
                ('community', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='clearance_asks', to='communities.community', verbose_name='小区')),
                ('project', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='clearance_asks', to='projects.project', verbose_name='改造项目')),
            ],
            options={
                'verbose_name': '共建事项',
                'ordering': ['state', 'due_on', 'pk'],
                'constraints': [models.CheckConstraint(condition=models.Q(('unit', ''), models.Q(('building', ''), _negated=True), _connector='OR'), name='clearance_stair_is_in_a_building', violation_error_message='填了单元号，也要填幢号；两个都不填就是整个小区')],
            },
        ),
        migrations.CreateModel(
            name='Clearance',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('version', models.PositiveIntegerField(default=0, editable=False, verbose_name='版本')),
                ('updated_at', models.DateTimeField(default=django.utils.timezone.now, editable=False, verbose_name='最近修改')),
                ('state', models.CharField(choices=[('waiting', '未答复'), ('agreed', '同意'), ('done', '已完成'), ('difficult', '有困难')], default='waiting', max_length=10, verbose_name='情况')),
                ('reason', core.secrets.EncryptedTextField(blank=True, verbose_name='困难')),
                ('amount', models.DecimalField(blank=True, decimal_places=2, max_digits=9, null=True, validators=[django.core.validators.MinValueValidator(Decimal('0'))], verbose_name='分摊（元）')),
                ('receipt', models.CharField(blank=True, max_length=30, verbose_name='收据号')),
                ('channel', models.CharField(blank=True, choices=[('card', '参与卡'), ('clerk', '工作人员')], max_length=5, verbose_name='来源')),
                ('said_at', models.DateTimeField(blank=True, null=True, verbose_name='时间')),
                ('row', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='clearances', to='resident_participation.rollrow', verbose_name='住户')),
                ('ask', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='households', to='resident_participation.clearanceask', verbose_name='共建事项')),
            ],
            options={
                'verbose_name': '住户共建情况',
                'ordering': ['ask', 'row'],
                'constraints': [models.UniqueConstraint(fields=('ask', 'row'), name='clearance_once_a_household'), models.CheckConstraint(condition=models.Q(models.Q(('state', 'difficult'), _negated=True), models.Q(('reason', ''), _negated=True), _connector='OR'), name='difficulty_is_told', violation_error_message='请写清楚有什么困难，才好帮忙'), models.CheckConstraint(condition=models.Q(('state', 'waiting'), models.Q(('said_at__isnull', False), models.Q(('channel', ''), _negated=True)), _connector='OR'), name='clearance_says_when_and_how')],
            },
        ),
        migrations.CreateModel(
            name='Initiative',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('version', models.PositiveIntegerField(default=0, editable=False, verbose_name='版本')),
                ('updated_at', models.DateTimeField(default=django.utils.timezone.now, editable=False, verbose_name='最近修改')),
                ('building', models.CharField(max_length=20, verbose_name='幢号')),
                ('title', models.CharField(max_length=40, verbose_name='想改什么')),
                ('why', models.TextField(max_length=500, verbose_name='为什么')),
                ('filed_on', models.DateField(default=django.utils.timezone.localdate, verbose_name='提出日期')),
                ('review_due_on', models.DateField(verbose_name='审核期限')),
                ('state', models.CharField(choices=[('filed', '待审核'), ('refused', '不予发布'), ('withdrawn', '已撤回'), ('signing', '联名中'), ('reached', '待答复'), ('planned', '列入计划'), ('referred', '已转办'), ('declined', '不采纳')], default='filed', max_length=10, verbose_name='状态')),
                ('public_why', models.TextField(blank=True, max_length=500, verbose_name='公布的理由')),
                ('published_on', models.DateField(blank=True, null=True, verbose_name='发布日期')),
                ('households', models.PositiveIntegerField(blank=True, null=True, verbose_name='总户数')),
                ('needed', models.PositiveIntegerField(blank=True, null=True, verbose_name='要达到的户数')),
                ('reached_on', models.DateField(blank=True, null=True, verbose_name='达到日期')),
                ('answer_due_on', models.DateField(blank=True, null=True, verbose_name='答复期限')),
                ('answer', models.TextField(blank=True, max_length=500, verbose_name='答复')),
                ('answered_on', models.DateField(blank=True, null=True, verbose_name='答复日期')),
                ('office', models.CharField(blank=True, max_length=60, verbose_name='转给')),
                ('community', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='initiatives', to='communities.community', verbose_name='小区')),
                ('item', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='communities.catalogueitem', verbose_name='改造内容')),
                ('round', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='initiatives', to='resident_participation.round', verbose_name='征询')),
                ('row', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='initiatives', to='resident_participation.rollrow', verbose_name='发起户')),
            ],
            options={
                'verbose_name': '改造倡议',
                'ordering': ['-filed_on', '-pk'],
                'indexes': [models.Index(fields=['state', 'answer_due_on'], name='initiative_due')],
                'constraints': [models.UniqueConstraint(condition=models.Q(('state__in', ['filed', 'signing', 'reached'])), fields=('row',), name='one_running_initiative_a_household', violation_error_message='您家已经有一件倡议在办，办完再提下一件'), models.CheckConstraint(condition=models.Q(('published_on', None), models.Q(models.Q(('public_why', ''), _negated=True), ('households__gte', 1), ('needed__gt', 0)), _connector='OR'), name='published_initiative_has_a_goal'), models.CheckConstraint(condition=models.Q(models.Q(('state', 'reached'), _negated=True), models.Q(('answer_due_on__isnull', False), ('reached_on__isnull', False)), _connector='OR'), name='reached_initiative_is_due'), models.CheckConstraint(condition=models.Q(models.Q(('state__in', ['planned', 'referred', 'declined', 'refused']), _negated=True), models.Q(models.Q(('answer', ''), _negated=True), ('answered_on__isnull', False)), _connector='OR'), name='answered_initiative_has_a_reason', violation_error_message='答复倡议必须写理由')],
            },
        ),
        migrations.CreateModel(
            name='OpinionWindow',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('version', models.PositiveIntegerField(default=0, editable=False, verbose_name='版本')),
                ('updated_at', models.DateTimeField(default=django.utils.timezone.now, editable=False, verbose_name='最近修改')),
                ('title', models.CharField(max_length=60, verbose_name='标题')),
                ('text', models.TextField(blank=True, help_text='一行一条，写清楚方案要点', max_length=1000, verbose_name='征求什么意见')),
                ('opens_on', models.DateField(verbose_name='开始日期')),
                ('closes_on', models.DateField(verbose_name='截止日期')),
                ('community', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='opinion_windows', to='communities.community', verbose_name='小区')),
                ('project', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='opinion_windows', to='projects.project', verbose_name='改造项目')),
                ('round', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='opinion_windows', to='resident_participation.round', verbose_name='表决或征询')),
            ],
            options={
                'verbose_name': '方案征求意见',
                'ordering': ['-opens_on', '-pk'],
                'constraints': [models.CheckConstraint(condition=models.Q(models.Q(('project', None), ('round__isnull', False)), models.Q(('project__isnull', False), ('round', None)), _connector='OR'), name='opinion_window_on_one_scheme', violation_error_message='改造项目和表决征询选一个：对项目方案征求意见，或者对一轮表决的草稿征求意见'), models.CheckConstraint(condition=models.Q(('closes_on__gte', models.F('opens_on'))), name='opinion_window_in_order', violation_error_message='截止日期不能早于开始日期')],
            },
        ),
        migrations.CreateModel(
            name='SchemeOpinion',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('version', models.PositiveIntegerField(default=0, editable=False, verbose_name='版本')),
                ('updated_at', models.DateTimeField(default=django.utils.timezone.now, editable=False, verbose_name='最近修改')),
                ('building', models.CharField(blank=True, max_length=20, verbose_name='幢号')),
                ('band', models.CharField(blank=True, choices=[('ground', '1–2层住户'), ('middle', '3–4层住户'), ('upper', '5层以上住户')], max_length=6, verbose_name='楼层')),
                ('topic', models.CharField(choices=[('content', '改什么'), ('place', '做在哪里、怎么做'), ('cost', '费用'), ('works', '施工影响'), ('lift', '加装电梯'), ('other', '其他')], max_length=8, verbose_name='关于')),
                ('against', models.BooleanField(default=False, verbose_name='反对这个方案')),
                ('text', models.TextField(max_length=500, verbose_name='意见')),
                ('filed_at', models.DateTimeField(default=django.utils.timezone.now, verbose_name='提出时间')),
                ('state', models.CharField(choices=[('open', '待答复'), ('adopted', '采纳'), ('partly', '部分采纳'), ('declined', '不采纳')], default='open', max_length=8, verbose_name='答复')),
                ('public_text', models.TextField(blank=True, max_length=500, verbose_name='公开的意见')),
                ('reply', models.TextField(blank=True, max_length=500, verbose_name='理由')),
                ('answered_on', models.DateField(blank=True, null=True, verbose_name='答复日期')),
                ('row', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='opinions', to='resident_participation.rollrow', verbose_name='住户')),
                ('window', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='opinions', to='resident_participation.opinionwindow', verbose_name='征求意见')),
            ],
            options={
                'verbose_name': '方案意见',
                'ordering': ['window', 'filed_at', 'pk'],
                'constraints': [models.UniqueConstraint(fields=('window', 'row', 'topic'), name='one_opinion_a_household_and_topic'), models.CheckConstraint(condition=models.Q(models.Q(('answered_on', None), ('state', 'open')), models.Q(models.Q(('state', 'open'), _negated=True), models.Q(('reply', ''), _negated=True), models.Q(('public_text', ''), _negated=True), ('answered_on__isnull', False)), _connector='OR'), name='answered_opinion_has_a_reason', violation_error_message='答复意见必须写理由')],
            },
        ),
        migrations.CreateModel(
            name='Signature',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('version', models.PositiveIntegerField(default=0, editable=False, verbose_name='版本')),
                ('updated_at', models.DateTimeField(default=django.utils.timezone.now, editable=False, verbose_name='最近修改')),
                ('signed_at', models.DateTimeField(default=django.utils.timezone.now, verbose_name='联名时间')),
                ('initiative', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='signatures', to='resident_participation.initiative', verbose_name='改造倡议')),
                ('row', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='signatures', to='resident_participation.rollrow', verbose_name='住户')),
            ],
            options={
                'verbose_name': '倡议联名',
                'ordering': ['initiative', 'signed_at', 'pk'],
                'constraints': [models.UniqueConstraint(fields=('initiative', 'row'), name='one_signature_a_household', violation_error_message='您家已经联名了')],
            },
        ),
    ]
