"""What a token may be allowed to do: one closed list, and who is offered what.

A scope narrows what a token may do; it never widens what its maker's role allows. An
app that opens something new to programs adds its scope here.
"""

from dataclasses import dataclass
from typing import Any

from django.db import models
from django.utils.translation import gettext_lazy as _

from toile.portal.accounts.models import Organisation

Kind = Organisation.Kind


class Scope(models.TextChoices):
    """A noun and a deed; ``read`` never changes anything."""

    CINEMAS_READ = "cinemas:read", _("lire les cinémas, leurs sites et leurs journées")
    FILMS_READ = "films:read", _("lire les films")
    FILMS_WRITE = "films:write", _("inscrire et corriger des films")
    CAMPAIGNS_READ = "campaigns:read", _("lire les campagnes et leurs chiffres")
    CAMPAIGNS_WRITE = (
        "campaigns:write",
        _("préparer des campagnes, les soumettre, les lancer et les arrêter"),
    )
    INVENTORY_READ = "inventory:read", _("lire les supports et les emplacements")
    INVENTORY_WRITE = (
        "inventory:write",
        _("inscrire des supports, ouvrir des emplacements"),
    )
    APPROVALS_READ = "approvals:read", _("lire les demandes d’accord")
    APPROVALS_DECIDE = "approvals:decide", _("accorder ou refuser au nom du syndicat")
    AUDIT_READ = "audit:read", _("lire le journal d’audit")
    PAYOUTS_READ = "payouts:read", _("lire ce qui est dû aux cinémas")


OFFERED: dict[str, tuple[Scope, ...]] = {
    Kind.UNION: (
        Scope.CINEMAS_READ,
        Scope.FILMS_READ,
        Scope.CAMPAIGNS_READ,
        Scope.APPROVALS_READ,
        Scope.APPROVALS_DECIDE,
        Scope.AUDIT_READ,
        Scope.PAYOUTS_READ,
    ),
    Kind.OPERATOR: (
        Scope.FILMS_READ,
        Scope.CAMPAIGNS_READ,
        Scope.INVENTORY_READ,
        Scope.INVENTORY_WRITE,
    ),
    Kind.CINEMA: (Scope.CINEMAS_READ, Scope.PAYOUTS_READ),
    Kind.DISTRIBUTOR: (
        Scope.FILMS_READ,
        Scope.FILMS_WRITE,
        Scope.CAMPAIGNS_READ,
        Scope.CAMPAIGNS_WRITE,
        Scope.INVENTORY_READ,
    ),
    Kind.PUBLISHER: (Scope.INVENTORY_READ,),
}


@dataclass(frozen=True)
class Named:
    """A scope as a page shows it."""

    code: str
    label: Any


def named(codes: list[str]) -> list[Named]:
    """Give scopes with their labels; one that is no longer known keeps its code."""
    labels = dict(Scope.choices)
    return [Named(code, labels.get(code, code)) for code in codes]
