"""The deeds of the trail in French; the codes come from the apps above."""

from django.apps import apps
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

ACTIONS = {
    "approval.requested": gettext_lazy("accord demandé"),
    "approval.approved": gettext_lazy("accordé par le syndicat"),
    "approval.refused": gettext_lazy("refusé par le syndicat"),
    "approval.lapsed": gettext_lazy("demande caduque"),
    "approval.commented": gettext_lazy("message sur une demande"),
    "cinema.added": gettext_lazy("cinéma inscrit"),
    "cinema.changed": gettext_lazy("cinéma corrigé"),
    "cinema.leaves": gettext_lazy("départ annoncé"),
    "cinema.stays": gettext_lazy("départ annulé"),
    "site.changed": gettext_lazy("site corrigé"),
    "site.added": gettext_lazy("site inscrit"),
    "site.active": gettext_lazy("site activé"),
    "site.paused": gettext_lazy("site mis en pause"),
    "site.suspended": gettext_lazy("site suspendu"),
    "film.added": gettext_lazy("film inscrit"),
    "film.changed": gettext_lazy("film modifié"),
    "film_records.imported": gettext_lazy("fiches de films importées"),
    "keys.created": gettext_lazy("clés créées"),
    "keys.rotated": gettext_lazy("clés renouvelées"),
    "keys.retired": gettext_lazy("version des clés détruite"),
    "keys.rewrapped": gettext_lazy("clé maîtresse changée"),
    "keys.escrowed": gettext_lazy("clé maîtresse scellée pour le coffre"),
    "keys.restored": gettext_lazy("clé maîtresse reprise du coffre"),
    "agreement.signed": gettext_lazy("convention signée"),
    "agreement.terminated": gettext_lazy("convention résiliée"),
    "agreement.kept": gettext_lazy("résiliation annulée"),
    "identity.set": gettext_lazy("identité légale donnée"),
    "bank_account.changed": gettext_lazy("compte bancaire donné ou changé"),
    "ledger.month_closed": gettext_lazy("mois clos au grand livre"),
    "payout.payer_set": gettext_lazy("compte payeur du syndicat donné"),
    "payout.proposed": gettext_lazy("reversement proposé"),
    "payout.checked_again": gettext_lazy("reversement vérifié à nouveau"),
    "payout.transfer_withdrawn": gettext_lazy("virement retiré d’un reversement"),
    "payout.account_looked_at": gettext_lazy("compte bancaire d’un cinéma vérifié"),
    "payout.approved_once": gettext_lazy("reversement : premier accord"),
    "payout.approved": gettext_lazy("reversement : second accord"),
    "payout.cancelled": gettext_lazy("reversement annulé"),
    "payout.file_handed_over": gettext_lazy("fichier de virements remis"),
    "payout.transfer_executed": gettext_lazy("virement exécuté"),
    "payout.transfer_rejected": gettext_lazy("virement rejeté"),
    "payout.transfer_returned": gettext_lazy("virement revenu"),
    "payout.answer_read": gettext_lazy("réponse de la banque lue"),
    "publisher.added": gettext_lazy("support inscrit"),
    "publisher.changed": gettext_lazy("support modifié"),
    "publisher.contact_added": gettext_lazy("contact d’un support noté"),
    "publisher.contact_removed": gettext_lazy("contact d’un support retiré"),
    "placement.added": gettext_lazy("emplacement ouvert"),
    "placement.changed": gettext_lazy("emplacement modifié"),
    "placement.paused": gettext_lazy("emplacement mis en pause"),
    "placement.resumed": gettext_lazy("emplacement rouvert"),
    "exchange.added": gettext_lazy("place de marché notée"),
    "exchange.changed": gettext_lazy("place de marché modifiée"),
    "exchange.paused": gettext_lazy("place de marché mise en pause"),
    "exchange.resumed": gettext_lazy("place de marché rouverte"),
    "exchange.secret_renewed": gettext_lazy("secret d’une place de marché changé"),
    "exchange.secret_removed": gettext_lazy("secret d’une place de marché retiré"),
    "exchange.price_keys_set": gettext_lazy("clés de prix enregistrées"),
    "exchange.price_keys_removed": gettext_lazy("clés de prix retirées"),
    "margin.set": gettext_lazy("marge sur les enchères réglée"),
    "rate.set": gettext_lazy("taux de change noté"),
    "rate.removed": gettext_lazy("taux de change retiré"),
    "advertiser.site_set": gettext_lazy("site d’un annonceur noté"),
    "deal.added": gettext_lazy("deal noté"),
    "deal.changed": gettext_lazy("deal modifié"),
    "campaign.added": gettext_lazy("campagne commencée"),
    "campaign.changed": gettext_lazy("campagne modifiée"),
    "campaign.duplicated": gettext_lazy("campagne dupliquée"),
    "campaign.abandoned": gettext_lazy("brouillon abandonné"),
    "campaign.submitted": gettext_lazy("campagne soumise au syndicat"),
    "campaign.approved": gettext_lazy("campagne accordée"),
    "campaign.draft": gettext_lazy("campagne rendue au brouillon"),
    "campaign.live": gettext_lazy("campagne mise en ligne"),
    "campaign.holdout_set": gettext_lazy("groupe témoin choisi"),
    "campaign.paused": gettext_lazy("campagne mise en pause"),
    "campaign.ended": gettext_lazy("campagne terminée"),
    "campaign.near_you": gettext_lazy("option « près de chez vous » changée"),
    "near_you.on": gettext_lazy("« près de chez vous » mis en service"),
    "near_you.off": gettext_lazy("« près de chez vous » arrêté"),
    "film_match.confirmed": gettext_lazy("film du programme reconnu"),
    "film_match.rejected": gettext_lazy("film du programme écarté"),
    "flight.added": gettext_lazy("vague ajoutée"),
    "flight.changed": gettext_lazy("dates modifiées"),
    "line.added": gettext_lazy("ligne ajoutée"),
    "line.changed": gettext_lazy("ligne modifiée"),
    "report_link.made": gettext_lazy("lien de partage créé"),
    "report_link.revoked": gettext_lazy("lien de partage révoqué"),
    "report_link.opened": gettext_lazy("lien de partage ouvert la première fois"),
    "creative.added": gettext_lazy("création déposée"),
    "site_verdict.suspended": gettext_lazy("suspension d’un site motivée"),
    "site_verdict.lifted": gettext_lazy("suspension d’un site levée"),
    "site_verdict.left": gettext_lazy("site examiné, laissé en service"),
    "rules.written": gettext_lazy("règles du pool écrites"),
    "rules.withdrawn": gettext_lazy("règles du pool retirées"),
    "agreement.amended": gettext_lazy("avenant à une convention"),
    "circular.sent": gettext_lazy("message envoyé aux membres"),
    "creative.changed": gettext_lazy("création réglée"),
    "creative.removed": gettext_lazy("création retirée"),
    "master.added": gettext_lazy("fichier de film déposé"),
    "token.added": gettext_lazy("jeton d’accès créé"),
    "token.revoked": gettext_lazy("jeton d’accès révoqué"),
    "alert.acknowledged": gettext_lazy("alerte prise en charge"),
    "alert.snoozed": gettext_lazy("alerte mise en sommeil"),
    "alert.thresholds_set": gettext_lazy("seuils d’alerte réglés"),
    "mail.resent": gettext_lazy("courrier renvoyé"),
    "job.retried": gettext_lazy("tâche recommencée"),
    "webhook.added": gettext_lazy("webhook ajouté"),
    "webhook.paused": gettext_lazy("webhook mis en pause"),
    "webhook.resumed": gettext_lazy("webhook réactivé"),
    "webhook.renewed": gettext_lazy("secret d’un webhook changé"),
    "webhook.resent": gettext_lazy("message d’un webhook renvoyé"),
    "webhook.removed": gettext_lazy("webhook supprimé"),
    "invitation.sent": gettext_lazy("invitation envoyée"),
    "invitation.resent": gettext_lazy("invitation renvoyée"),
    "invitation.cancelled": gettext_lazy("invitation annulée"),
    "member.joined": gettext_lazy("arrivée dans l’équipe"),
    "member.role_changed": gettext_lazy("rôle changé"),
    "member.removed": gettext_lazy("retrait de l’équipe"),
    "account.signed_in": gettext_lazy("connexion"),
    "account.locked_out": gettext_lazy("connexion bloquée après dix essais"),
    "account.password_changed": gettext_lazy("mot de passe changé"),
    "account.password_reset": gettext_lazy("mot de passe remplacé par e-mail"),
    "account.passkey_added": gettext_lazy("clé d’accès ajoutée"),
    "account.passkey_removed": gettext_lazy("clé d’accès retirée"),
    "account.app_added": gettext_lazy("application de codes reliée"),
    "account.app_removed": gettext_lazy("application de codes détachée"),
    "account.codes_renewed": gettext_lazy("codes de secours renouvelés"),
    "account.address_changed": gettext_lazy("adresse e-mail changée"),
    "account.sessions_ended": gettext_lazy("sessions fermées"),
}

# How somebody signed in, as the trail keeps it.
MEANS = {
    "password": gettext_lazy("mot de passe"),
    "password_reset": gettext_lazy("lien reçu par e-mail"),
    "totp": gettext_lazy("code de l’application"),
    "webauthn": gettext_lazy("clé d’accès"),
    "recovery_codes": gettext_lazy("code de secours"),
}

_IN_ADMIN = {
    "added_in_admin": gettext_lazy("ajout dans l’administration"),
    "changed_in_admin": gettext_lazy("modification dans l’administration"),
    "deleted_in_admin": gettext_lazy("suppression dans l’administration"),
}


def action_label(code: str) -> str:
    """Say what was done; an unknown code is shown as it is."""
    kind, _dot, deed = code.partition(".")
    if deed in _IN_ADMIN:
        return _("%(deed)s (%(kind)s)") % {"deed": _IN_ADMIN[deed], "kind": _kind(kind)}
    return str(ACTIONS.get(code, code))


def means_label(codes: list[str]) -> str:
    """Say how somebody signed in; an unknown means is shown as it is."""
    return ", ".join(str(MEANS.get(code, code)) for code in codes)


def _kind(name: str) -> str:
    if name == "authenticator":
        return _("second facteur")
    models = {model._meta.model_name: model for model in apps.get_models()}  # noqa: SLF001 - Django's documented way
    return str(models[name]._meta.verbose_name) if name in models else name  # noqa: SLF001 - the same
