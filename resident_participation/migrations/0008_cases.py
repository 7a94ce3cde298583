import django.db.models.deletion
import django.utils.timezone
from django.conf import settings
from django.db import migrations, models

# What was open is at work; what was closed had a reply, and nobody had asked the resident.
OLD_ONES = """
UPDATE resident_participation_feedback SET
  due_at = (due_on + time '17:30') AT TIME ZONE 'Asia/Shanghai',
  answer_due_at = (due_on + time '17:30') AT TIME ZONE 'Asia/Shanghai',
  accepted_at = received_at,
  answered_at = closed_at,
  replied_at = closed_at,
  state = CASE state WHEN 'closed' THEN 'unrated' ELSE 'accepted' END
"""


class Migration(migrations.Migration):

    dependencies = [
        ('accounts', '0002_organisations'),
        ('communities', '0003_units'),
        ('projects', '0003_warning_rules_are_logged'),
        ('resident_participation', '0007_enforcement'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name='CallBack',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('version', models.PositiveIntegerField(default=0, editable=False, verbose_name='版本')),
                ('updated_at', models.DateTimeField(default=django.utils.timezone.now, editable=False, verbose_name='最近修改')),
                ('outcome', models.CharField(choices=[('solved', '解决了'), ('partly', '部分解决'), ('unsolved', '没解决'), ('unreached', '没联系上')], max_length=10, verbose_name='居民的回答')),
                ('satisfied', models.BooleanField(blank=True, null=True, verbose_name='满意')),
                ('way', models.CharField(choices=[('phone', '电话回访'), ('visit', '上门回访'), ('receipt', '居民凭回执')], default='phone', max_length=10, verbose_name='方式')),
                ('note', models.CharField(blank=True, max_length=500, verbose_name='居民补充')),
                ('at', models.DateTimeField(default=django.utils.timezone.now, verbose_name='时间')),
            ],
            options={
                'verbose_name': '回访',
                'ordering': ['pk'],
            },
        ),
        migrations.CreateModel(
            name='CannedReply',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('version', models.PositiveIntegerField(default=0, editable=False, verbose_name='版本')),
                ('updated_at', models.DateTimeField(default=django.utils.timezone.now, editable=False, verbose_name='最近修改')),
                ('title', models.CharField(max_length=20, verbose_name='名称')),
                ('text', models.TextField(max_length=1000, verbose_name='内容')),
            ],
            options={
                'verbose_name': '常用答复',
                'ordering': ['category__order', 'title', 'pk'],
            },
        ),
        migrations.CreateModel(
            name='ClockRule',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('version', models.PositiveIntegerField(default=0, editable=False, verbose_name='版本')),
                ('updated_at', models.DateTimeField(default=django.utils.timezone.now, editable=False, verbose_name='最近修改')),
                ('severity', models.CharField(choices=[('emerging', '苗头'), ('key', '重点'), ('hard', '难点')], max_length=10, verbose_name='级别')),
                ('answer', models.PositiveSmallIntegerField(verbose_name='首次答复')),
                ('answer_unit', models.CharField(choices=[('working_hours', '工作小时'), ('working_days', '个工作日'), ('hours', '小时'), ('days', '日')], default='working_days', max_length=14, verbose_name='首次答复单位')),
                ('solve', models.PositiveSmallIntegerField(verbose_name='办理')),
                ('solve_unit', models.CharField(choices=[('working_hours', '工作小时'), ('working_days', '个工作日'), ('hours', '小时'), ('days', '日')], default='working_days', max_length=14, verbose_name='办理单位')),
                ('source', models.CharField(max_length=200, verbose_name='依据')),
                ('trust', models.CharField(choices=[('law', '法规原文'), ('seen', '公开资料'), ('known', '通行做法，待核'), ('own', '平台默认，可改')], default='own', max_length=6, verbose_name='可信程度')),
                ('valid_from', models.DateField(verbose_name='启用日期')),
            ],
            options={
                'verbose_name': '办理时限',
                'ordering': [models.OrderBy(models.F('category__order'), nulls_first=True), 'severity', '-valid_from'],
            },
        ),
        migrations.CreateModel(
            name='Escalation',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('version', models.PositiveIntegerField(default=0, editable=False, verbose_name='版本')),
                ('updated_at', models.DateTimeField(default=django.utils.timezone.now, editable=False, verbose_name='最近修改')),
                ('kind', models.CharField(choices=[('overdue', '超期'), ('reopened', '两次没解决'), ('alike', '同楼同类 30 日内多件'), ('safety', '涉及安全')], max_length=10, verbose_name='原因')),
                ('level', models.CharField(blank=True, choices=[('street', '街道'), ('district', '区县'), ('city', '市级'), ('department', '部门'), ('firm', '单位')], max_length=10, verbose_name='上报到')),
                ('severity_before', models.CharField(choices=[('emerging', '苗头'), ('key', '重点'), ('hard', '难点')], max_length=10, verbose_name='原级别')),
                ('severity_after', models.CharField(choices=[('emerging', '苗头'), ('key', '重点'), ('hard', '难点')], max_length=10, verbose_name='现级别')),
                ('note', models.CharField(max_length=200, verbose_name='说明')),
                ('at', models.DateTimeField(default=django.utils.timezone.now, verbose_name='时间')),
            ],
            options={
                'verbose_name': '升级',
                'ordering': ['pk'],
            },
        ),
        migrations.CreateModel(
            name='HandOver',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('version', models.PositiveIntegerField(default=0, editable=False, verbose_name='版本')),
                ('updated_at', models.DateTimeField(default=django.utils.timezone.now, editable=False, verbose_name='最近修改')),
                ('from_office', models.CharField(max_length=80, verbose_name='移交方')),
                ('handler', models.CharField(choices=[('street', '街道'), ('district', '区县'), ('city', '市级'), ('department', '部门'), ('firm', '单位')], max_length=10, verbose_name='移交到')),
                ('office', models.CharField(max_length=80, verbose_name='接收单位')),
                ('reason', models.CharField(max_length=500, verbose_name='移交原因')),
                ('state', models.CharField(choices=[('offered', '待接收'), ('accepted', '已接收'), ('refused', '已退回'), ('decided', '上级指定'), ('withdrawn', '已收回')], default='offered', max_length=10, verbose_name='状态')),
                ('made_at', models.DateTimeField(default=django.utils.timezone.now, verbose_name='移交时间')),
                ('settled_at', models.DateTimeField(blank=True, null=True, verbose_name='接收或退回时间')),
                ('competent', models.CharField(blank=True, max_length=80, verbose_name='应由谁办')),
                ('answer', models.CharField(blank=True, max_length=500, verbose_name='接收或退回说明')),
            ],
            options={
                'verbose_name': '移交',
                'ordering': ['pk'],
            },
        ),
        migrations.CreateModel(
            name='Pause',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('version', models.PositiveIntegerField(default=0, editable=False, verbose_name='版本')),
                ('updated_at', models.DateTimeField(default=django.utils.timezone.now, editable=False, verbose_name='最近修改')),
                ('why', models.CharField(choices=[('resident', '等居民补充或配合'), ('appraisal', '等鉴定或检测'), ('approval', '等审批'), ('weather', '等天气'), ('material', '等材料或设备'), ('other', '其他')], max_length=10, verbose_name='原因')),
                ('reason', models.CharField(max_length=200, verbose_name='说明')),
                ('since', models.DateTimeField(default=django.utils.timezone.now, verbose_name='起')),
                ('until', models.DateTimeField(blank=True, null=True, verbose_name='止')),
                ('minutes', models.PositiveIntegerField(default=0, verbose_name='顺延（工作分钟）')),
            ],
            options={
                'verbose_name': '暂停',
                'ordering': ['pk'],
            },
        ),
        migrations.CreateModel(
            name='Reply',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('version', models.PositiveIntegerField(default=0, editable=False, verbose_name='版本')),
                ('updated_at', models.DateTimeField(default=django.utils.timezone.now, editable=False, verbose_name='最近修改')),
                ('text', models.TextField(max_length=2000, verbose_name='答复')),
                ('interim', models.BooleanField(default=False, verbose_name='先行答复')),
                ('office', models.CharField(max_length=80, verbose_name='答复单位')),
                ('at', models.DateTimeField(default=django.utils.timezone.now, verbose_name='答复时间')),
            ],
            options={
                'verbose_name': '答复',
                'ordering': ['pk'],
            },
        ),
        migrations.CreateModel(
            name='SafetyWord',
            fields=[
                ('word', models.CharField(max_length=20, primary_key=True, serialize=False, verbose_name='安全词')),
                ('source', models.CharField(max_length=200, verbose_name='依据')),
            ],
            options={
                'verbose_name': '安全词',
                'ordering': ['word'],
            },
        ),
        migrations.AlterModelOptions(
            name='feedback',
            options={'ordering': [models.OrderBy(models.F('closed_at'), descending=True, nulls_first=True), 'due_at', 'pk'], 'verbose_name': '意见诉求', 'verbose_name_plural': '意见诉求'},
        ),
        migrations.RemoveConstraint(
            model_name='feedback',
            name='closed_feedback_has_a_reply',
        ),
        migrations.RemoveIndex(
            model_name='feedback',
            name='feedback_open_due',
        ),
        migrations.RemoveField(
            model_name='feedbackcategory',
            name='days',
        ),
        migrations.RemoveField(
            model_name='feedbackcategory',
            name='source',
        ),
        migrations.AddField(
            model_name='feedback',
            name='accepted_at',
            field=models.DateTimeField(blank=True, null=True, verbose_name='受理时间'),
        ),
        migrations.AddField(
            model_name='feedback',
            name='answer_due_at',
            field=models.DateTimeField(default=django.utils.timezone.now, verbose_name='答复期限'),
            preserve_default=False,
        ),
        migrations.AddField(
            model_name='feedback',
            name='answered_at',
            field=models.DateTimeField(blank=True, null=True, verbose_name='首次答复时间'),
        ),
        migrations.AddField(
            model_name='feedback',
            name='department',
            field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='projects.department', verbose_name='承办部门'),
        ),
        migrations.AddField(
            model_name='feedback',
            name='due_at',
            field=models.DateTimeField(default=django.utils.timezone.now, verbose_name='办理期限'),
            preserve_default=False,
        ),
        migrations.AddField(
            model_name='feedback',
            name='escalated_to',
            field=models.CharField(blank=True, choices=[('street', '街道'), ('district', '区县'), ('city', '市级'), ('department', '部门'), ('firm', '单位')], max_length=10, verbose_name='上报到'),
        ),
        migrations.AddField(
            model_name='feedback',
            name='external_due_at',
            field=models.DateTimeField(blank=True, null=True, verbose_name='12345办理期限'),
        ),
        migrations.AddField(
            model_name='feedback',
            name='external_number',
            field=models.CharField(blank=True, max_length=40, null=True, unique=True, verbose_name='12345工单号'),
        ),
        migrations.AddField(
            model_name='feedback',
            name='hand_overs',
            field=models.PositiveSmallIntegerField(default=0, verbose_name='移交次数'),
        ),
        migrations.AddField(
            model_name='feedback',
            name='keeper',
            field=models.CharField(choices=[('street', '街道'), ('district', '区县'), ('city', '市级'), ('department', '部门'), ('firm', '单位')], default='street', max_length=10, verbose_name='跟办层级'),
        ),
        migrations.AddField(
            model_name='feedback',
            name='lead',
            field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='followers', to='resident_participation.feedback', verbose_name='并入'),
        ),
        migrations.AddField(
            model_name='feedback',
            name='organisation',
            field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='feedback', to='accounts.organisation', verbose_name='承办企业'),
        ),
        migrations.AddField(
            model_name='feedback',
            name='outcome',
            field=models.CharField(blank=True, choices=[('solved', '解决了'), ('partly', '部分解决'), ('unsolved', '没解决')], max_length=10, verbose_name='回访结果'),
        ),
        migrations.AddField(
            model_name='feedback',
            name='paused_at',
            field=models.DateTimeField(blank=True, null=True, verbose_name='暂停起'),
        ),
        migrations.AddField(
            model_name='feedback',
            name='pauses',
            field=models.PositiveSmallIntegerField(default=0, verbose_name='暂停次数'),
        ),
        migrations.AddField(
            model_name='feedback',
            name='public_summary',
            field=models.CharField(blank=True, max_length=200, verbose_name='公开摘要'),
        ),
        migrations.AddField(
            model_name='feedback',
            name='published_at',
            field=models.DateTimeField(blank=True, null=True, verbose_name='公开时间'),
        ),
        migrations.AddField(
            model_name='feedback',
            name='reopened',
            field=models.PositiveSmallIntegerField(default=0, verbose_name='重办次数'),
        ),
        migrations.AddField(
            model_name='feedback',
            name='replied_at',
            field=models.DateTimeField(blank=True, null=True, verbose_name='答复时间'),
        ),
        migrations.AddField(
            model_name='feedback',
            name='satisfied',
            field=models.BooleanField(blank=True, null=True, verbose_name='满意'),
        ),
        migrations.AddField(
            model_name='feedback',
            name='word_hash',
            field=models.CharField(blank=True, editable=False, max_length=64, verbose_name='口令校验'),
        ),
        migrations.AlterField(
            model_name='feedback',
            name='channel',
            field=models.CharField(choices=[('window', '街道窗口'), ('phone', '电话'), ('visit', '走访'), ('grid', '网格员'), ('hotline', '12345'), ('petition', '信访转办'), ('letter', '信件'), ('online', '网上'), ('other', '其他')], default='window', max_length=10, verbose_name='来源'),
        ),
        migrations.AlterField(
            model_name='feedback',
            name='handler',
            field=models.CharField(choices=[('street', '街道'), ('district', '区县'), ('city', '市级'), ('department', '部门'), ('firm', '单位')], default='street', max_length=10, verbose_name='承办层级'),
        ),
        migrations.AlterField(
            model_name='feedback',
            name='received_at',
            field=models.DateTimeField(default=django.utils.timezone.now, verbose_name='登记时间'),
        ),
        migrations.AlterField(
            model_name='feedback',
            name='state',
            field=models.CharField(choices=[('received', '待受理'), ('accepted', '办理中'), ('handed', '待接收'), ('reopened', '重新办理'), ('merged', '已并入'), ('replied', '待回访'), ('solved', '已解决'), ('unrated', '未评价')], default='received', max_length=10, verbose_name='状态'),
        ),
        migrations.AddField(
            model_name='callback',
            name='feedback',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='call_backs', to='resident_participation.feedback', verbose_name='意见诉求'),
        ),
        migrations.AddField(
            model_name='cannedreply',
            name='area',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='accounts.area', verbose_name='所属区划'),
        ),
        migrations.AddField(
            model_name='cannedreply',
            name='category',
            field=models.ForeignKey(blank=True, help_text='空着就是各类都用', null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='resident_participation.feedbackcategory', verbose_name='适用类别'),
        ),
        migrations.AddField(
            model_name='clockrule',
            name='category',
            field=models.ForeignKey(blank=True, help_text='空着就是这一级别的一般时限', null=True, on_delete=django.db.models.deletion.PROTECT, related_name='clocks', to='resident_participation.feedbackcategory', verbose_name='类别'),
        ),
        migrations.AddField(
            model_name='escalation',
            name='feedback',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='escalations', to='resident_participation.feedback', verbose_name='意见诉求'),
        ),
        migrations.AddField(
            model_name='handover',
            name='department',
            field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='projects.department', verbose_name='部门'),
        ),
        migrations.AddField(
            model_name='handover',
            name='feedback',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='hand_over_rows', to='resident_participation.feedback', verbose_name='意见诉求'),
        ),
        migrations.AddField(
            model_name='handover',
            name='organisation',
            field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='accounts.organisation', verbose_name='企业'),
        ),
        migrations.AddField(
            model_name='feedback',
            name='offer',
            field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='resident_participation.handover', verbose_name='最近一次移交'),
        ),
        migrations.RunSQL(OLD_ONES, migrations.RunSQL.noop),
        migrations.RemoveField(
            model_name='feedback',
            name='due_on',
        ),
        migrations.AddIndex(
            model_name='feedback',
            index=models.Index(models.OrderBy(models.F('closed_at'), descending=True, nulls_first=True), models.F('due_at'), models.F('id'), name='feedback_inbox'),
        ),
        migrations.AddIndex(
            model_name='feedback',
            index=models.Index(condition=models.Q(('state__in', ('solved', 'unrated')), _negated=True), fields=['due_at'], name='feedback_open_due'),
        ),
        migrations.AddIndex(
            model_name='feedback',
            index=models.Index(fields=['community', 'category', 'received_at'], name='feedback_alike'),
        ),
        migrations.AddIndex(
            model_name='feedback',
            index=models.Index(condition=models.Q(('state', 'replied')), fields=['replied_at'], name='feedback_waits_for_call'),
        ),
        migrations.AddConstraint(
            model_name='feedback',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('closed_at__isnull', False), ('replied_at__isnull', False), ('state__in', ('solved', 'unrated')), models.Q(('reply', ''), _negated=True)), models.Q(models.Q(('state__in', ('solved', 'unrated')), _negated=True), ('closed_at', None)), _connector='OR'), name='closed_feedback_has_a_reply', violation_error_message='办结必须有答复'),
        ),
        migrations.AddConstraint(
            model_name='feedback',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('state', 'merged'), _negated=True), ('lead__isnull', False), _connector='OR'), name='merged_feedback_has_a_lead', violation_error_message='请写明并入哪一件'),
        ),
        migrations.AddConstraint(
            model_name='feedback',
            constraint=models.CheckConstraint(condition=models.Q(('lead', models.F('id')), _negated=True), name='feedback_leads_others', violation_error_message='不能并入自己'),
        ),
        migrations.AddConstraint(
            model_name='feedback',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('handler', 'firm'), _negated=True), ('organisation__isnull', False), _connector='OR'), name='feedback_firm_is_named', violation_error_message='请选承办企业'),
        ),
        migrations.AddConstraint(
            model_name='feedback',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('handler', 'department'), _negated=True), ('department__isnull', False), _connector='OR'), name='feedback_department_is_named', violation_error_message='请选承办部门'),
        ),
        migrations.AddConstraint(
            model_name='feedback',
            constraint=models.CheckConstraint(condition=models.Q(('published_at', None), models.Q(('public_summary', ''), _negated=True), _connector='OR'), name='published_feedback_has_a_summary', violation_error_message='公开前请写公开摘要'),
        ),
        migrations.AddField(
            model_name='pause',
            name='feedback',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='pause_rows', to='resident_participation.feedback', verbose_name='意见诉求'),
        ),
        migrations.AddField(
            model_name='reply',
            name='feedback',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='replies', to='resident_participation.feedback', verbose_name='意见诉求'),
        ),
        migrations.AddConstraint(
            model_name='callback',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('outcome', 'unreached'), _negated=True), ('satisfied', None), _connector='OR'), name='nobody_reached_nobody_satisfied', violation_error_message='没联系上就没有满意不满意'),
        ),
        migrations.AddConstraint(
            model_name='cannedreply',
            constraint=models.UniqueConstraint(fields=('area', 'title'), name='canned_reply_once', violation_error_message='已经有同名的常用答复'),
        ),
        migrations.AddConstraint(
            model_name='clockrule',
            constraint=models.UniqueConstraint(fields=('category', 'severity', 'valid_from'), name='clock_once_a_day', nulls_distinct=False, violation_error_message='这一天已经有一条这样的时限'),
        ),
        migrations.AddConstraint(
            model_name='clockrule',
            constraint=models.CheckConstraint(condition=models.Q(('answer__gt', 0), ('solve__gt', 0)), name='clock_runs', violation_error_message='时限要大于 0'),
        ),
        migrations.AddConstraint(
            model_name='escalation',
            constraint=models.UniqueConstraint(fields=('feedback', 'kind', 'level'), name='escalated_once', violation_error_message='已经升级过'),
        ),
        migrations.AddConstraint(
            model_name='handover',
            constraint=models.UniqueConstraint(condition=models.Q(('state', 'offered')), fields=('feedback',), name='one_hand_over_at_a_time', violation_error_message='上一次移交还没有接收'),
        ),
        migrations.AddConstraint(
            model_name='handover',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('state', 'refused'), _negated=True), models.Q(models.Q(('competent', ''), _negated=True), models.Q(('answer', ''), _negated=True)), _connector='OR'), name='refusal_names_who_is_competent', violation_error_message='退回要写明应由谁办和理由'),
        ),
        migrations.AddConstraint(
            model_name='pause',
            constraint=models.UniqueConstraint(condition=models.Q(('until', None)), fields=('feedback',), name='one_pause_at_a_time', violation_error_message='已经暂停了'),
        ),
        migrations.AddConstraint(
            model_name='pause',
            constraint=models.CheckConstraint(condition=models.Q(('until', None), ('until__gte', models.F('since')), _connector='OR'), name='pause_ends_after_it_begins', violation_error_message='恢复不能早于暂停'),
        ),
    ]
