import django.contrib.auth.models
import django.contrib.auth.validators
import django.db.models.deletion
import django.utils.timezone
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    initial = True

    dependencies = [
        ('auth', '0012_alter_user_first_name_max_length'),
    ]

    operations = [
        migrations.CreateModel(
            name='User',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('password', models.CharField(max_length=128, verbose_name='password')),
                ('last_login', models.DateTimeField(blank=True, null=True, verbose_name='last login')),
                ('is_superuser', models.BooleanField(default=False, help_text='Designates that this user has all permissions without explicitly assigning them.', verbose_name='superuser status')),
                ('username', models.CharField(error_messages={'unique': 'A user with that username already exists.'}, help_text='Required. 150 characters or fewer. Letters, digits and @/./+/-/_ only.', max_length=150, unique=True, validators=[django.contrib.auth.validators.UnicodeUsernameValidator()], verbose_name='username')),
                ('first_name', models.CharField(blank=True, max_length=150, verbose_name='first name')),
                ('last_name', models.CharField(blank=True, max_length=150, verbose_name='last name')),
                ('email', models.EmailField(blank=True, max_length=254, verbose_name='email address')),
                ('is_staff', models.BooleanField(default=False, help_text='Designates whether the user can log into this admin site.', verbose_name='staff status')),
                ('is_active', models.BooleanField(default=True, help_text='Designates whether this user should be treated as active. Unselect this instead of deleting accounts.', verbose_name='active')),
                ('date_joined', models.DateTimeField(default=django.utils.timezone.now, verbose_name='date joined')),
                ('version', models.PositiveIntegerField(default=0, editable=False, verbose_name='版本')),
                ('updated_at', models.DateTimeField(default=django.utils.timezone.now, editable=False, verbose_name='最近修改')),
                ('display_name', models.CharField(max_length=40, verbose_name='姓名')),
                ('office', models.CharField(blank=True, max_length=80, verbose_name='单位')),
                ('must_change_password', models.BooleanField(default=True, verbose_name='须改密码')),
                ('password_changed_at', models.DateTimeField(default=django.utils.timezone.now, verbose_name='密码修改时间')),
                ('groups', models.ManyToManyField(blank=True, help_text='The groups this user belongs to. A user will get all permissions granted to each of their groups.', related_name='user_set', related_query_name='user', to='auth.group', verbose_name='groups')),
                ('user_permissions', models.ManyToManyField(blank=True, help_text='Specific permissions for this user.', related_name='user_set', related_query_name='user', to='auth.permission', verbose_name='user permissions')),
            ],
            options={
                'verbose_name': '账号',
                'verbose_name_plural': 'users',
                'abstract': False,
            },
            managers=[
                ('objects', django.contrib.auth.models.UserManager()),
            ],
        ),
        migrations.CreateModel(
            name='Area',
            fields=[
                ('code', models.CharField(max_length=12, primary_key=True, serialize=False, verbose_name='区划代码')),
                ('name', models.CharField(max_length=60, verbose_name='名称')),
                ('pinyin', models.CharField(blank=True, max_length=200, verbose_name='拼音')),
                ('level', models.CharField(choices=[('city', '市'), ('district', '区（县、市）'), ('street', '街道（镇、乡）'), ('neighborhood', '社区（村）')], max_length=12, verbose_name='级别')),
                ('is_core', models.BooleanField(default=False, verbose_name='市六区')),
                ('valid_from', models.DateField(blank=True, null=True, verbose_name='启用日期')),
                ('valid_to', models.DateField(blank=True, null=True, verbose_name='停用日期')),
                ('parent', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='children', to='accounts.area', verbose_name='上级')),
                ('replaced_by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='predecessors', to='accounts.area', verbose_name='现行区划')),
            ],
            options={
                'verbose_name': '行政区划',
                'ordering': ['code'],
                'indexes': [models.Index(fields=['name'], name='area_name')],
                'constraints': [models.CheckConstraint(condition=models.Q(('valid_to', None), ('valid_from', None), ('valid_to__gt', models.F('valid_from')), _connector='OR'), name='area_ends_after_it_begins')],
            },
        ),
        migrations.CreateModel(
            name='FormerArea',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('code', models.CharField(db_index=True, max_length=12, verbose_name='旧代码')),
                ('name', models.CharField(db_index=True, max_length=60, verbose_name='旧名称')),
                ('district_name', models.CharField(max_length=60, verbose_name='原属区（县、市）')),
                ('until', models.DateField(null=True, verbose_name='停用日期')),
                ('note', models.CharField(blank=True, max_length=80, verbose_name='说明')),
                ('successor', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='former', to='accounts.area', verbose_name='现行区划')),
            ],
            options={
                'verbose_name': '旧区划',
                'ordering': ['code'],
            },
        ),
        migrations.CreateModel(
            name='ManagementOrg',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('code', models.CharField(max_length=20, unique=True, verbose_name='代码')),
                ('name', models.CharField(max_length=60, unique=True, verbose_name='名称')),
                ('kind', models.CharField(choices=[('district', '区（县、市）'), ('zone', '功能区')], max_length=10, verbose_name='类别')),
                ('source', models.CharField(blank=True, max_length=200, verbose_name='依据')),
                ('areas', models.ManyToManyField(blank=True, related_name='managed_by', to='accounts.area', verbose_name='管理范围')),
            ],
            options={
                'verbose_name': '管理机构',
                'ordering': ['kind', 'code'],
            },
        ),
        migrations.CreateModel(
            name='Appointment',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('version', models.PositiveIntegerField(default=0, editable=False, verbose_name='版本')),
                ('updated_at', models.DateTimeField(default=django.utils.timezone.now, editable=False, verbose_name='最近修改')),
                ('role', models.CharField(choices=[('city', '市级'), ('district', '区县'), ('street', '街道'), ('auditor', '审计'), ('system_admin', '系统管理员'), ('security_admin', '安全管理员'), ('audit_admin', '审计管理员')], max_length=16, verbose_name='角色')),
                ('ended_on', models.DateField(blank=True, null=True, verbose_name='终止日期')),
                ('user', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='appointments', to=settings.AUTH_USER_MODEL, verbose_name='账号')),
                ('area', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, to='accounts.area', verbose_name='区划')),
                ('org', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, to='accounts.managementorg', verbose_name='管理机构')),
            ],
            options={
                'verbose_name': '授权',
                'constraints': [models.UniqueConstraint(condition=models.Q(('ended_on', None)), fields=('user', 'role', 'area', 'org'), name='appointment_once', nulls_distinct=False, violation_error_message='这个账号已经有同样的授权'), models.CheckConstraint(condition=models.Q(('area', None), ('org', None), _connector='XOR'), name='appointment_in_area_or_org', violation_error_message='请在区划和管理机构里选一个')],
            },
        ),
        migrations.CreateModel(
            name='PasswordHistory',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('password', models.CharField(max_length=128)),
                ('at', models.DateTimeField(default=django.utils.timezone.now)),
                ('user', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='old_passwords', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'verbose_name': '历史密码',
                'ordering': ['-pk'],
            },
        ),
    ]
