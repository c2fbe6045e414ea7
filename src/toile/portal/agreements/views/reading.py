"""Reading agreements: the union's list, one with its papers, the versions of a text."""

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_safe

from toile.portal.accounts.models import Organisation
from toile.portal.accounts.seats import Seat, seated
from toile.portal.agreements.forms import EndForm, RefuseForm
from toile.portal.agreements.models import Agreement, Paper
from toile.portal.agreements.rules import (
    OPERATOR,
    may_end,
    side_of,
    visible_agreements,
)
from toile.portal.agreements.selectors import agreement_before, in_force
from toile.portal.agreements.signing import amendment_paper, is_amendment
from toile.portal.agreements.tables import AgreementFilters, Agreements
from toile.portal.agreements.texts import TITLES, blocks_of, shown
from toile.portal.agreements.texts.versions import (
    VERSIONS,
    differences,
    pattern,
)
from toile.portal.agreements.words import described, differing
from toile.portal.ui.tables import list_rows
from toile.wire.clock import now_ms, paris_date

Kind = Organisation.Kind
Readers = seated(Kind.UNION, Kind.OPERATOR, Kind.CINEMA)


@require_safe
@seated(Kind.UNION)
def listed(request: HttpRequest, seat: Seat) -> HttpResponseBase:
    """List every agreement; those that wait for the union first."""
    found = visible_agreements(seat).order_by("stage", "-signed_on", "reference")
    listing = list_rows(
        request, Agreements, found, filters=AgreementFilters, name="conventions"
    )
    if listing.file:
        return listing.file
    return render(request, "agreements/list.html", {"listing": listing})


@require_safe
@seated(Kind.OPERATOR)
def own(request: HttpRequest, seat: Seat) -> HttpResponse:
    """Lead the operator to its contract; to the page where it signs without one."""
    found = visible_agreements(seat).exclude(stage=Agreement.Stage.REFUSED).first()
    if found is None and seat.is_owner:
        return redirect("agreements:sign", OPERATOR)
    if found is None:
        return render(request, "agreements/none.html")
    return redirect("agreements:agreement", found.pk)


@require_safe
@Readers
def agreement(request: HttpRequest, seat: Seat, agreement_id: str) -> HttpResponse:
    """Show an agreement: where it stands, its terms, its papers, its proof."""
    return agreement_page(request, seat, find(seat, agreement_id))


def find(seat: Seat, agreement_id: str) -> Agreement:
    """Find an agreement that somebody may see; a foreign one is 404."""
    found: Agreement = get_object_or_404(visible_agreements(seat), pk=agreement_id)
    return found


def agreement_page(
    request: HttpRequest,
    seat: Seat,
    found: Agreement,
    status: int = 200,
    **given: Any,  # noqa: ANN401 - the page's forms
) -> HttpResponse:
    """The page of an agreement, with a form that was refused in its place."""
    today = paris_date(now_ms())
    signature = getattr(found, "signature", None)
    before = agreement_before(found)
    union = seat.kind == Kind.UNION
    waits = found.stage == Agreement.Stage.AWAITING
    counts = in_force(today).filter(pk=found.pk).exists()
    signed = found.stage == Agreement.Stage.SIGNED
    shown_here = {
        "agreement": found,
        "title": TITLES[Agreement.Kind(found.kind)],
        "whose": found.cinema or found.organisation,
        "party_key": found.cinema_id or OPERATOR,
        "terms": described(found),
        "signature": signature,
        "evidence": getattr(signature, "evidence", None),
        "text": shown(signature) if signature else "",
        "answer": getattr(found, "union_answer", None),
        "papers": found.papers.defer("content").select_related("made_by"),
        "terminations": found.terminations.select_related("by"),
        "before": before,
        "changes": differing(before, found) if before else [],
        "text_changes": _text_changes(before, found) if before else [],
        "in_force": counts,
        "is_amendment": is_amendment(found),
        "may_answer": union and waits and seat.may_change,
        "may_sign": seat.is_owner and not union,
        "may_end": signed and found.last_day >= today and may_end(seat, found),
        "refuse_form": RefuseForm(),
        "end_form": EndForm(initial={"day": today}),
        "side": side_of(seat),
        **given,
    }
    return render(request, "agreements/agreement.html", shown_here, status=status)


def _text_changes(before: Agreement, after: Agreement) -> list[Any]:
    old = getattr(before, "signature", None)
    new = getattr(after, "signature", None)
    if old is None or new is None or old.text_version == new.text_version:
        return []
    kind = after.kind
    if not {old.text_version, new.text_version} <= set(VERSIONS[kind]):
        return []
    made = differences(pattern(kind, old.text_version), blocks_of(new.text))
    return [one for one in made if not one.is_same]


@require_safe
@Readers
def paper(request: HttpRequest, seat: Seat, agreement_id: str) -> HttpResponse:
    """Give the newest paper of an agreement, or the one that is asked for."""
    found = find(seat, agreement_id)
    papers = found.papers.all()
    wanted = request.GET.get("document", "")
    one: Paper = get_object_or_404(papers, pk=wanted) if wanted else _newest(found)
    answer = HttpResponse(bytes(one.content), content_type="application/pdf")
    name = f"convention-{found.reference}-{one.kind}.pdf".replace(" ", "-")
    answer["Content-Disposition"] = f'attachment; filename="{name}"'
    answer["Cache-Control"] = "private, no-store"
    # A scan is a stranger's file: whatever shows it runs nothing of it.
    answer["Content-Security-Policy"] = "sandbox; default-src 'none'"
    return answer


def _newest(found: Agreement) -> Paper:
    one = found.papers.first() or amendment_paper(found)
    if one is None:
        raise Http404
    return one


@require_safe
@Readers
def versions(request: HttpRequest, seat: Seat) -> HttpResponse:
    """Show the versions of a text, and what a later one changed."""
    kinds = _kinds(seat)
    asked = request.GET.get("genre", "")
    kind = asked if asked in kinds else kinds[0]
    known = list(VERSIONS[kind])
    after = request.GET.get("apres", "")
    after = after if after in known else known[-1]
    before = request.GET.get("avant", "")
    before = before if before in known else known[max(0, known.index(after) - 1)]
    return render(
        request,
        "agreements/versions.html",
        {
            "kinds": [(each, TITLES[each]) for each in kinds],
            "kind": kind,
            "title": TITLES[Agreement.Kind(kind)],
            "known": known,
            "before": before,
            "after": after,
            "changes": differences(pattern(kind, before), pattern(kind, after)),
        },
    )


def _kinds(seat: Seat) -> list[Agreement.Kind]:
    kinds = {
        Kind.CINEMA: [Agreement.Kind.UNION_CINEMA],
        Kind.OPERATOR: [Agreement.Kind.OPERATOR_UNION],
    }
    return kinds.get(
        Kind(seat.kind), [Agreement.Kind.UNION_CINEMA, Agreement.Kind.OPERATOR_UNION]
    )
