import django.db.models.deletion
import django.utils.timezone
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('accounts', '__first__'),
        ('communities', '0003_units'),
        ('resident_participation', '0005_silence_has_a_basis'),
    ]

    operations = [
        migrations.CreateModel(
            name='CardBatch',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('version', models.PositiveIntegerField(default=0, editable=False, verbose_name='版本')),
                ('updated_at', models.DateTimeField(default=django.utils.timezone.now, editable=False, verbose_name='最近修改')),
                ('reason', models.CharField(blank=True, max_length=200, verbose_name='补打原因')),
                ('count', models.PositiveIntegerField(verbose_name='张数')),
                ('asked_at', models.DateTimeField(default=django.utils.timezone.now, verbose_name='申请时间')),
                ('taken_at', models.DateTimeField(blank=True, null=True, verbose_name='打印时间')),
                ('sheet', models.FileField(blank=True, upload_to='cards/%Y/%m/', verbose_name='参与卡')),
                ('asked_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='申请人')),
                ('community', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='card_batches', to='communities.community', verbose_name='小区')),
                ('taken_by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='打印人')),
            ],
            options={
                'verbose_name': '参与卡批次',
                'ordering': ['-pk'],
                'constraints': [models.CheckConstraint(condition=models.Q(('taken_by', None), models.Q(('taken_by', models.F('asked_by')), _negated=True), _connector='OR'), name='cards_are_printed_by_two', violation_error_message='申请和打印要由两个人办')],
            },
        ),
        migrations.CreateModel(
            name='Card',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('fingerprint', models.CharField(max_length=64, unique=True, verbose_name='参与码指纹')),
                ('live', models.BooleanField(default=True, verbose_name='有效')),
                ('row', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='cards', to='resident_participation.rollrow', verbose_name='名册户')),
                ('batch', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='cards', to='resident_participation.cardbatch', verbose_name='批次')),
            ],
            options={
                'verbose_name': '参与卡',
                'ordering': ['batch', 'row'],
                'constraints': [models.UniqueConstraint(condition=models.Q(('live', True)), fields=('row',), name='one_live_card_a_household')],
            },
        ),
    ]
