import core.secrets
import django.contrib.postgres.fields
import django.db.models.deletion
import django.utils.timezone
from django.conf import settings
from django.db import migrations, models


KEPT = """
CREATE TRIGGER kept BEFORE UPDATE OR DELETE ON resident_participation_minutes
    FOR EACH ROW EXECUTE FUNCTION refuse_to_change_votes();
"""
UNKEPT = "DROP TRIGGER kept ON resident_participation_minutes;"


class Migration(migrations.Migration):

    dependencies = [
        ('accounts', '0002_organisations'),
        ('accounts', '__first__'),
        ('communities', '0003_units'),
        ('resident_participation', '0009_recounts'),
    ]

    operations = [
        migrations.CreateModel(
            name='Body',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('version', models.PositiveIntegerField(default=0, editable=False, verbose_name='版本')),
                ('updated_at', models.DateTimeField(default=django.utils.timezone.now, editable=False, verbose_name='最近修改')),
                ('kind', models.CharField(choices=[('council', '居民议事会'), ('committee', '业主委员会'), ('management', '物业管理委员会'), ('coordination', '协调会'), ('supervision', '监督小组')], max_length=14, verbose_name='种类')),
                ('name', models.CharField(max_length=60, verbose_name='名称')),
                ('number', models.PositiveSmallIntegerField(default=1, verbose_name='第几届')),
                ('term_from', models.DateField(verbose_name='任期开始')),
                ('term_to', models.DateField(verbose_name='任期届满')),
                ('chosen', models.CharField(choices=[('owners', '业主大会选举'), ('residents', '居民推选'), ('street', '街道组建'), ('community', '社区牵头成立')], max_length=12, verbose_name='产生方式')),
                ('document', models.CharField(blank=True, max_length=60, verbose_name='备案或组建文号')),
                ('contact', models.CharField(blank=True, help_text='会公开，请写办公地点和办公电话', max_length=80, verbose_name='联系方式')),
                ('state', models.CharField(choices=[('forming', '组建中'), ('serving', '履职中'), ('ended', '已终止')], default='forming', max_length=8, verbose_name='状态')),
                ('ended_on', models.DateField(blank=True, null=True, verbose_name='终止日期')),
                ('end_reason', models.CharField(blank=True, max_length=200, verbose_name='终止原因')),
                ('area', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='accounts.area', verbose_name='街道')),
                ('community', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='councils', to='communities.community', verbose_name='小区')),
                ('previous', models.ForeignKey(blank=True, editable=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='next_terms', to='resident_participation.body', verbose_name='上一届')),
            ],
            options={
                'verbose_name': '议事组织',
                'ordering': ['area', 'community', 'kind', '-number', 'pk'],
                'indexes': [models.Index(condition=models.Q(('state', 'serving')), fields=['term_to'], name='body_term_ends')],
                'constraints': [models.CheckConstraint(condition=models.Q(('term_from__lt', models.F('term_to'))), name='body_term_in_order', violation_error_message='任期届满要晚于任期开始'), models.CheckConstraint(condition=models.Q(models.Q(('kind__in', ['committee', 'management']), _negated=True), ('community__isnull', False), _connector='OR'), name='owners_body_has_a_community', violation_error_message='业主委员会和物业管理委员会要写明是哪个小区的'), models.UniqueConstraint(condition=models.Q(('kind__in', ['committee', 'management']), ('state', 'serving')), fields=('community',), name='one_owners_body_serves', violation_error_message='这个小区已经有履职中的业主委员会或物业管理委员会，请先换届或终止'), models.UniqueConstraint(condition=models.Q(('state', 'ended'), _negated=True), fields=('previous',), name='one_next_term', violation_error_message='下一届已经在组建'), models.CheckConstraint(condition=models.Q(models.Q(('ended_on__isnull', False), ('state', 'ended'), models.Q(('end_reason', ''), _negated=True)), models.Q(models.Q(('state', 'ended'), _negated=True), ('ended_on', None)), _connector='OR'), name='ended_body_says_why', violation_error_message='终止要写日期和原因')],
            },
        ),
        migrations.CreateModel(
            name='Meeting',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('version', models.PositiveIntegerField(default=0, editable=False, verbose_name='版本')),
                ('updated_at', models.DateTimeField(default=django.utils.timezone.now, editable=False, verbose_name='最近修改')),
                ('audience', models.CharField(choices=[('members', '成员会议'), ('owners', '业主大会'), ('residents', '居民会议')], default='members', max_length=10, verbose_name='谁参加')),
                ('title', models.CharField(max_length=80, verbose_name='会议名称')),
                ('text', models.TextField(blank=True, max_length=1000, verbose_name='说明')),
                ('starts_at', models.DateTimeField(verbose_name='时间')),
                ('place', models.CharField(max_length=80, verbose_name='地点')),
                ('phone', models.CharField(blank=True, help_text='印在通知上，请写办公电话', max_length=30, verbose_name='联系电话')),
                ('state', models.CharField(choices=[('draft', '筹备'), ('called', '已通知'), ('open', '签到中'), ('held', '已开完'), ('cancelled', '已取消')], default='draft', max_length=10, verbose_name='状态')),
                ('called_on', models.DateField(blank=True, null=True, verbose_name='通知日期')),
                ('opened_at', models.DateTimeField(blank=True, null=True, verbose_name='开始签到')),
                ('closed_at', models.DateTimeField(blank=True, null=True, verbose_name='结束')),
                ('cancel_reason', models.CharField(blank=True, max_length=200, verbose_name='取消原因')),
                ('result', models.JSONField(blank=True, default=dict, verbose_name='到会结果')),
                ('area', models.ForeignKey(editable=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='accounts.area', verbose_name='街道')),
                ('body', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='meetings', to='resident_participation.body', verbose_name='召集的组织')),
                ('community', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='meetings', to='communities.community', verbose_name='小区')),
                ('round', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='meetings', to='resident_participation.round', verbose_name='有关的表决')),
            ],
            options={
                'verbose_name': '会议',
                'ordering': ['-starts_at', '-pk'],
                'indexes': [models.Index(fields=['starts_at'], name='meeting_starts')],
                'constraints': [models.CheckConstraint(condition=models.Q(('audience', 'members'), ('community__isnull', False), _connector='OR'), name='open_meeting_has_a_community', violation_error_message='业主大会和居民会议要写明是哪个小区的'), models.CheckConstraint(condition=models.Q(models.Q(('state', 'held'), models.Q(('result', {}), _negated=True), ('closed_at__isnull', False)), models.Q(('state', 'held'), _negated=True), _connector='OR'), name='held_meeting_has_a_result')],
            },
        ),
        migrations.CreateModel(
            name='AgendaItem',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('version', models.PositiveIntegerField(default=0, editable=False, verbose_name='版本')),
                ('updated_at', models.DateTimeField(default=django.utils.timezone.now, editable=False, verbose_name='最近修改')),
                ('order', models.PositiveSmallIntegerField(default=1, verbose_name='次序')),
                ('title', models.CharField(max_length=120, verbose_name='议题')),
                ('text', models.TextField(blank=True, help_text='一行一条', max_length=1000, verbose_name='要点')),
                ('matter', models.PositiveSmallIntegerField(blank=True, null=True, verbose_name='民法典第二百七十八条第几项')),
                ('meeting', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='agenda', to='resident_participation.meeting', verbose_name='会议')),
            ],
            options={
                'verbose_name': '议题',
                'ordering': ['meeting', 'order', 'pk'],
                'constraints': [models.UniqueConstraint(fields=('meeting', 'order'), name='agenda_order_once'), models.CheckConstraint(condition=models.Q(('matter', None), ('matter__range', (1, 9)), _connector='OR'), name='agenda_matter_is_in_the_law', violation_error_message='民法典第二百七十八条只有第 1 到第 9 项')],
            },
        ),
        migrations.CreateModel(
            name='Member',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('version', models.PositiveIntegerField(default=0, editable=False, verbose_name='版本')),
                ('updated_at', models.DateTimeField(default=django.utils.timezone.now, editable=False, verbose_name='最近修改')),
                ('name', core.secrets.EncryptedTextField(verbose_name='姓名')),
                ('phone', core.secrets.EncryptedTextField(blank=True, verbose_name='联系电话')),
                ('post', models.CharField(choices=[('chair', '主任（组长）'), ('vice', '副主任（副组长）'), ('member', '成员'), ('alternate', '候补')], default='member', max_length=10, verbose_name='职务')),
                ('side', models.CharField(choices=[('owner', '业主'), ('resident', '居民'), ('street', '街道'), ('party', '社区党组织'), ('neighbourhood', '居民委员会'), ('firm', '参建和服务单位')], max_length=14, verbose_name='代表')),
                ('office', models.CharField(blank=True, help_text='因公职担任的填职务，例如 社区党委书记；填了就公开姓名', max_length=60, verbose_name='公职')),
                ('chosen', models.CharField(choices=[('elected', '选举'), ('self', '自荐'), ('nominated', '居民推荐'), ('appointed', '街道或社区确定'), ('office', '因职务担任')], max_length=10, verbose_name='怎么产生')),
                ('from_on', models.DateField(verbose_name='任职开始')),
                ('to_on', models.DateField(verbose_name='任职到')),
                ('left_reason', models.CharField(blank=True, max_length=200, verbose_name='离任原因')),
                ('interests', models.CharField(blank=True, help_text='会公开，没有就写 没有', max_length=200, verbose_name='利害关系申报')),
                ('declared_on', models.DateField(blank=True, null=True, verbose_name='申报日期')),
                ('body', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='members', to='resident_participation.body', verbose_name='议事组织')),
            ],
            options={
                'verbose_name': '议事组织成员',
                'ordering': ['body', models.Case(models.When(post='chair', then=0), models.When(post='vice', then=1), models.When(post='member', then=2), default=3), 'from_on', 'pk'],
                'constraints': [models.CheckConstraint(condition=models.Q(('from_on__lte', models.F('to_on'))), name='member_days_in_order', violation_error_message='任职结束不能早于开始'), models.CheckConstraint(condition=models.Q(models.Q(('declared_on', None), ('interests', '')), models.Q(('declared_on__isnull', False), models.Q(('interests', ''), _negated=True)), _connector='OR'), name='declaration_has_words_and_a_day', violation_error_message='利害关系申报要写内容和日期，没有利害关系就写 没有'), models.UniqueConstraint(condition=models.Q(('left_reason', ''), ('post', 'chair')), fields=('body',), name='one_chair', violation_error_message='已经有一位主任（组长）在任')],
            },
        ),
        migrations.CreateModel(
            name='Attendance',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('version', models.PositiveIntegerField(default=0, editable=False, verbose_name='版本')),
                ('updated_at', models.DateTimeField(default=django.utils.timezone.now, editable=False, verbose_name='最近修改')),
                ('building', models.CharField(blank=True, max_length=20, verbose_name='幢号')),
                ('unit', models.CharField(blank=True, max_length=20, verbose_name='单元号')),
                ('room', models.CharField(blank=True, max_length=20, verbose_name='室号')),
                ('guest', models.CharField(blank=True, max_length=60, verbose_name='列席单位和职务')),
                ('capacity', models.CharField(blank=True, choices=[('owner', '业主本人'), ('proxy', '受托人（有委托书）'), ('resident', '住户，不是业主')], max_length=10, verbose_name='身份')),
                ('way', models.CharField(choices=[('tap', '现场点选'), ('slip', '扫投票单'), ('sheet', '照纸质签到表补录')], default='tap', max_length=6, verbose_name='方式')),
                ('at', models.DateTimeField(default=django.utils.timezone.now, verbose_name='时间')),
                ('by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='登记人')),
                ('meeting', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='attendances', to='resident_participation.meeting', verbose_name='会议')),
                ('member', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='attendances', to='resident_participation.member', verbose_name='成员')),
            ],
            options={
                'verbose_name': '到会',
                'ordering': ['meeting', 'at', 'pk'],
                'constraints': [models.UniqueConstraint(condition=models.Q(('room', ''), _negated=True), fields=('meeting', 'building', 'unit', 'room'), name='room_signs_in_once', violation_error_message='这一户已经签到'), models.UniqueConstraint(fields=('meeting', 'member'), name='member_signs_in_once', violation_error_message='这位成员已经签到'), models.CheckConstraint(condition=models.Q(models.Q(('guest', ''), ('member__isnull', False), ('room', '')), models.Q(models.Q(('room', ''), _negated=True), models.Q(('capacity', ''), _negated=True), ('guest', ''), ('member', None)), models.Q(models.Q(('guest', ''), _negated=True), ('member', None), ('room', '')), _connector='OR'), name='attendance_of_one')],
            },
        ),
        migrations.CreateModel(
            name='Minutes',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('version', models.PositiveIntegerField(default=0, editable=False, verbose_name='版本')),
                ('updated_at', models.DateTimeField(default=django.utils.timezone.now, editable=False, verbose_name='最近修改')),
                ('number', models.PositiveSmallIntegerField(verbose_name='第几版')),
                ('text', models.TextField(max_length=20000, verbose_name='纪要')),
                ('reason', models.CharField(blank=True, max_length=200, verbose_name='更正原因')),
                ('sha256', models.CharField(max_length=64, verbose_name='校验码')),
                ('by_name', models.CharField(max_length=60, verbose_name='记录人')),
                ('at', models.DateTimeField(default=django.utils.timezone.now, verbose_name='发布时间')),
                ('meeting', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='minutes', to='resident_participation.meeting', verbose_name='会议')),
            ],
            options={
                'verbose_name': '会议纪要',
                'verbose_name_plural': '会议纪要',
                'ordering': ['meeting', '-number'],
                'constraints': [models.UniqueConstraint(fields=('meeting', 'number'), name='minutes_version_once'), models.CheckConstraint(condition=models.Q(('number', 1), models.Q(('reason', ''), _negated=True), _connector='OR'), name='corrected_minutes_say_why', violation_error_message='更正纪要要写原因')],
            },
        ),
        migrations.CreateModel(
            name='Resolution',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('version', models.PositiveIntegerField(default=0, editable=False, verbose_name='版本')),
                ('updated_at', models.DateTimeField(default=django.utils.timezone.now, editable=False, verbose_name='最近修改')),
                ('order', models.PositiveSmallIntegerField(default=1, verbose_name='次序')),
                ('title', models.CharField(max_length=200, verbose_name='决议')),
                ('agree', models.PositiveSmallIntegerField(blank=True, null=True, verbose_name='同意')),
                ('against', models.PositiveSmallIntegerField(blank=True, null=True, verbose_name='不同意')),
                ('abstain', models.PositiveSmallIntegerField(blank=True, null=True, verbose_name='弃权')),
                ('owner', models.CharField(help_text='会公开，例如 社区居委会、街道城建办', max_length=60, verbose_name='责任单位或岗位')),
                ('person', core.secrets.EncryptedTextField(blank=True, verbose_name='责任人')),
                ('due_on', models.DateField(verbose_name='完成期限')),
                ('decided_on', models.DateField(verbose_name='决议日期')),
                ('state', models.CharField(choices=[('open', '办理中'), ('done', '已办结'), ('dropped', '不再办理')], default='open', max_length=8, verbose_name='状态')),
                ('done_on', models.DateField(blank=True, null=True, verbose_name='办结日期')),
                ('outcome', models.CharField(blank=True, max_length=300, verbose_name='结果')),
                ('evidence', models.CharField(blank=True, max_length=120, verbose_name='凭据')),
                ('item', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='resolutions', to='resident_participation.agendaitem', verbose_name='议题')),
                ('meeting', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='resolutions', to='resident_participation.meeting', verbose_name='会议')),
            ],
            options={
                'verbose_name': '会议决议',
                'ordering': ['-state', 'due_on', 'pk'],
                'indexes': [models.Index(condition=models.Q(('state', 'open')), fields=['due_on'], name='resolution_open_due')],
                'constraints': [models.UniqueConstraint(fields=('meeting', 'order'), name='resolution_order_once'), models.CheckConstraint(condition=models.Q(('due_on__gte', models.F('decided_on'))), name='resolution_due_after_decision', violation_error_message='完成期限不能早于开会那天'), models.CheckConstraint(condition=models.Q(models.Q(('done_on', None), ('state', 'open')), models.Q(models.Q(('state', 'open'), _negated=True), models.Q(('outcome', ''), _negated=True), ('done_on__isnull', False)), _connector='OR'), name='ended_resolution_has_an_outcome', violation_error_message='办结要写日期和结果')],
            },
        ),
        migrations.CreateModel(
            name='SignInSheet',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('version', models.PositiveIntegerField(default=0, editable=False, verbose_name='版本')),
                ('updated_at', models.DateTimeField(default=django.utils.timezone.now, editable=False, verbose_name='最近修改')),
                ('meeting', models.OneToOneField(on_delete=django.db.models.deletion.PROTECT, related_name='sheet', to='resident_participation.meeting', verbose_name='会议')),
            ],
            options={
                'verbose_name': '签到表',
                'ordering': ['meeting'],
            },
        ),
        migrations.CreateModel(
            name='Talent',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('version', models.PositiveIntegerField(default=0, editable=False, verbose_name='版本')),
                ('updated_at', models.DateTimeField(default=django.utils.timezone.now, editable=False, verbose_name='最近修改')),
                ('name', core.secrets.EncryptedTextField(blank=True, verbose_name='姓名')),
                ('phone', core.secrets.EncryptedTextField(blank=True, verbose_name='联系电话')),
                ('skills', django.contrib.postgres.fields.ArrayField(base_field=models.CharField(choices=[('electrician', '电工'), ('plumber', '水暖'), ('builder', '泥瓦木工'), ('engineer', '建筑工程'), ('cost', '造价预算'), ('accounts', '财务会计'), ('law', '法律'), ('medicine', '医护'), ('teaching', '教育'), ('garden', '园林绿化'), ('mediation', '调解'), ('design', '书画设计'), ('computer', '电脑摄影'), ('other', '其他')], max_length=12), size=None, verbose_name='特长')),
                ('wishes', django.contrib.postgres.fields.ArrayField(base_field=models.CharField(choices=[('supervise', '监督'), ('council', '议事'), ('mediate', '调解'), ('tell', '宣传'), ('stair', '楼道长'), ('help', '志愿服务')], max_length=12), size=None, verbose_name='愿意做什么')),
                ('work', models.CharField(choices=[('retired', '已退休'), ('employed', '在职'), ('free', '自由职业')], max_length=10, verbose_name='工作状况')),
                ('remark', core.secrets.EncryptedTextField(blank=True, verbose_name='说明')),
                ('consent_on', models.DateField(verbose_name='同意日期')),
                ('expires_on', models.DateField(editable=False, verbose_name='同意到期')),
                ('fingerprint', models.CharField(editable=False, max_length=64, unique=True, verbose_name='撤回码指纹')),
                ('withdrawn_on', models.DateField(blank=True, editable=False, null=True, verbose_name='撤回日期')),
                ('community', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='talents', to='communities.community', verbose_name='小区')),
            ],
            options={
                'verbose_name': '能人',
                'ordering': ['community', 'pk'],
                'indexes': [models.Index(condition=models.Q(('withdrawn_on', None)), fields=['expires_on'], name='talent_expires')],
                'constraints': [models.CheckConstraint(condition=models.Q(('consent_on__lt', models.F('expires_on'))), name='talent_consent_in_order', violation_error_message='同意到期要晚于同意日期'), models.CheckConstraint(condition=models.Q(models.Q(('withdrawn_on', None), models.Q(('name', ''), _negated=True)), models.Q(('name', ''), ('phone', ''), ('remark', ''), ('withdrawn_on__isnull', False)), _connector='OR'), name='withdrawn_talent_is_forgotten', violation_error_message='请填姓名')],
            },
        ),
        migrations.RunSQL(
            sql=KEPT,
            reverse_sql=UNKEPT,
        ),
    ]
