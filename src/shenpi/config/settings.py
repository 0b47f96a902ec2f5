"""Django's settings, derived from `environment`; nothing here is read from anywhere else."""

from pathlib import Path

from csp.constants import NONCE, SELF
from django.utils.translation import gettext_lazy as _

from shenpi.config import environment

ENVIRONMENT = environment.read()
PACKAGE = Path(__file__).resolve().parent.parent
REPOSITORY = PACKAGE.parent.parent

SHENPI_MODE = ENVIRONMENT.mode
SHENPI_ZONES = ENVIRONMENT.zones
SHENPI_NODE = ENVIRONMENT.node_name
SHENPI_NODE_DIGIT = ENVIRONMENT.node
SHENPI_YELLOW = ENVIRONMENT.yellow
SHENPI_STANDBY_MARKER = ENVIRONMENT.standby_marker
SHENPI_DATA_DIR = ENVIRONMENT.data_dir
SHENPI_PUBLIC_URL = ENVIRONMENT.public_url
SHENPI_PEERS_FILE = ENVIRONMENT.peers_file
SHENPI_SMS_GATEWAYS = ENVIRONMENT.sms_gateways
SHENPI_PAYMENT_PLATFORM = ENVIRONMENT.payment_platform
SHENPI_SMTP_URL = ENVIRONMENT.smtp_url
SHENPI_MAIL_FROM = ENVIRONMENT.mail_from
SHENPI_QUIET_HOURS = ENVIRONMENT.quiet_hours

SECRET_KEY = ENVIRONMENT.secret_key
DEBUG = False
ALLOWED_HOSTS = list(ENVIRONMENT.allowed_hosts)
CSRF_TRUSTED_ORIGINS = list(ENVIRONMENT.trusted_origins)

INSTALLED_APPS = [
    "shenpi.apps.organisation",
    "shenpi.apps.catalogue",
    "shenpi.apps.documents",
    "shenpi.apps.ledger",
    "shenpi.apps.casework",
    "shenpi.apps.applications",
    "shenpi.apps.supervision",
    "shenpi.apps.oversight",
    "shenpi.apps.feedback",
    "shenpi.apps.exchange",
    "shenpi.apps.notices",
    "shenpi.apps.payments",
    "shenpi.sites.common",
    "shenpi.sites.portal",
    "shenpi.sites.workbench",
    "shenpi.sites.supervise",
    "shenpi.sites.studio",
    "shenpi.sites.demo",
    "shenpi.sites.api",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "allauth",
    "allauth.account",
    "axes",
    "csp",
]

MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.locale.LocaleMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "csp.middleware.CSPMiddleware",
    "shenpi.sites.common.refusals.RefusalMiddleware",
    "axes.middleware.AxesMiddleware",
]

ROOT_URLCONF = "shenpi.config.urls"
WSGI_APPLICATION = "shenpi.config.wsgi.application"

TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "shenpi.sites.common.context.house",
            ],
        },
    },
]

DATABASES = {"default": environment.database(ENVIRONMENT.database_url)}
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

AUTH_USER_MODEL = "organisation.Person"
AUTHENTICATION_BACKENDS = [
    "axes.backends.AxesStandaloneBackend",
    "django.contrib.auth.backends.ModelBackend",
    "allauth.account.auth_backends.AuthenticationBackend",
]
PASSWORD_HASHERS = [
    "django.contrib.auth.hashers.Argon2PasswordHasher",
    "django.contrib.auth.hashers.PBKDF2PasswordHasher",
]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator"},
    {"NAME": "shenpi.apps.organisation.passwords.LongEnough", "OPTIONS": {"min_length": 10}},
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
    {"NAME": "django.contrib.auth.password_validation.NumericPasswordValidator"},
]
LOGIN_URL = "account_login"
LOGIN_REDIRECT_URL = "/"
LOGOUT_REDIRECT_URL = "/"
ACCOUNT_LOGIN_METHODS = {"username"}
ACCOUNT_SIGNUP_FIELDS = ["username*", "password1*", "password2*"]
ACCOUNT_EMAIL_VERIFICATION = "none"
ACCOUNT_USER_MODEL_EMAIL_FIELD = None
ACCOUNT_ADAPTER = "shenpi.sites.portal.accounts.AccountAdapter"
ACCOUNT_FORMS = {
    "signup": "shenpi.sites.portal.accounts.SignupForm",
    "change_password": "shenpi.sites.portal.accounts.ChangePasswordForm",
}
AXES_FAILURE_LIMIT = 5
AXES_COOLOFF_TIME = 0.25
AXES_LOCKOUT_PARAMETERS = [["username", "ip_address"]]
AXES_LOCKOUT_TEMPLATE = "common/locked_out.html"

LANGUAGE_CODE = "zh-hans"
LANGUAGES = [("zh-hans", _("简体中文")), ("en", _("英文"))]
LOCALE_PATHS = [PACKAGE / "locale"]
USE_I18N = True
USE_TZ = True
TIME_ZONE = "Asia/Shanghai"

STATIC_URL = "static/"
STATICFILES_DIRS = [path for path in [REPOSITORY / "build" / "static"] if path.is_dir()]
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"},
}
WHITENOISE_USE_FINDERS = True

DATA_UPLOAD_MAX_MEMORY_SIZE = 5 * 1024 * 1024
FILE_UPLOAD_MAX_MEMORY_SIZE = 1024 * 1024
DATA_UPLOAD_MAX_NUMBER_FIELDS = 2000

SESSION_COOKIE_HTTPONLY = True
SESSION_COOKIE_AGE = 8 * 3600
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = ENVIRONMENT.behind_tls
SECURE_SSL_REDIRECT = ENVIRONMENT.behind_tls
SECURE_HSTS_SECONDS = 31536000 if ENVIRONMENT.behind_tls else 0
# Subdomains and preloading (W005, W021) would promise for hosts that are not ours.
SILENCED_SYSTEM_CHECKS = ["security.W005", "security.W021"]
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https") if ENVIRONMENT.behind_tls else None
SECURE_REFERRER_POLICY = "same-origin"
X_FRAME_OPTIONS = "DENY"
CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [SELF],
        "script-src": [SELF, NONCE],
        "img-src": [SELF, "data:"],
        "font-src": [SELF, "data:"],
        "object-src": ["'none'"],
        "base-uri": ["'none'"],
        "form-action": [SELF],
        "frame-ancestors": ["'none'"],
    }
}
CSRF_FAILURE_VIEW = "shenpi.sites.common.refusals.csrf_failure"
MESSAGE_STORAGE = "django.contrib.messages.storage.session.SessionStorage"

# Everything of interest to whoever runs the system goes to standard error, one line each, traces with errors.
LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {"line": {"format": "{asctime} {levelname} {name}: {message}", "style": "{"}},
    "handlers": {"stderr": {"class": "logging.StreamHandler", "formatter": "line"}},
    "root": {"handlers": ["stderr"], "level": "WARNING"},
    "loggers": {
        "shenpi": {"level": "INFO"},
        "django": {"handlers": [], "level": "WARNING"},  # not by mail to administrators
    },
}
