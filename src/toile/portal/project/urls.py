"""The URL map of the portal."""

from allauth.account.decorators import secure_admin_login
from django.contrib import admin
from django.urls import URLPattern, URLResolver, include, path
from django.views.decorators.http import require_POST
from django.views.i18n import set_language

from toile.portal.project.api import api, openapi
from toile.portal.project.views import healthz

# One door for all: the admin's own form would let people in without a second factor.
admin.site.login = secure_admin_login(admin.site.login)  # type: ignore[method-assign]

urlpatterns: list[URLPattern | URLResolver] = [
    path("healthz", healthz, name="healthz"),
    path("langue/", require_POST(set_language), name="set_language"),
    path("", include("toile.portal.ui.urls")),
    path("", include("toile.portal.accounts.urls")),
    path("", include("toile.portal.tokens.urls")),
    path("api/v1/", include("toile.portal.api.urls"), {"document": openapi}),
    path("api/v1/", api.urls),
    path("", include("toile.portal.jobs.urls")),
    path("", include("toile.portal.mail.urls")),
    path("", include("toile.portal.accounts.urls.signing_in")),
    path("", include("toile.portal.audit.urls")),
    path("", include("toile.portal.films.urls")),
    path("", include("toile.portal.webhooks.urls")),
    path("", include("toile.portal.upkeep.urls")),
    path("", include("toile.portal.custody.urls")),
    path("", include("toile.portal.vendors.urls")),
    path("", include("toile.portal.inventory.urls")),
    path("", include("toile.portal.showtimes.urls")),
    path("", include("toile.portal.campaigns.urls")),
    path("", include("toile.portal.payouts.urls")),
    path("", include("toile.portal.transfers.urls")),
    path("", include("toile.portal.statements.urls")),
    path("", include("toile.portal.reconciliation.urls")),
    path("", include("toile.portal.proofs.urls")),
    path("", include("toile.portal.agreements.urls")),
    path("", include("toile.portal.decisions.urls")),
    path("", include("toile.portal.amendments.urls")),
    path("", include("toile.portal.simulator.urls")),
    path("", include("toile.portal.circulars.urls")),
    path("", include("toile.portal.sitechecks.urls")),
    path("", include("toile.portal.subject_requests.urls")),
    path("", include("toile.portal.members.urls")),
    path("", include("toile.portal.billing.urls")),
    path("", include("toile.portal.invoices.urls")),
    path("", include("toile.portal.earnings.urls")),
    path("", include("toile.portal.control.urls")),
    path("", include("toile.portal.accountability.urls")),
    path("", include("toile.portal.alerts.urls")),
    path("", include("toile.portal.spectators.urls")),
    path("admin/", admin.site.urls),
]
