"""What an owner says about the team."""

from django import forms
from django.utils.translation import gettext_lazy as _

from toile.portal.accounts.models import Membership
from toile.portal.ui.forms import Dressed


class InviteForm(Dressed, forms.Form):
    """Whom to invite, and in which role."""

    email = forms.EmailField(
        label=_("Adresse e-mail"),
        max_length=254,
        widget=forms.EmailInput(attrs={"autocomplete": "off"}),
    )
    role = forms.ChoiceField(
        label=_("Rôle"),
        choices=Membership.Role.choices,
        initial=Membership.Role.EDITOR,
        help_text=_(
            "Responsable : tout, l’équipe comprise. Gestionnaire : tout sauf l’équipe. "
            "Lecture seule : consulter."
        ),
    )
