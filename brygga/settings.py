"""All settings, read from the environment. docs/how-to/deploy.md lists the variables."""

import os
from pathlib import Path
from typing import Any

from psycopg.conninfo import conninfo_to_dict

ROOT = Path(__file__).resolve().parent.parent


def _required(name: str) -> str:
    value = os.environ.get(name)
    if not value:
        raise SystemExit(
            f"{name} is not set. `make run` sets everything; docs/how-to/deploy.md lists it all."
        )
    return value


DEMO = os.environ.get("BRYGGA_DEMO") == "1"
DEBUG = False
SECRET_KEY = _required("BRYGGA_SECRET_KEY")
REACH_KEY = _required("BRYGGA_REACH_KEY")  # 32 bytes, base64: signs what a transaction may reach
FIELD_KEY = _required("BRYGGA_FIELD_KEY")  # 32 bytes, base64: seals personal numbers and documents
BASE_URL = os.environ.get("BRYGGA_BASE_URL", "http://127.0.0.1:8000")
SECURE = BASE_URL.startswith("https://")
# "brygga.example,social.helsingborg.example=helsingborg": a name with a slug is that municipality's own.
_HOSTS = dict(
    host.strip().lower().partition("=")[::2]
    for host in os.environ.get("BRYGGA_HOSTS", "127.0.0.1,localhost").split(",")
)
ALLOWED_HOSTS = list(_HOSTS)
MUNICIPAL_HOSTS = {host: slug for host, slug in _HOSTS.items() if slug}
CSRF_TRUSTED_ORIGINS = [BASE_URL, *(f"{BASE_URL.partition(':')[0]}://{host}" for host in MUNICIPAL_HOSTS)]
DATA = Path(os.environ.get("BRYGGA_DATA", ROOT / "var"))

INSTALLED_APPS = [
    "django.contrib.sessions",
    "django.contrib.staticfiles",
    "brygga.ground",
    "brygga.municipalities",
    "brygga.people",
    "brygga.access",
    "brygga.cases",
    "brygga.documentation",
    "brygga.decisions",
    "brygga.applications",
    "brygga.support",
    "brygga.concerns",
    "brygga.messages",
    "brygga.booking",
    "brygga.calls",
    "brygga.advice",
    "brygga.reminders",
    "brygga.network",
    "brygga.counsel",
    "brygga.control",
    "brygga.insight",
    "brygga.portal",
    "brygga.demo",
]

MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "brygga.portal.middleware.headers",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.locale.LocaleMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "brygga.portal.middleware.WithReach",
]

ROOT_URLCONF = "brygga.urls"
WSGI_APPLICATION = "brygga.wsgi.application"


def _database(url: str, **more: Any) -> dict[str, Any]:
    """A Django database from a libpq URL; what Django has no key for goes on to psycopg."""
    parts = conninfo_to_dict(url)
    known = {"NAME": "dbname", "USER": "user", "PASSWORD": "password", "HOST": "host", "PORT": "port"}
    database: dict[str, Any] = {key: str(parts.pop(name, "") or "") for key, name in known.items()}
    return {
        "ENGINE": "brygga.ground.db",
        **database,
        "OPTIONS": {**parts, **more.pop("OPTIONS", {})},
        "DISABLE_SERVER_SIDE_CURSORS": True,
        **more,
    }


# The web role sees owned rows only within a signed reach; the owner migrates and never serves a page.
DATABASES = {
    "default": _database(
        _required("BRYGGA_DATABASE_URL"),
        REACH=True,
        OPTIONS={
            "server_side_binding": True,
            "prepare_threshold": 2,  # planning through the walls costs more than most answers
            "pool": {
                "min_size": 1,
                "max_size": int(os.environ.get("BRYGGA_POOL", "16")),
                "timeout": 10,
                # Attempts wait twice as long each time; begun anew often, none waits long after PostgreSQL is back.
                "reconnect_timeout": 5,
            },
        },
    ),
    "owner": _database(
        os.environ.get("BRYGGA_OWNER_DATABASE_URL") or _required("BRYGGA_DATABASE_URL"),
        TEST={"DEPENDENCIES": []},
        OPTIONS={"server_side_binding": False},
    ),
}
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

TEMPLATES = [
    {
        "BACKEND": "django.template.backends.jinja2.Jinja2",
        "APP_DIRS": False,
        "DIRS": [ROOT / "brygga" / app / "templates" for app in ("portal", "ground")]
        + [
            ROOT / "brygga" / app / "templates"
            for app in (
                "municipalities",
                "people",
                "cases",
                "documentation",
                "decisions",
                "applications",
                "support",
                "concerns",
                "messages",
                "booking",
                "calls",
                "advice",
                "network",
                "counsel",
                "control",
                "insight",
            )
        ],
        "OPTIONS": {
            "environment": "brygga.ground.templating.environment",
            "context_processors": ["brygga.portal.context.page"],
        },
    },
]

LANGUAGE_CODE = "sv"
LANGUAGES = [("sv", "Svenska"), ("en", "English")]
LANGUAGE_COOKIE_HTTPONLY = True
LOCALE_PATHS = [ROOT / "brygga" / "locale"]
USE_I18N = True
USE_TZ = True
TIME_ZONE = "Europe/Stockholm"

STATIC_URL = "/static/"
STATIC_ROOT = ROOT / "build" / "collected"
STATICFILES_DIRS = [path for path in (ROOT / "build" / "static",) if path.is_dir()]
WHITENOISE_MAX_AGE = 60
# Whoever has run collectstatic says so; tests and single commands read the files where they lie.
COLLECTED = os.environ.get("BRYGGA_STATIC") == "collected"
STORAGES = {
    "staticfiles": {
        "BACKEND": "whitenoise.storage.CompressedManifestStaticFilesStorage"
        if COLLECTED
        else "django.contrib.staticfiles.storage.StaticFilesStorage"
    }
}
WHITENOISE_USE_FINDERS = not COLLECTED

SESSION_ENGINE = "brygga.ground.sessions"
SESSION_COOKIE_AGE = 8 * 3600
SESSION_IDLE_SECONDS = {"resident": 30 * 60, "staff": 60 * 60, "professional": 15 * 60}
SESSION_EXPIRE_AT_BROWSER_CLOSE = True
SESSION_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = "Lax"
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = LANGUAGE_COOKIE_SECURE = SECURE
CSRF_COOKIE_HTTPONLY = True
CSRF_FAILURE_VIEW = "brygga.portal.views.errors.csrf_failure"
SECURE_CONTENT_TYPE_NOSNIFF = True
SECURE_REFERRER_POLICY = "no-referrer"
HSTS_SECONDS = 31_536_000  # sent where SECURE, by brygga.portal.middleware

DATA_UPLOAD_MAX_MEMORY_SIZE = 2 * 1024 * 1024
DATA_UPLOAD_MAX_NUMBER_FILES = 200  # a form says how many it takes; content of ten is kept (ground.uploads)
UPLOAD_MAX_BYTES = 10 * 1024 * 1024
FILE_UPLOAD_HANDLERS = ["brygga.ground.uploads.InMemory"]

# Sign-in: an OpenID provider per door (docs/how-to/sign-in.md).
EID_URL = os.environ.get("BRYGGA_EID_URL", "")
STAFF_EID_URL = os.environ.get("BRYGGA_STAFF_EID_URL", EID_URL)
PROFESSIONAL_EID_URL = os.environ.get("BRYGGA_PROFESSIONAL_EID_URL", EID_URL if DEMO else "")
RP_KEY_FILE = Path(os.environ.get("BRYGGA_RP_KEY_FILE", DATA / "secrets" / "rp_key.json"))

# Mail: notices that something waits, never what (docs/how-to/mail.md). Without an address none are offered.
SMTP_URL = os.environ.get("BRYGGA_SMTP_URL", "")  # smtp://user:password@host:587?starttls, or smtps://
MAIL_FROM = os.environ.get("BRYGGA_MAIL_FROM", "")
MAIL_TIMEOUT_SECONDS = 10
# Where mail is received (docs/how-to/mail.md). Without it notices cannot be answered, nor returned ones noticed.
# svar@post.example: svar+<token>@post.example is received.
MAIL_ANSWERS = os.environ.get("BRYGGA_MAIL_ANSWERS", "")
LMTP_LISTEN = os.environ.get("BRYGGA_LMTP", "127.0.0.1:8024")
SMS_URL = os.environ.get("BRYGGA_SMS_URL", "")  # https://user:password@api.46elks.com/a1/sms
SMS_FROM = os.environ.get("BRYGGA_SMS_FROM", "Meddelande")  # at most eleven letters, or a number

# Video: our TURN server and the secret we share with it (docs/how-to/deploy.md). None: direct connections only.
TURN_HOST = os.environ.get("BRYGGA_TURN_HOST", "")
TURN_PORT = int(os.environ.get("BRYGGA_TURN_PORT") or 3478)
TURN_TLS_PORT = int(os.environ.get("BRYGGA_TURN_TLS_PORT") or 0)
TURN_SECRET = os.environ.get("BRYGGA_TURN_SECRET", "")

# Meetings of five to eight: our SFU, where browsers find it, and we (docs/how-to/deploy.md). None: at most four.
SFU_URL = os.environ.get("BRYGGA_SFU_URL", "")
SFU_ADMIN_URL = os.environ.get("BRYGGA_SFU_ADMIN_URL", "")
SFU_SECRET = os.environ.get("BRYGGA_SFU_SECRET", "")
SFU_ADMIN_SECRET = os.environ.get("BRYGGA_SFU_ADMIN_SECRET", "")

# What the worker does beside sealing: (what, every so many seconds). Apps above the ground are named here.
CHORES = (
    ("brygga.messages.jobs.send_notices", 2.0),
    ("brygga.messages.jobs.send_codes", 2.0),
    ("brygga.messages.jobs.forget_codes", 3600.0),
    ("brygga.concerns.jobs.escalate", 30.0),
    ("brygga.concerns.jobs.send_warnings", 5.0),
    ("brygga.reminders.jobs.remind", 30.0),
    ("brygga.reminders.jobs.tell_of_changes", 10.0),
    ("brygga.reminders.jobs.tell_of_freed", 60.0),
    ("brygga.advice.jobs.tidy", 60.0),
    ("brygga.calls.jobs.forget_signals", 15.0),
)

LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "handlers": {"console": {"class": "logging.StreamHandler"}},
    "root": {"handlers": ["console"], "level": "WARNING"},
}
