"""Settings that every installation shares. What differs stands in demo, test or production."""

from pathlib import Path

import environ

env = environ.Env()
ROOT = Path(__file__).resolve().parent.parent.parent
VAR = Path(env("DATA_FOLDER", default=str(ROOT / "var")))  # uploads, letters, the demo's database
VAR.mkdir(parents=True, exist_ok=True)

INSTALLED_APPS = [
    # Our rooms, from the roof down: a room imports only from those after it.
    "portal",
    "home",
    "opportunities",
    "cafes",
    "reimbursement",
    "feedback",
    "involvement",
    "outbox",
    "people",
    "organisation",
    "design_system",
    "wagtailnhsukfrontend",
    "wagtail_modeladmin",
    "wagtail.contrib.frontend_cache",
    "wagtail.contrib.redirects",
    "wagtail.contrib.settings",
    "wagtail.embeds",
    "wagtail.sites",
    "people.apps.ColleaguesConfig",  # wagtail.users
    "wagtail.snippets",
    "wagtail.documents",
    "wagtail.images",
    "wagtail.search",
    "wagtail.admin",
    "wagtail",
    "modelcluster",
    "taggit",
    "django_filters",
    "allauth",
    "allauth.account",
    "allauth.mfa",
    "csp",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.humanize",
    "django.contrib.sessions",
    "django.contrib.sitemaps",
    "django.contrib.messages",
    "django.contrib.staticfiles",
]

MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "django.middleware.http.ConditionalGetMiddleware",
    "portal.page_cache.middleware.PageCache",
    "portal.middleware.OurCookies",
    "portal.middleware.CacheRules",
    "portal.middleware.ContentPolicy",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "portal.middleware.LastUsed",
    "portal.middleware.SaidWrongMethod",
    "portal.middleware.BackOfficeDoor",
    "portal.middleware.ShownRefusals",
    "wagtail.contrib.redirects.middleware.RedirectMiddleware",
]

ROOT_URLCONF = "portal.urls"
WSGI_APPLICATION = "portal.wsgi.application"
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [ROOT / "templates"],
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "wagtail.contrib.settings.context_processors.settings",
            ],
        },
    },
]

DATABASES = {"default": env.db("DATABASE_URL", default=f"sqlite:///{VAR / 'portal.sqlite3'}")}
# A connection kept open halves the time of a page.
DATABASES["default"]["CONN_MAX_AGE"] = 600
DATABASES["default"]["CONN_HEALTH_CHECKS"] = True
if DATABASES["default"]["ENGINE"].endswith("sqlite3"):
    DATABASES["default"]["OPTIONS"] = {
        "transaction_mode": "IMMEDIATE",  # writers wait their turn instead of failing half-way
        "timeout": 20,
        "init_command": "PRAGMA journal_mode=WAL; PRAGMA synchronous=NORMAL;",
    }
else:
    INSTALLED_APPS.append("django.contrib.postgres")

# --- Keeping public pages: portal.page_cache ---------------------------------------------------
# The cache called "pages" is for public pages only. dummycache:// keeps none.
CACHES = {
    "default": {"BACKEND": "django.core.cache.backends.locmem.LocMemCache"},
    "pages": env.cache("CACHE_URL", default="dbcache://page_cache"),
}
CACHES["pages"].setdefault("OPTIONS", {})
if CACHES["pages"]["BACKEND"].endswith("DatabaseCache"):
    CACHES["pages"]["OPTIONS"]["MAX_ENTRIES"] = 2000
if CACHES["pages"]["BACKEND"].endswith("RedisCache"):  # one that hangs must not hang visitors
    CACHES["pages"]["OPTIONS"] |= {"socket_timeout": 1, "socket_connect_timeout": 1}  # seconds
PAGES_KEPT_FOR = 24 * 60 * 60  # seconds at most; any change ends it sooner
# A Varnish or nginx in front that is told to forget: see docs/operations.md.
WAGTAILFRONTENDCACHE = {}
if env("FRONT_CACHE_URL", default=""):
    WAGTAILFRONTENDCACHE["front"] = {
        "BACKEND": "wagtail.contrib.frontend_cache.backends.HTTPBackend",
        "LOCATION": env("FRONT_CACHE_URL"),
    }
WATCH_CHANGES = True  # what is kept of public pages, and of what they show, ends with a change

# --- What a browser may load and run ------------------------------------------------------------
# Nothing from other hosts, and no script or style inside a page.
CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": ["'self'"],
        "img-src": ["'self'", "data:"],  # the second factor's QR code
        "object-src": ["'none'"],
        "base-uri": ["'none'"],
        "form-action": ["'self'"],
        "frame-ancestors": ["'none'"],
    }
}
# Wagtail's own screens hold scripts and styles inside their pages, and show previews in a frame.
BACK_OFFICE_POLICY = CONTENT_SECURITY_POLICY["DIRECTIVES"] | {
    "script-src": ["'self'", "'unsafe-inline'"],
    "style-src": ["'self'", "'unsafe-inline'"],
    "img-src": ["'self'", "data:", "blob:"],
    "frame-ancestors": ["'self'"],
}

LANGUAGE_CODE = "en-gb"
TIME_ZONE = "Europe/London"
USE_TZ = True
USE_I18N = True

STATIC_URL = "/static/"
STATIC_ROOT = VAR / "static"
STATICFILES_DIRS = [ROOT / "design_system" / "assets"]
MEDIA_URL = "/media/"
MEDIA_ROOT = VAR / "media"

# --- Signing in -------------------------------------------------------------------------------
AUTH_USER_MODEL = "people.User"
AUTHENTICATION_BACKENDS = ["allauth.account.auth_backends.AuthenticationBackend"]
LOGIN_URL = "account_login"
LOGIN_REDIRECT_URL = "/my-involvement/"
LOGOUT_REDIRECT_URL = "/"
ACCOUNT_ADAPTER = "people.adapter.AccountAdapter"
ACCOUNT_FORMS = {
    "request_login_code": "people.sign_in.AskForCodeForm",
    "confirm_login_code": "people.sign_in.EnterCodeForm",
}
ACCOUNT_USER_MODEL_USERNAME_FIELD = None
ACCOUNT_LOGIN_METHODS = {"email"}
ACCOUNT_SIGNUP_FIELDS = ["email*"]
ACCOUNT_EMAIL_VERIFICATION = "mandatory"  # the code that signs in proves it: people.adapter
ACCOUNT_LOGIN_BY_CODE_ENABLED = True
ACCOUNT_LOGIN_BY_CODE_MAX_ATTEMPTS = 5
ACCOUNT_LOGIN_BY_CODE_SUPPORTS_RESEND = True
ACCOUNT_LOGIN_BY_CODE_TIMEOUT = 15 * 60  # long enough to find the other device
ACCOUNT_PREVENT_ENUMERATION = True
ACCOUNT_CHANGE_EMAIL = True  # one address each: a new one takes over once its code was typed in
ACCOUNT_EMAIL_VERIFICATION_BY_CODE_ENABLED = True
ACCOUNT_EMAIL_VERIFICATION_BY_CODE_MAX_ATTEMPTS = 5
ACCOUNT_EMAIL_VERIFICATION_SUPPORTS_RESEND = True
ACCOUNT_EMAIL_SUBJECT_PREFIX = ""
# Calls and letters that strangers ask for, for each address: enough for a busy library.
ACCOUNT_RATE_LIMITS = {
    "ask_by_hand": "30/h/ip",
    "book_a_place": "60/h/ip",  # cafés that guests book: a whole group on one connection
}
ACCOUNT_SESSION_REMEMBER = True
MFA_ADAPTER = "people.adapter.SecondFactorAdapter"
MFA_FORMS = {
    "activate_totp": "people.sign_in.SetUpAppForm",
    "authenticate": "people.sign_in.EnterAppCodeForm",
    "reauthenticate": "people.sign_in.EnterAppCodeAgainForm",
    "authenticate_webauthn": "people.sign_in.UsePasskeyForm",
    "login_webauthn": "people.sign_in.SignInWithPasskeyForm",
    "reauthenticate_webauthn": "people.sign_in.UsePasskeyAgainForm",
}
MFA_SUPPORTED_TYPES = ["totp", "recovery_codes", "webauthn"]
MFA_PASSKEY_LOGIN_ENABLED = True
MFA_WEBAUTHN_USER_VERIFICATION = "required"  # a PIN, a finger or a face: two steps in one
MFA_TOTP_ISSUER = "Involvement portal"
STAFF_SECOND_FACTOR_REQUIRED = True

# --- Limits ------------------------------------------------------------------------------------
# Counted once for all worker processes (people.limits). In local memory each would count alone.
CACHES["limits"] = {
    "BACKEND": "people.limits.SharedCounters",
    "LOCATION": "limits",  # a table, made by manage.py setup
    "KEY_FUNCTION": "people.limits.hidden_key",
    "OPTIONS": {"MAX_ENTRIES": 20_000},  # then those that have run out are forgotten
}

# A half-filled joining form is kept for two weeks on the person's own device (session cookie).
SESSION_COOKIE_AGE = 14 * 24 * 60 * 60
SESSION_COOKIE_HTTPONLY = True
CSRF_COOKIE_HTTPONLY = True
CSRF_FAILURE_VIEW = "portal.views.form_too_old"

# --- What the trust decides --------------------------------------------------------------------
# Younger people join with a parent's or carer's agreement.
MINIMUM_AGE_WITHOUT_CONSENT = env.int("MINIMUM_AGE", default=16)
# Under which reference finance knows where payments go that members give away; empty: they wait.
DONATIONS_PAYEE = env("DONATIONS_PAYEE", default="")
# The layout of the file that finance gets: a file in reimbursement/layouts, without its ending.
PAYMENT_LAYOUT = env("PAYMENT_LAYOUT", default="standard")
PUBLIC_MAX_AGE = 60  # seconds a cache may keep a public page, unless something closes sooner
DEMO = False  # the demo mailbox and load_demo exist only where this is true

# --- Wagtail -----------------------------------------------------------------------------------
WAGTAIL_SITE_NAME = env("SITE_NAME", default="Involvement portal")
WAGTAILADMIN_BASE_URL = env("BASE_URL", default="http://localhost:8000")
WAGTAIL_FRONTEND_LOGIN_URL = "/accounts/login/"
WAGTAILADMIN_LOGIN_URL = "account_login"
WAGTAIL_PASSWORD_MANAGEMENT_ENABLED = False
WAGTAIL_PASSWORD_RESET_ENABLED = False
WAGTAIL_EMAIL_MANAGEMENT_ENABLED = False
WAGTAILADMIN_RICH_TEXT_EDITORS = {
    "default": {"WIDGET": "design_system.rich_text.NamedRichTextArea"}
}
WAGTAILUSERS_PASSWORD_ENABLED = False
WAGTAIL_GRAVATAR_PROVIDER_URL = None  # no visitor's or colleague's address leaves the trust
WAGTAIL_ENABLE_UPDATE_CHECK = False
WAGTAIL_ENABLE_WHATS_NEW_BANNER = False
WAGTAILSEARCH_BACKENDS = {
    "default": {
        "BACKEND": "wagtail.search.backends.database",
        "SEARCH_CONFIG": "english",  # PostgreSQL: endings and words such as "the" do not count
    }
}
WAGTAILDOCS_EXTENSIONS = ["csv", "docx", "odt", "pdf", "rtf", "txt", "xlsx"]

# --- Messages ----------------------------------------------------------------------------------
DEFAULT_FROM_EMAIL = env("FROM_EMAIL", default="involvement@example.org")
SERVER_EMAIL = DEFAULT_FROM_EMAIL

DATA_UPLOAD_MAX_NUMBER_FIELDS = 2000
DATA_UPLOAD_MAX_NUMBER_FILES = 20
FILE_UPLOAD_HANDLERS = [
    "portal.uploads.AtMost",
    "django.core.files.uploadhandler.MemoryFileUploadHandler",
    "django.core.files.uploadhandler.TemporaryFileUploadHandler",
]

LOGGING = {  # errors go to the process's own output, where systemd or a container keeps them
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {"plain": {"()": "portal.logs.Formatter"}},
    "handlers": {"console": {"class": "logging.StreamHandler", "formatter": "plain"}},
    "root": {"handlers": ["console"], "level": "WARNING"},
}
