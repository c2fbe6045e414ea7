"""Django's settings, from the one table of ``toile.settings``."""

import datetime
import re
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import dj_database_url
from csp.constants import NONE, SELF
from django.contrib.messages import constants as levels

from toile.settings import load

TOILE = load()

BASE_DIR = Path(__file__).resolve().parent.parent
_portal = urlsplit(TOILE.portal_url)
_secure = _portal.scheme == "https"

DEBUG = TOILE.debug
SECRET_KEY = TOILE.secret_key
ALLOWED_HOSTS = [_portal.hostname or "localhost", "localhost", "127.0.0.1"]
CSRF_TRUSTED_ORIGINS = [TOILE.portal_url] if _secure else []

INSTALLED_APPS = [
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "whitenoise.runserver_nostatic",
    "django.contrib.staticfiles",
    "django.contrib.admin",
    "axes",
    "csp",
    "django_cotton",
    "django_filters",
    "django_tables2",
    "toile.portal.ui",
    "toile.portal.jobs",
    "toile.portal.mail",
    "toile.portal.freshness",
    # Before allauth: its templates stand in front of allauth's own.
    "toile.portal.accounts",
    "toile.portal.tokens",
    "toile.portal.api",
    "allauth",
    "allauth.account",
    "allauth.mfa",
    "allauth.usersessions",
    "toile.portal.audit",
    "toile.portal.upkeep",
    "toile.portal.custody",
    "toile.portal.vendors",
    "toile.portal.approvals",
    "toile.portal.charter",
    "toile.portal.subject_requests",
    "toile.portal.webhooks",
    "toile.portal.cinemas",
    "toile.portal.films",
    "toile.portal.agreements",
    "toile.portal.inventory",
    "toile.portal.showtimes",
    "toile.portal.campaigns",
    "toile.portal.payouts",
    "toile.portal.transfers",
    "toile.portal.statements",
    "toile.portal.reconciliation",
    "toile.portal.proofs",
    "toile.portal.decisions",
    "toile.portal.amendments",
    "toile.portal.simulator",
    "toile.portal.circulars",
    "toile.portal.sitechecks",
    "toile.portal.members",
    "toile.portal.billing",
    "toile.portal.invoices",
    "toile.portal.earnings",
    "toile.portal.control",
    "toile.portal.accountability",
    "toile.portal.alerts",
    "toile.portal.spectators",
]

MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    # Each answer gets a random length of its own, against guessing secrets from sizes
    # (BREACH; Django's "Heal the Breach").
    "django.middleware.gzip.GZipMiddleware",
    "csp.middleware.CSPMiddleware",
    "toile.portal.api.middleware.ProblemDocuments",
    # Before anything that reads a body; after what guards every answer.
    "toile.portal.project.limits.BodyLimits",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.locale.LocaleMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "toile.portal.accounts.middleware.LastSeen",
    "toile.portal.accounts.middleware.PreferredLanguage",
    "toile.portal.accounts.middleware.SecondFactor",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "axes.middleware.AxesMiddleware",
]

TEMPLATES: list[dict[str, Any]] = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "toile.portal.accounts.context.shell",
            ],
            "builtins": ["toile.portal.ui.templatetags.figures"],
        },
    }
]

ROOT_URLCONF = "toile.portal.project.urls"
WSGI_APPLICATION = "toile.portal.project.wsgi.application"


def _database(url: str) -> dict[str, Any]:
    config: dict[str, Any] = dict(dj_database_url.parse(url))
    if config["ENGINE"].endswith("sqlite3"):
        # WAL lets pages be read while the worker writes. FULL keeps a decision that
        # was acknowledged through a power cut. IMMEDIATE takes the write lock at
        # BEGIN, where waiting for it (5 s) is possible. Django turns foreign keys on.
        # Of the usual 2 MB a batch of clicks finds nothing again: posting takes twice
        # as long. 16 MB are taken as they are needed.
        config["OPTIONS"] = {
            "transaction_mode": "IMMEDIATE",
            "init_command": (
                "PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL; "
                "PRAGMA busy_timeout=5000; PRAGMA cache_size=-16000;"
            ),
        }
    else:
        config["CONN_MAX_AGE"] = 60
        config["CONN_HEALTH_CHECKS"] = True
    return config


DATABASES = {"default": _database(TOILE.database_url)}
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

# In the database, for the limits below hold for all processes together. Its table comes
# with the migrations of accounts.
CACHES = {
    "default": {
        "BACKEND": "django.core.cache.backends.db.DatabaseCache",
        "LOCATION": "toile_cache",
        # Far above what is counted at a time: what Django culls at its usual 300 would
        # be somebody's count of attempts.
        "OPTIONS": {"MAX_ENTRIES": 100_000},
    },
    # The API's calls are counted in the one process of the portal: who reads must not
    # wait for a turn to write.
    "calls": {
        "BACKEND": "django.core.cache.backends.locmem.LocMemCache",
        "LOCATION": "calls",
        "OPTIONS": {"MAX_ENTRIES": 10_000},
    },
}

AUTH_USER_MODEL = "accounts.User"
AUTHENTICATION_BACKENDS = [
    "axes.backends.AxesStandaloneBackend",
    "allauth.account.auth_backends.AuthenticationBackend",
    "django.contrib.auth.backends.ModelBackend",
]
_VALIDATION = "django.contrib.auth.password_validation"
AUTH_PASSWORD_VALIDATORS: list[dict[str, Any]] = [
    {"NAME": f"{_VALIDATION}.UserAttributeSimilarityValidator"},
    {"NAME": f"{_VALIDATION}.MinimumLengthValidator", "OPTIONS": {"min_length": 10}},
    {"NAME": f"{_VALIDATION}.CommonPasswordValidator"},
]
LOGIN_URL = "accounts:sign_in"
LOGIN_REDIRECT_URL = "accounts:home"
LOGOUT_REDIRECT_URL = "accounts:sign_in"
# An invitation or a new password by mail is good for so long, in seconds.
PASSWORD_RESET_TIMEOUT = 24 * 3600

ACCOUNT_ADAPTER = "toile.portal.accounts.adapters.AccountAdapter"
ACCOUNT_USER_MODEL_USERNAME_FIELD = None
ACCOUNT_LOGIN_METHODS = {"email"}
ACCOUNT_SIGNUP_FIELDS = ["email*", "password1*"]
# Nobody signs up: an invitation that came by mail is the proof of an address.
ACCOUNT_EMAIL_VERIFICATION = "none"
ACCOUNT_EMAIL_NOTIFICATIONS = True
ACCOUNT_EMAIL_UNKNOWN_ACCOUNTS = False
ACCOUNT_SESSION_REMEMBER = True
ACCOUNT_REAUTHENTICATION_TIMEOUT = 15 * 60
ACCOUNT_RATE_LIMITS = {
    "login": "60/m/ip",
    # Passwords are axes' concern (below); this counts the codes of a second factor.
    "login_failed": "10/15m/key",
    "reset_password": "20/h/ip,5/h/key",
    "manage_email": "5/h/user",
    "reset_password_from_key": "20/h/ip",
}
_FORMS = "toile.portal.accounts.forms.signing_in"
ACCOUNT_FORMS = {
    "login": f"{_FORMS}.SignInForm",
    "reset_password": f"{_FORMS}.AskPasswordForm",
    "reset_password_from_key": f"{_FORMS}.ResetPasswordForm",
    "change_password": f"{_FORMS}.ChangePasswordForm",
    "set_password": f"{_FORMS}.SetPasswordForm",
    "reauthenticate": f"{_FORMS}.ConfirmPasswordForm",
}
MFA_FORMS = {
    "authenticate": f"{_FORMS}.CodeForm",
    "reauthenticate": f"{_FORMS}.ConfirmCodeForm",
    "activate_totp": f"{_FORMS}.LinkAppForm",
    "add_webauthn": f"{_FORMS}.AddPasskeyForm",
    "edit_webauthn": f"{_FORMS}.RenamePasskeyForm",
}
MFA_ADAPTER = "toile.portal.accounts.adapters.SecondFactorAdapter"
MFA_SUPPORTED_TYPES = ["totp", "webauthn", "recovery_codes"]
MFA_PASSKEY_LOGIN_ENABLED = True
MFA_WEBAUTHN_ALLOW_INSECURE_ORIGIN = not _secure
MFA_TOTP_ISSUER = "Toile"
MFA_TOTP_TOLERANCE = 1
MFA_ALLOW_UNVERIFIED_EMAIL = True

# Ten wrong passwords for one address from one place: a quarter of an hour of rest.
AXES_FAILURE_LIMIT = 10
AXES_COOLOFF_TIME = datetime.timedelta(minutes=15)
AXES_LOCKOUT_PARAMETERS = [["username", "ip_address"]]
AXES_USERNAME_CALLABLE = "toile.portal.accounts.visitors.attempted_address"
AXES_CLIENT_IP_CALLABLE = "toile.portal.accounts.visitors.client_ip"
AXES_SENSITIVE_PARAMETERS = ["login", "username", "password", "credential"]
AXES_RESET_ON_SUCCESS = True
AXES_LOCKOUT_TEMPLATE = "accounts/locked_out.html"
AXES_DISABLE_ACCESS_LOG = True
AXES_VERBOSE = False

LANGUAGE_CODE = "fr"
LANGUAGES = [("fr", "Français"), ("en", "English")]
TIME_ZONE = "Europe/Paris"
USE_TZ = True
USE_I18N = True
USE_THOUSAND_SEPARATOR = True

# Components are <c-card> and so on, in ui/templates/ui/.
COTTON_DIR = "ui"
# The rows of every table.
DJANGO_TABLES2_TEMPLATE = "ui/rows.html"

# What a library writes goes the way of all mails: into the outbox.
EMAIL_BACKEND = "toile.portal.mail.backend.OutboxBackend"
DEFAULT_FROM_EMAIL = TOILE.mail_from

STATIC_URL = "static/"
STATICFILES_DIRS: list[Path] = []
# Served from the apps' own folders: nothing to collect before the portal can start.
WHITENOISE_USE_FINDERS = True
WHITENOISE_AUTOREFRESH = DEBUG
MEDIA_ROOT = TOILE.media
FILE_UPLOAD_MAX_MEMORY_SIZE = 5_000_000
DATA_UPLOAD_MAX_MEMORY_SIZE = 1_000_000

SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = _secure
SESSION_COOKIE_HTTPONLY = True
SESSION_COOKIE_NAME = "toile_session"
CSRF_COOKIE_NAME = "toile_csrf"
SECURE_HSTS_SECONDS = 31_536_000 if _secure else 0
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https") if _secure else None
SECURE_REFERRER_POLICY = "same-origin"
SECURE_CONTENT_TYPE_NOSNIFF = True
X_FRAME_OPTIONS = "DENY"

CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [SELF],
        # A page of /mes-donnees asks the pool, and loads its hand-over image, which
        # the ads wing serves.
        "connect-src": [SELF, TOILE.pool_url, TOILE.ads_url],
        "img-src": [SELF, "data:", TOILE.pool_url, TOILE.ads_url],
        # In which exchanges drop the id of a browser that erased.
        "frame-src": [SELF, TOILE.ads_url],
        "frame-ancestors": [NONE],
        "form-action": [SELF],
        "base-uri": [NONE],
        "object-src": [NONE],
    }
}

MESSAGE_TAGS = {levels.ERROR: "error", levels.SUCCESS: "success"}
SILENCED_SYSTEM_CHECKS = [] if _secure else ["security.W004"]
IGNORABLE_404_URLS = [re.compile(r"^/favicon\.ico$")]

LOGGING: dict[str, Any] = {
    "version": 1,
    "disable_existing_loggers": False,
    "handlers": {"console": {"class": "logging.StreamHandler"}},
    "loggers": {
        "django.request": {"handlers": ["console"], "level": "ERROR"},
        "axes": {"handlers": ["console"], "level": "ERROR"},
    },
}
