"""One settings file. What differs between machines is an environment variable (ningbo_renewal.environment)."""

from pathlib import Path
from urllib.parse import urlsplit

from csp.constants import NONE, SELF, UNSAFE_INLINE

from ningbo_renewal.environment import ENV

BASE_DIR = Path(__file__).resolve().parent.parent
DATA_DIR = ENV.data_dir
DEBUG = ENV.debug
SECRET_KEY = ENV.secret_key
LEDGER_KEY = ENV.ledger_key
FIELD_KEY = ENV.field_key
KEYS_DIR = (
    DATA_DIR / "keys"
)  # one key for each round of voting (core.keyring): outside the database, shared by all hosts
LEDGER_WITNESS = DATA_DIR / "ledger" / "seals.log"
ALLOWED_HOSTS = ENV.allowed_hosts
DEMO = ENV.demo
DEMO_PASSWORD = ENV.demo_password
SITE = {
    "name": ENV.site_name,
    "short_name": "老旧小区改造",
    "owner": ENV.site_owner,
    "phone": ENV.site_phone,
    "url": ENV.site_url,
}

HOUSE_APPS = ["core", "accounts", "communities", "projects", "resident_participation", "reports"]
INSTALLED_APPS = [
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "django.contrib.postgres",
    "rest_framework",
    "knox",
    "django_filters",
    "drf_spectacular",
    "drf_spectacular_sidecar",
    "django_celery_beat",
    "django_htmx",
    "axes",
    *HOUSE_APPS,
]
MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "django.middleware.gzip.GZipMiddleware",
    "django.middleware.http.ConditionalGetMiddleware",
    "core.middleware.content_policy",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
    "accounts.middleware.visitor",
    "accounts.middleware.session_limits",
    "accounts.middleware.first_password",
    "core.middleware.elder_mode",
    "core.middleware.no_nul",
    "core.middleware.RefusedPages",
    "core.files.limits.upload_limit",
    "axes.middleware.AxesMiddleware",
]
ROOT_URLCONF = "ningbo_renewal.urls"
WSGI_APPLICATION = "ningbo_renewal.wsgi.application"
TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [BASE_DIR / "templates"],
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "ningbo_renewal.navigation.frame",
            ],
            "builtins": [
                "core.templatetags.house",
                "communities.templatetags.stages",
                "resident_participation.templatetags.clock",
            ],
        },
    }
]
DATABASES = {"default": ENV.database}
DATABASES["default"] |= {"CONN_MAX_AGE": 600, "CONN_HEALTH_CHECKS": True, "TEST": {"TEMPLATE": "template0"}}
# Statements that a connection meets again are parsed once: docs/dev/performance.md.
DATABASES["default"]["OPTIONS"] |= {"server_side_binding": True, "prepare_threshold": 5}
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"
CACHES = {"default": {"BACKEND": "core.cache.ForgivingRedisCache", "LOCATION": ENV.redis_cache_url}}

# Sign-in (DOMAIN §10.2, GB/T 22239-2019): 10 characters of 3 classes, 90 days, not one of the last five;
# five failures lock for half an hour; 15 minutes idle, 12 hours at most.
AUTH_USER_MODEL = "accounts.User"
AUTHENTICATION_BACKENDS = ["axes.backends.AxesStandaloneBackend", "django.contrib.auth.backends.ModelBackend"]
PASSWORD_HASHERS = ["django.contrib.auth.hashers.Argon2PasswordHasher"]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "accounts.passwords.LongEnough"},
    {"NAME": "accounts.passwords.ThreeClasses"},
    {"NAME": "accounts.passwords.NotTheName"},
    {"NAME": "accounts.passwords.NotUsedBefore"},
]
PASSWORD_DAYS = 90
LOGIN_URL, LOGIN_REDIRECT_URL, LOGOUT_REDIRECT_URL = "accounts:sign_in", "home", "accounts:sign_in"
SESSION_IDLE_MINUTES, SESSION_HOURS = ENV.session_idle_minutes, 12
SESSION_COOKIE_AGE = SESSION_HOURS * 3600
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = ENV.behind_https
CSRF_FAILURE_VIEW = "core.views.csrf_failure"
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https") if ENV.behind_https else None
SECURE_HSTS_SECONDS = 31536000 if ENV.behind_https else 0
CSRF_TRUSTED_ORIGINS = [f"https://{host}" for host in ALLOWED_HOSTS if host != "*"] if ENV.behind_https else []
AXES_FAILURE_LIMIT, AXES_COOLOFF_TIME = 5, 0.5
AXES_LOCKOUT_PARAMETERS = [["username", "ip_address"]]
AXES_LOCKOUT_CALLABLE = "accounts.views.locked_out"
AXES_RESET_ON_SUCCESS = True
AXES_CLIENT_IP_CALLABLE = "core.throttles.address"
AXES_VERBOSE = False
MAP = {"tiles": ENV.map_tiles, "datum": ENV.map_tiles_datum, "attribution": ENV.map_attribution}
TILE_HOSTS = [f"https://{urlsplit(ENV.map_tiles).netloc}"] if ENV.map_tiles else []
CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [SELF],
        "img-src": [SELF, "data:", *TILE_HOSTS],
        "style-src": [SELF],
        "style-src-attr": [UNSAFE_INLINE],  # bar widths
        "object-src": [NONE],
        "frame-ancestors": [NONE],
        "form-action": [SELF],
        "base-uri": [SELF],
    },
}

LANGUAGE_CODE, TIME_ZONE, USE_TZ, USE_I18N = "zh-hans", "Asia/Shanghai", True, True
USE_THOUSAND_SEPARATOR = False
STATIC_URL, STATICFILES_DIRS, STATIC_ROOT = "/static/", [BASE_DIR / "static"], DATA_DIR / "static"
STORAGES = {
    "default": ENV.storage,
    "staticfiles": {"BACKEND": "core.assets.Assets"},
}
MEDIA_ROOT = DATA_DIR / "uploads"
FILE_UPLOAD_MAX_MEMORY_SIZE = 5 * 2**20
PHOTO_MAX_BYTES, DOCUMENT_MAX_BYTES, REQUEST_MAX_BYTES = 20 * 2**20, 50 * 2**20, 100 * 2**20
DATA_UPLOAD_MAX_MEMORY_SIZE = 30 * 2**20

REST_FRAMEWORK = {
    "DEFAULT_FILTER_BACKENDS": ["core.rest.Filters"],
    "DEFAULT_PAGINATION_CLASS": "core.rest.Pagination",
    "DEFAULT_PERMISSION_CLASSES": ["rest_framework.permissions.AllowAny"],  # visible_to and require decide
    "DEFAULT_AUTHENTICATION_CLASSES": [
        "accounts.tokens.TokenAuthentication",
        "rest_framework.authentication.SessionAuthentication",
    ],
    "DEFAULT_RENDERER_CLASSES": ["core.rest.JSONRenderer"],
    "DEFAULT_SCHEMA_CLASS": "core.schema.Schema",
    "DEFAULT_THROTTLE_CLASSES": ["core.throttles.Visitors", "core.throttles.People"],
    "DEFAULT_THROTTLE_RATES": {"anon": "300/min", "user": "3000/min", "sign_in": "20/min"},
    "NUM_PROXIES": 1 if ENV.behind_https else 0,  # whose word is taken for the visitor's address: the own proxy's
    "UNAUTHENTICATED_USER": "accounts.actors.Visitor",
    "EXCEPTION_HANDLER": "core.api.refusals",
}
REST_KNOX = {"TOKEN_TTL": ENV.token_life, "AUTH_HEADER_PREFIX": "Token", "TOKEN_LIMIT_PER_USER": None}
SPECTACULAR_SETTINGS = {
    "TITLE": ENV.site_name,
    "VERSION": "1",
    "SERVE_INCLUDE_SCHEMA": False,
    "SWAGGER_UI_DIST": "SIDECAR",
    "SWAGGER_UI_FAVICON_HREF": "SIDECAR",
    "REDOC_DIST": "SIDECAR",
    # several records have a `state`: each set of words gets the name of its record
    "ENUM_NAME_OVERRIDES": {
        "Stage": "communities.register.stages.Stage",
        "RoundKind": "resident_participation.votes.models.Kind",
        "RoundStatus": "resident_participation.votes.models.Round.Status",
        "RollRowKind": "resident_participation.rolls.models.RollRow.Kind",
        "FacilityState": "communities.models.Facility.State",
        "StockSpaceKind": "communities.models.StockSpace.Kind",
        "StockSpaceState": "communities.models.StockSpace.State",
        "Department": "resident_participation.enforcement.duty_models.Department",
        "FeedbackSeverity": "resident_participation.cases.standards.Severity",
        "FeedbackHandler": "resident_participation.cases.models.Handler",
        "FeedbackClockUnit": "resident_participation.cases.standards.ClockRule.Unit",
        "ReportKind": "reports.kinds.Kind",
    },
}

# Ways out of the house; what is not configured is printed (core.outbox). Hosts that webhooks may reach though they lie
# inside are named one by one (core.outgoing).
NOTICE_CHANNELS = {"email": "core.outbox.channels.Email"} if ENV.mail else {}
NOTICE_CHANNELS |= {"sms": "core.outbox.channels.SmsGateway"} if ENV.sms_url else {}
SMS_URL, SMS_TOKEN = ENV.sms_url, ENV.sms_token
WEBHOOK_ALLOWED_HOSTS = ENV.webhook_allowed_hosts
if ENV.mail:
    EMAIL_HOST, EMAIL_PORT = ENV.mail["host"], ENV.mail["port"]
    EMAIL_HOST_USER, EMAIL_HOST_PASSWORD = ENV.mail["user"], ENV.mail["password"]
    EMAIL_USE_SSL, EMAIL_USE_TLS = ENV.mail["ssl"], ENV.mail["tls"]
    DEFAULT_FROM_EMAIL = ENV.mail["sender"]

CELERY_BROKER_URL = ENV.celery_broker_url
CELERY_BROKER_TRANSPORT_OPTIONS = ENV.celery_transport_options
CELERY_BROKER_CONNECTION_RETRY_ON_STARTUP = True
CELERY_TASK_ACKS_LATE = CELERY_TASK_REJECT_ON_WORKER_LOST = True
CELERY_TASK_IGNORE_RESULT = True
CELERY_TASK_TIME_LIMIT = ENV.task_limit
CELERY_WORKER_PREFETCH_MULTIPLIER = 1
CELERY_TIMEZONE = TIME_ZONE
CELERY_BEAT_SCHEDULER = "django_celery_beat.schedulers:DatabaseScheduler"

LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {"line": {"format": "%(asctime)s %(levelname)s %(name)s %(message)s"}},
    # the code of a slip or a card is part of the address that its QR code opens
    "filters": {"codes": {"()": "core.logs.Masked", "pattern": r"(?<=/[bh]/)[^/\s?]{8,}"}},
    "handlers": {"console": {"class": "logging.StreamHandler", "formatter": "line", "filters": ["codes"]}},
    "root": {"handlers": ["console"], "level": "WARNING"},
}
