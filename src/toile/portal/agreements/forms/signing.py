"""Who signs and by what right; the code that signs; the union's refusal."""

from django import forms
from django.utils.translation import gettext_lazy as _

from toile.portal.agreements.forms.names import Named
from toile.portal.agreements.models import Authority
from toile.portal.ui.forms import Dressed


class SignForm(Dressed, forms.Form):
    """Who signs, as what, by what right, and the text they read."""

    text_hash = forms.CharField(widget=forms.HiddenInput, max_length=64)
    name = Named(label=_("Nom et prénom du signataire"), max_length=120)
    function = Named(
        label=_("Qualité"),
        help_text=_("Par exemple gérante, directeur, maire, président·e."),
        max_length=120,
    )
    authority = forms.ChoiceField(
        label=_("Votre pouvoir d’engager l’organisation"),
        choices=Authority.choices,
        widget=forms.RadioSelect,
        initial=Authority.LEGAL,
    )
    agreed = forms.BooleanField(
        label=_(
            "J’ai lu la convention, je l’accepte, je consens à la signer par voie "
            "électronique, et j’ai le pouvoir d’engager l’organisation."
        ),
        error_messages={"required": _("Cochez cette case pour signer.")},
    )


class CodeForm(Dressed, forms.Form):
    """The code of the mail, for the text that was read."""

    text_hash = forms.CharField(widget=forms.HiddenInput, max_length=64)
    code = forms.CharField(
        label=_("Code reçu par courrier électronique"),
        help_text=_("Six chiffres. Il vaut un quart d’heure."),
        max_length=20,
        widget=forms.TextInput(
            attrs={"inputmode": "numeric", "autocomplete": "one-time-code"}
        ),
    )

    def __init__(self, *args: object, **given: object) -> None:
        # The page may hold the form before it too.
        super().__init__(*args, **({"auto_id": "code_%s"} | given))


class RefuseForm(Dressed, forms.Form):
    """Why the union does not sign."""

    reason = forms.CharField(
        label=_("Ce qui est à corriger"),
        max_length=1000,
        widget=forms.Textarea(attrs={"rows": 3}),
    )

    def __init__(self, *args: object, **given: object) -> None:
        super().__init__(*args, **({"auto_id": "refuse_%s"} | given))
