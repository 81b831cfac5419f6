import django.contrib.postgres.indexes
import django.contrib.postgres.search
import django.db.models.deletion
import django.db.models.fields.json
import eduhub.kit.lang
from django.conf import settings
from django.db import migrations, models
from eduhub.kit.founding import Tables


class Migration(migrations.Migration):

    initial = True

    replaces = [
        ('pages', '0001_initial'),
    ]

    dependencies = [
        ('kit', '0200_initial'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        Tables([
            migrations.CreateModel(
                name='Page',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('kind', models.CharField(choices=[('news', 'News'), ('guide', 'Guide'), ('page', 'Page')], max_length=10)),
                    ('slug', models.SlugField(max_length=80)),
                    ('title', eduhub.kit.lang.TextField(default=eduhub.kit.lang.Text)),
                    ('lead', eduhub.kit.lang.TextField(blank=True, default=eduhub.kit.lang.Text)),
                    ('body', eduhub.kit.lang.TextField(blank=True, default=eduhub.kit.lang.Text)),
                    ('alternative', eduhub.kit.lang.TextField(blank=True, default=eduhub.kit.lang.Text)),
                    ('by_mail', models.BooleanField(default=True)),
                    ('state', models.CharField(choices=[('draft', 'Draft'), ('published', 'Published')], default='draft', max_length=10)),
                    ('publish_at', models.DateTimeField(null=True)),
                    ('told_at', models.DateTimeField(null=True)),
                    ('version', models.PositiveIntegerField(default=1)),
                    ('created_at', models.DateTimeField()),
                    ('changed_at', models.DateTimeField()),
                    ('words', models.GeneratedField(db_persist=True, expression=models.Func(models.Func(django.db.models.fields.json.KeyTextTransform('fi', 'title'), template="setweight(to_tsvector('finnish', coalesce(%(expressions)s, '')), 'A')"), models.Func(django.db.models.fields.json.KeyTextTransform('sv', 'title'), template="setweight(to_tsvector('swedish', coalesce(%(expressions)s, '')), 'A')"), models.Func(django.db.models.fields.json.KeyTextTransform('en', 'title'), template="setweight(to_tsvector('english', coalesce(%(expressions)s, '')), 'A')"), models.Func(django.db.models.fields.json.KeyTextTransform('fi', 'lead'), template="setweight(to_tsvector('finnish', coalesce(%(expressions)s, '')), 'B')"), models.Func(django.db.models.fields.json.KeyTextTransform('sv', 'lead'), template="setweight(to_tsvector('swedish', coalesce(%(expressions)s, '')), 'B')"), models.Func(django.db.models.fields.json.KeyTextTransform('en', 'lead'), template="setweight(to_tsvector('english', coalesce(%(expressions)s, '')), 'B')"), models.Func(django.db.models.fields.json.KeyTextTransform('fi', 'body'), template="setweight(to_tsvector('finnish', coalesce(%(expressions)s, '')), 'C')"), models.Func(django.db.models.fields.json.KeyTextTransform('sv', 'body'), template="setweight(to_tsvector('swedish', coalesce(%(expressions)s, '')), 'C')"), models.Func(django.db.models.fields.json.KeyTextTransform('en', 'body'), template="setweight(to_tsvector('english', coalesce(%(expressions)s, '')), 'C')"), arg_joiner=' || ', template='(%(expressions)s)'), output_field=django.contrib.postgres.search.SearchVectorField())),
                    ('picture', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='kit.storedfile')),
                ],
            ),
            migrations.CreateModel(
                name='PageVersion',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('number', models.PositiveIntegerField()),
                    ('title', eduhub.kit.lang.TextField(default=eduhub.kit.lang.Text)),
                    ('lead', eduhub.kit.lang.TextField(blank=True, default=eduhub.kit.lang.Text)),
                    ('body', eduhub.kit.lang.TextField(blank=True, default=eduhub.kit.lang.Text)),
                    ('alternative', eduhub.kit.lang.TextField(blank=True, default=eduhub.kit.lang.Text)),
                    ('saved_at', models.DateTimeField()),
                    ('page', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='versions', to='pages.page')),
                    ('picture', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='kit.storedfile')),
                    ('saved_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL)),
                ],
            ),
            migrations.AddIndex(
                model_name='page',
                index=django.contrib.postgres.indexes.GinIndex(fields=['words'], name='page_words'),
            ),
            migrations.AddIndex(
                model_name='page',
                index=models.Index(fields=['kind', 'state', '-publish_at'], name='page_news'),
            ),
            migrations.AddConstraint(
                model_name='page',
                constraint=models.UniqueConstraint(fields=('kind', 'slug'), name='one_page_an_address'),
            ),
            migrations.AddConstraint(
                model_name='page',
                constraint=models.CheckConstraint(condition=models.Q(models.Q(('state', 'published'), _negated=True), ('publish_at__isnull', False), _connector='OR'), name='published_page_has_its_time'),
            ),
            migrations.AddConstraint(
                model_name='pageversion',
                constraint=models.UniqueConstraint(fields=('page', 'number'), name='one_version_a_number'),
            ),
        ]),
    ]
