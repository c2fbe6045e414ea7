"""The deeds of the trail in French; the codes come from the apps above."""

from django.apps import apps
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

ACTIONS = {
    "approval.requested": gettext_lazy("accord demandé"),
    "approval.approved": gettext_lazy("accordé par le syndicat"),
    "approval.refused": gettext_lazy("refusé par le syndicat"),
    "approval.lapsed": gettext_lazy("demande caduque"),
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
    "agreement.signed": gettext_lazy("convention signée"),
    "agreement.terminated": gettext_lazy("convention résiliée"),
    "agreement.kept": gettext_lazy("résiliation annulée"),
    "identity.set": gettext_lazy("identité légale donnée"),
    "bank_account.changed": gettext_lazy("compte bancaire donné ou changé"),
    "publisher.added": gettext_lazy("support inscrit"),
    "placement.added": gettext_lazy("emplacement ouvert"),
    "campaign.added": gettext_lazy("campagne commencée"),
    "campaign.submitted": gettext_lazy("campagne soumise au syndicat"),
    "campaign.approved": gettext_lazy("campagne accordée"),
    "campaign.draft": gettext_lazy("campagne rendue au brouillon"),
    "campaign.live": gettext_lazy("campagne mise en ligne"),
    "campaign.holdout_set": gettext_lazy("groupe témoin choisi"),
    "campaign.paused": gettext_lazy("campagne mise en pause"),
    "campaign.ended": gettext_lazy("campagne terminée"),
    "flight.added": gettext_lazy("vague ajoutée"),
    "line.added": gettext_lazy("ligne ajoutée"),
    "creative.added": gettext_lazy("création déposée"),
    "approval.commented": gettext_lazy("message sur une demande"),
    "site_verdict.suspended": gettext_lazy("suspension d’un site motivée"),
    "site_verdict.lifted": gettext_lazy("suspension d’un site levée"),
    "site_verdict.left": gettext_lazy("site examiné, laissé en service"),
    "rules.written": gettext_lazy("règles du pool écrites"),
    "rules.withdrawn": gettext_lazy("règles du pool retirées"),
    "agreement.amended": gettext_lazy("avenant à une convention"),
    "circular.sent": gettext_lazy("message envoyé aux membres"),
    "mail.resent": gettext_lazy("courrier renvoyé"),
    "job.retried": gettext_lazy("tâche recommencée"),
    "webhook.added": gettext_lazy("webhook ajouté"),
    "webhook.paused": gettext_lazy("webhook mis en pause"),
    "webhook.resumed": gettext_lazy("webhook réactivé"),
    "webhook.renewed": gettext_lazy("secret d’un webhook changé"),
    "webhook.resent": gettext_lazy("message d’un webhook renvoyé"),
    "webhook.removed": gettext_lazy("webhook supprimé"),
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


def _kind(name: str) -> str:
    models = {model._meta.model_name: model for model in apps.get_models()}  # noqa: SLF001 - Django's documented way
    return str(models[name]._meta.verbose_name) if name in models else name  # noqa: SLF001 - the same
