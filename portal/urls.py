"""Every address of the site. What no line here names is a page from the editors' tree."""

from allauth.account import views as account
from django.conf import settings
from django.urls import include, path, re_path
from django.views.generic import RedirectView
from wagtail import urls as wagtail_urls
from wagtail.admin import urls as admin_urls
from wagtail.documents import urls as document_urls

from design_system.routing import serve_page
from people.views import (
    AskForCode,
    ConfirmLoginCode,
    ConfirmNewEmail,
    SetUpApp,
    SignInWithPasskey,
    UsePasskeyAgain,
)
from portal.views import nothing_here, picture, robots, sitemap

accounts = [
    path("login/", AskForCode.as_view(), name="account_login"),
    path("login/code/", AskForCode.as_view(), name="account_request_login_code"),
    path("login/passkey/", SignInWithPasskey.as_view(), name="mfa_login_webauthn"),
    path("login/code/confirm/", ConfirmLoginCode.as_view(), name="account_confirm_login_code"),
    # Asked for by name when someone whom we do not know wants a code: people join, nobody signs up.
    path("signup/", RedirectView.as_view(url="/join/"), name="account_signup"),
    path("email/", RedirectView.as_view(url="/my-involvement/email/"), name="account_email"),
    path("email/code/", ConfirmNewEmail.as_view(), name="account_email_verification_sent"),
    path("logout/", account.logout, name="account_logout"),
    path("inactive/", account.account_inactive, name="account_inactive"),
    path("reauthenticate/", account.reauthenticate, name="account_reauthenticate"),
    path("2fa/", include("allauth.mfa.base.urls")),
    path("2fa/totp/activate/", SetUpApp.as_view(), name="mfa_activate_totp"),
    path("2fa/totp/", include("allauth.mfa.totp.urls")),
    path("2fa/recovery-codes/", include("allauth.mfa.recovery_codes.urls")),
    # Passkeys have pages of ours (people.urls): of allauth's, only what it asks for by name.
    path("2fa/passkey/", UsePasskeyAgain.as_view(), name="mfa_reauthenticate_webauthn"),
]

# Wagtail's own forms would ask for a password, which nobody has.
to_our_sign_in = RedirectView.as_view(pattern_name="account_login", query_string=True)

urlpatterns = [
    path("accounts/", include(accounts)),
    path("", include("home.urls")),
    path("", include("people.urls")),
    path("", include("opportunities.urls")),  # with staff's own screens below /admin/
    path("", include("cafes.urls")),  # with staff's own screens below /admin/
    path("", include("reimbursement.urls")),  # with staff's own screens below /admin/
    path("", include("feedback.urls")),  # with staff's own screens below /admin/
    path("admin/outbox/", include("outbox.urls")),
    path("admin/login/", to_our_sign_in, name="wagtailadmin_login"),
    # Wagtail's own breaks on purpose and raises an alarm.
    path("admin/failwhale/", nothing_here, name="wagtailadmin_error_test"),
    path("admin/", include(admin_urls)),
    path("documents/", include(document_urls)),
    path("media/images/<path:name>", picture, name="picture"),
    path("sitemap.xml", sitemap, name="sitemap"),
    path("robots.txt", robots, name="robots"),
    path("_util/login/", to_our_sign_in, name="wagtailcore_login"),
]

if settings.DEMO:
    urlpatterns.append(path("demo/", include("portal.demo.urls")))

urlpatterns += [
    re_path(wagtail_urls.serve_pattern, serve_page, name="wagtail_serve"),
    path("", include(wagtail_urls)),
]
handler429 = "portal.views.too_often"
