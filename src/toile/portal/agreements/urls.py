"""Agreements: read, signed, answered, ended; papers checked."""

from django.urls import path

from toile.portal.agreements.views import deciding, public, reading, signing

app_name = "agreements"

_ONE = "conventions/<str:agreement_id>/"
_SIGN = "conventions/signer/<str:party_key>/"

urlpatterns = [
    path("responsabilite-conjointe/", public.joint, name="joint"),
    path("verifier-un-document/", public.verify, name="verify"),
    path("conventions/", reading.listed, name="list"),
    path("conventions/la-notre/", reading.own, name="own"),
    path("conventions/textes/", reading.versions, name="versions"),
    path(_SIGN, signing.sign, name="sign"),
    path(f"{_SIGN}projet.pdf", signing.draft, name="draft"),
    path(f"{_SIGN}papier/", signing.scan, name="scan"),
    path(_ONE, reading.agreement, name="agreement"),
    path(f"{_ONE}document.pdf", reading.paper, name="paper"),
    path(f"{_ONE}signer-pour-le-syndicat/", deciding.countersign, name="countersign"),
    path(f"{_ONE}refuser/", deciding.refuse, name="refuse"),
    path(f"{_ONE}fin/", deciding.end, name="end"),
    path(f"{_ONE}continuer/", deciding.keep, name="keep"),
]
