import django.db.models.deletion
import django.utils.timezone
import uuid
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    initial = True

    dependencies = [
        ('accounts', '__first__'),
    ]

    operations = [
        migrations.CreateModel(
            name='Job',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('kind', models.CharField(max_length=40, verbose_name='种类')),
                ('title', models.CharField(max_length=120, verbose_name='名称')),
                ('state', models.CharField(choices=[('queued', '排队中'), ('running', '进行中'), ('done', '已完成'), ('failed', '未完成')], default='queued', max_length=10, verbose_name='状态')),
                ('key', models.CharField(max_length=120, null=True, unique=True, verbose_name='唯一键')),
                ('params', models.JSONField(default=dict, verbose_name='参数')),
                ('done', models.PositiveIntegerField(default=0, verbose_name='已办')),
                ('total', models.PositiveIntegerField(default=0, verbose_name='总数')),
                ('message', models.CharField(blank=True, max_length=200, verbose_name='进度说明')),
                ('result', models.JSONField(default=dict, verbose_name='结果')),
                ('result_url', models.CharField(blank=True, max_length=200, verbose_name='结果网址')),
                ('result_file', models.FileField(blank=True, upload_to='jobs/%Y/%m/', verbose_name='结果文件')),
                ('error', models.TextField(blank=True, verbose_name='未完成原因')),
                ('attempts', models.PositiveSmallIntegerField(default=0, verbose_name='运行次数')),
                ('created_at', models.DateTimeField(default=django.utils.timezone.now, verbose_name='发起时间')),
                ('sent_at', models.DateTimeField(null=True, verbose_name='派发时间')),
                ('started_at', models.DateTimeField(null=True, verbose_name='开始时间')),
                ('finished_at', models.DateTimeField(null=True, verbose_name='结束时间')),
                ('by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='jobs', to=settings.AUTH_USER_MODEL, verbose_name='发起人')),
            ],
            options={
                'verbose_name': '后台任务',
                'ordering': ['-pk'],
                'indexes': [models.Index(condition=models.Q(('state__in', ['queued', 'running'])), fields=['id'], name='job_unfinished'), models.Index(fields=['by', '-id'], name='job_by')],
            },
        ),
        migrations.CreateModel(
            name='Import',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('kind', models.CharField(max_length=40, verbose_name='种类')),
                ('area_code', models.CharField(blank=True, max_length=12, verbose_name='上传人区划')),
                ('file', models.FileField(upload_to='imports/%Y/%m/', verbose_name='文件')),
                ('filename', models.CharField(max_length=200, verbose_name='文件名')),
                ('state', models.CharField(choices=[('reading', '正在核对'), ('ready', '等待确认'), ('committing', '正在导入'), ('done', '已导入'), ('failed', '不能导入')], default='reading', max_length=12, verbose_name='状态')),
                ('mapping', models.JSONField(default=dict, verbose_name='列的指定')),
                ('sheet_name', models.CharField(blank=True, max_length=80, verbose_name='工作表')),
                ('counts', models.JSONField(default=dict, verbose_name='计数')),
                ('errors', models.JSONField(default=list, verbose_name='错误')),
                ('notices', models.JSONField(default=list, verbose_name='提示')),
                ('preview', models.JSONField(default=list, verbose_name='预览')),
                ('headers', models.JSONField(default=list, verbose_name='表头')),
                ('digest', models.CharField(blank=True, max_length=64, verbose_name='预览校验')),
                ('rejected_file', models.FileField(blank=True, upload_to='imports/%Y/%m/', verbose_name='错误行')),
                ('skip_rejected', models.BooleanField(default=False, verbose_name='跳过错误行')),
                ('error', models.TextField(blank=True, verbose_name='不能导入的原因')),
                ('created_at', models.DateTimeField(default=django.utils.timezone.now, verbose_name='上传时间')),
                ('committed_at', models.DateTimeField(null=True, verbose_name='导入时间')),
                ('by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='imports', to=settings.AUTH_USER_MODEL, verbose_name='上传人')),
                ('job', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='core.job', verbose_name='任务')),
            ],
            options={
                'verbose_name': '导入',
                'ordering': ['-pk'],
            },
        ),
        migrations.CreateModel(
            name='SavedFilter',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('list_name', models.CharField(max_length=60, verbose_name='列表')),
                ('name', models.CharField(max_length=30, verbose_name='名称')),
                ('querystring', models.CharField(max_length=500, verbose_name='条件')),
                ('user', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='saved_filters', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'verbose_name': '常用筛选',
                'ordering': ['pk'],
                'constraints': [models.UniqueConstraint(fields=('user', 'list_name', 'name'), name='saved_filter_once')],
            },
        ),
        migrations.CreateModel(
            name='Seal',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('at', models.DateTimeField(default=django.utils.timezone.now, verbose_name='时间')),
                ('previous', models.CharField(max_length=64, verbose_name='前一封')),
                ('entries', models.JSONField(verbose_name='封存内容')),
                ('hash', models.CharField(max_length=64, unique=True, verbose_name='封号')),
            ],
            options={
                'verbose_name': '封存',
                'ordering': ['pk'],
                'constraints': [models.UniqueConstraint(fields=('previous',), name='seal_chain_never_forks')],
            },
        ),
        migrations.CreateModel(
            name='Change',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('uid', models.UUIDField(default=uuid.uuid4, unique=True, verbose_name='唯一号')),
                ('at', models.DateTimeField(db_index=True, default=django.utils.timezone.now, verbose_name='时间')),
                ('by_name', models.CharField(max_length=150, verbose_name='经办人姓名')),
                ('act', models.CharField(max_length=60, verbose_name='事项')),
                ('target_type', models.CharField(max_length=60, verbose_name='对象类别')),
                ('target_id', models.CharField(max_length=40, verbose_name='对象编号')),
                ('target_name', models.CharField(max_length=200, verbose_name='对象名称')),
                ('area_code', models.CharField(blank=True, max_length=12, verbose_name='区划代码')),
                ('before', models.JSONField(default=dict, verbose_name='改前')),
                ('after', models.JSONField(default=dict, null=True, verbose_name='改后')),
                ('note', models.TextField(blank=True, verbose_name='说明')),
                ('batch', models.CharField(blank=True, max_length=40, verbose_name='批次')),
                ('mac', models.CharField(max_length=64, verbose_name='校验码')),
                ('by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='经办人')),
                ('seal', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='changes', to='core.seal', verbose_name='封存')),
            ],
            options={
                'verbose_name': '变更记录',
                'ordering': ['-at', '-pk'],
                'indexes': [models.Index(fields=['target_type', 'target_id', 'id'], name='change_target'), models.Index(condition=models.Q(('batch', ''), _negated=True), fields=['batch'], name='change_batch'), models.Index(condition=models.Q(('seal', None)), fields=['id'], name='change_unsealed')],
            },
        ),
    ]
