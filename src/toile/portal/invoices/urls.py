"""Mandates, invoices, proformas, and the accountant's file."""

from django.urls import path

from toile.portal.invoices.views import accounting, cinemas, papers, proformas, union

app_name = "invoices"

_CINEMA = "cinemas/<str:cinema_id>/"

urlpatterns = [
    path(f"{_CINEMA}factures/", cinemas.invoices, name="cinema"),
    path(f"{_CINEMA}mandat/", cinemas.sign, name="sign"),
    path(f"{_CINEMA}mandat/depot/", cinemas.bring, name="bring"),
    path(f"{_CINEMA}mandat/revocation/", cinemas.revoke, name="revoke"),
    path("mandats/<str:mandate_id>/", papers.mandate, name="mandate"),
    path("factures/", union.listed, name="union"),
    path("factures/archive/", union.archive, name="archive"),
    path("factures/identite/", union.identity, name="identity"),
    path("factures/virements/<str:transfer_id>/", union.issue, name="issue"),
    path("factures/contestations/<str:contest_id>/", union.answer, name="answer"),
    path("factures/<str:invoice_id>/pdf/", papers.pdf, name="pdf"),
    path("factures/<str:invoice_id>/xml/", papers.xml, name="xml"),
    path("factures/<str:invoice_id>/contestation/", cinemas.contest, name="contest"),
    path("comptabilite/", accounting.overview, name="accounting"),
    path("comptabilite/fec/", accounting.fec, name="fec"),
    path("proforma/", proformas.month, name="proforma"),
    path(
        "proforma/<str:distributor_id>/<str:month>/",
        proformas.pdf,
        name="proforma_pdf",
    ),
]
