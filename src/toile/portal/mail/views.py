"""The wish of an address, and the demonstration's mailbox."""

from collections.abc import Callable
from typing import Any, cast

from csp.constants import NONE, SELF, UNSAFE_INLINE
from csp.decorators import csp
from django.conf import settings
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.clickjacking import xframe_options_sameorigin
from django.views.decorators.csrf import csrf_exempt, csrf_protect
from django.views.decorators.http import require_http_methods, require_safe

from toile.portal.mail import selectors, services
from toile.portal.mail.models import Kind, Mail
from toile.portal.mail.tokens import unseal

_ONE_CLICK = "List-Unsubscribe"
_PAGE = 30
# Links of a mail that is looked at in the mailbox open in the page around it.
_BASE = '<head><base target="_top">'
_MAIL_CSP = {
    "default-src": [NONE],
    "style-src": [UNSAFE_INLINE],
    "img-src": ["data:"],
    "frame-ancestors": [SELF],
    "form-action": [NONE],
    "base-uri": [NONE],
    "sandbox": ["allow-top-navigation-by-user-activation"],
}

# The decorator is typed for views without arguments alone.
_let_it_do_nothing = cast("Callable[[Any], Any]", csp(_MAIL_CSP))


@csrf_exempt
@require_http_methods(["GET", "HEAD", "POST"])
def unsubscribe(request: HttpRequest, token: str) -> HttpResponseBase:
    """Ask by GET, do by POST: a mail client's one click, or the form of the page."""
    wish = unseal(token)
    if wish is None:
        raise Http404(
            _("Ce lien est incomplet : copiez-le en entier depuis le courrier.")
        )
    if request.method == "POST" and _ONE_CLICK in request.POST:
        # RFC 8058 §3.2: the client has no cookie and no form of ours; the token alone
        # tells who asks. And no redirection.
        services.refuse(*wish)
        return HttpResponse(_("C’est fait."), content_type="text/plain; charset=utf-8")
    answer: HttpResponseBase = _preferences(request, token)
    return answer


@csrf_protect
def _preferences(request: HttpRequest, token: str) -> HttpResponse:
    wish = unseal(token)
    if wish is None:
        raise Http404
    if request.method == "POST":
        kind = next((k for k in Kind if k == request.POST.get("kind")), wish.kind)
        if request.POST.get("deed") == "resume":
            services.accept(wish.address, kind)
        else:
            services.refuse(wish.address, kind)
        return redirect("mail:unsubscribe", token)
    refused = selectors.refused_kinds(wish.address)
    others = [(kind, kind in refused) for kind in Kind if kind != wish.kind]
    return render(
        request,
        "mail/unsubscribe.html",
        {
            "address": wish.address,
            "kind": wish.kind,
            "refused": wish.kind in refused,
            "others": others,
        },
    )


@require_safe
def mailbox(request: HttpRequest) -> HttpResponse:
    """List the mails of the demonstration, the newest first."""
    _only_in_the_demonstration()
    search = request.GET.get("q", "")[:200]
    page = Paginator(selectors.mails(search), _PAGE).get_page(request.GET.get("page"))
    return render(request, "mail/mailbox.html", {"page": page, "search": search})


@require_safe
def mail(request: HttpRequest, mail_id: str) -> HttpResponse:
    """Show one mail of the demonstration as its reader would see it."""
    _only_in_the_demonstration()
    found = get_object_or_404(Mail.objects.defer("html"), id=mail_id)
    return render(request, "mail/mail.html", {"mail": found})


@require_safe
@xframe_options_sameorigin
@_let_it_do_nothing
def html(_request: HttpRequest, mail_id: str) -> HttpResponse:
    """Give the HTML of a mail to the frame around it, and let it do nothing."""
    _only_in_the_demonstration()
    found = get_object_or_404(Mail, id=mail_id)
    framed = found.html.replace("<head>", _BASE, 1)
    return HttpResponse(framed.replace('target="_blank"', 'target="_top"'))


def _only_in_the_demonstration() -> None:
    # Mails carry invitations: elsewhere nobody reads those of others.
    if not settings.TOILE.simulated:
        raise Http404
