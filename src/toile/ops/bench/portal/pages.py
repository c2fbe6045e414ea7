"""The pages that are measured, and who opens each."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any

from django.urls import URLPattern, URLResolver, get_resolver, reverse

from toile.ops.bench.portal.world import BenchWorld
from toile.wire.clock import now_ms, paris_date


def _agreement_of(world: BenchWorld) -> str:
    return world.cinema.agreements.order_by("pk").values_list("pk", flat=True)[0]


def _this_month() -> str:
    return f"{paris_date(now_ms()):%Y-%m}"


# Whose page it is, its URL's name, and what its address names.
PAGES: tuple[tuple[str, str, Callable[[BenchWorld], tuple[str, ...]]], ...] = (
    ("", "accounts:sign_in", lambda _w: ()),
    ("", "ui:style", lambda _w: ()),
    ("", "spectators:my_data", lambda _w: ()),
    ("", "api:reference", lambda _w: ()),
    ("distributor", "tokens:list", lambda _w: ()),
    ("", "account_reset_password", lambda _w: ()),
    ("cinema", "accounts:account", lambda _w: ()),
    ("cinema", "accounts:sessions", lambda _w: ()),
    ("cinema", "accounts:team", lambda _w: ()),
    ("union", "audit:own", lambda _w: ()),
    ("union", "mfa_index", lambda _w: ()),
    ("cinema", "payouts:cinema", lambda w: (w.cinema.id,)),
    ("cinema", "members:cinema_pixel", lambda w: (w.cinema.id,)),
    ("cinema", "members:signs", lambda w: (w.cinema.id,)),
    ("cinema", "members:plugin", lambda w: (w.cinema.id,)),
    ("cinema", "members:bank_account", lambda w: (w.cinema.id,)),
    ("cinema", "members:contract", lambda w: (w.cinema.id,)),
    ("cinema", "members:participation", lambda w: (w.cinema.id,)),
    ("", "members:join", lambda _w: ()),
    ("", "members:by_hand", lambda _w: ()),
    ("", "members:sent", lambda _w: ()),
    ("distributor", "campaigns:list", lambda _w: ()),
    ("distributor", "campaigns:detail", lambda w: (w.campaign.id,)),
    ("distributor", "campaigns:figures", lambda w: (w.campaign.id,)),
    ("distributor", "campaigns:clicks", lambda w: (w.campaign.id,)),
    ("distributor", "campaigns:links", lambda w: (w.campaign.id,)),
    ("distributor", "campaigns:report_pdf", lambda w: (w.campaign.id,)),
    ("", "campaigns:shared", lambda w: (w.shared,)),
    ("union", "decisions:queue", lambda _w: ()),
    ("union", "decisions:answers", lambda _w: ()),
    ("union", "decisions:request", lambda w: (w.waiting.id,)),
    ("union", "decisions:site", lambda w: (w.site.id,)),
    ("", "agreements:joint", lambda _w: ()),
    ("", "agreements:verify", lambda _w: ()),
    ("union", "agreements:list", lambda _w: ()),
    ("cinema", "agreements:versions", lambda _w: ()),
    ("cinema", "agreements:sign", lambda w: (w.cinema.id,)),
    ("cinema", "agreements:agreement", lambda w: (_agreement_of(w),)),
    ("union", "amendments:rules", lambda _w: ()),
    ("union", "amendments:write", lambda _w: ()),
    ("union", "amendments:amend", lambda _w: ()),
    ("union", "simulator:simulate", lambda _w: ()),
    ("union", "payouts:doubts", lambda _w: ()),
    ("union", "circulars:list", lambda _w: ()),
    ("union", "circulars:write", lambda _w: ()),
    ("union", "circulars:edit", lambda w: (w.circular.id,)),
    ("union", "circulars:circular", lambda w: (w.circular.id,)),
    ("distributor", "campaigns:settings", lambda w: (w.campaign.id,)),
    ("distributor", "campaigns:creatives", lambda w: (w.campaign.id,)),
    ("distributor", "campaigns:exchanges", lambda w: (w.campaign.id,)),
    ("distributor", "campaigns:preview", lambda w: (w.campaign.id,)),
    ("distributor", "campaigns:duplicate", lambda w: (w.campaign.id,)),
    ("distributor", "campaigns:new", lambda _w: ()),
    ("distributor", "campaigns:film_step", lambda w: (w.draft.id,)),
    ("distributor", "campaigns:dates_step", lambda w: (w.draft.id,)),
    ("distributor", "campaigns:criteria_step", lambda w: (w.draft.id,)),
    ("distributor", "campaigns:sites_step", lambda w: (w.draft.id,)),
    ("distributor", "campaigns:creatives_step", lambda w: (w.draft.id,)),
    ("distributor", "campaigns:budget_step", lambda w: (w.draft.id,)),
    ("distributor", "campaigns:review_step", lambda w: (w.draft.id,)),
    ("distributor", "campaigns:forecast", lambda w: (w.draft.id,)),
    ("distributor", "campaigns:masters", lambda w: (w.campaign.film_id,)),
    ("distributor", "films:list", lambda _w: ()),
    ("distributor", "films:add", lambda _w: ()),
    ("distributor", "films:detail", lambda w: (w.campaign.film_id,)),
    ("distributor", "films:edit", lambda w: (w.campaign.film_id,)),
    ("union", "payouts:pool", lambda _w: ()),
    ("union", "transfers:list", lambda _w: ()),
    ("union", "statements:month", lambda _w: ()),
    ("cinema", "statements:cinema", lambda w: (w.cinema.id,)),
    ("cinema", "statements:provisional", lambda w: (w.cinema.id, _this_month())),
    ("cinema", "statements:trail", lambda w: (w.cinema.id, _this_month())),
    ("union", "earnings:members", lambda _w: ()),
    ("cinema", "earnings:cinema", lambda w: (w.site.cinema_id,)),
    ("distributor", "billing:spend", lambda _w: ()),
    ("union", "transfers:answer", lambda _w: ()),
    ("union", "transfers:payer", lambda _w: ()),
    ("union", "invoices:union", lambda _w: ()),
    ("union", "invoices:identity", lambda _w: ()),
    ("union", "invoices:accounting", lambda _w: ()),
    ("cinema", "invoices:cinema", lambda w: (w.site.cinema_id,)),
    ("distributor", "invoices:proforma", lambda _w: ()),
    ("operator", "invoices:proforma", lambda _w: ()),
    ("union", "reconciliation:overview", lambda _w: ()),
    ("union", "audit:trail", lambda _w: ()),
    ("union", "sitechecks:sites", lambda _w: ()),
    ("union", "sitechecks:cinema", lambda w: (w.site.cinema_id,)),
    ("union", "custody:keys", lambda _w: ()),
    ("union", "proofs:sites", lambda _w: ()),
    ("operator", "vendors:lists", lambda _w: ()),
    ("union", "proofs:site", lambda w: (w.site.id,)),
    ("cinema", "proofs:site", lambda w: (w.site.id,)),
    ("union", "campaigns:list", lambda _w: ()),
    ("union", "showtimes:overview", lambda _w: ()),
    ("union", "showtimes:films", lambda _w: ()),
    ("union", "showtimes:film", lambda w: (w.match.id,)),
    ("distributor", "showtimes:films", lambda _w: ()),
    ("operator", "campaigns:live_lines", lambda _w: ()),
    ("operator", "campaigns:list", lambda _w: ()),
    ("operator", "inventory:list", lambda _w: ()),
    ("operator", "inventory:placement", lambda w: (w.placement.id,)),
    ("operator", "inventory:publishers", lambda _w: ()),
    ("operator", "inventory:publisher", lambda w: (w.placement.publisher_id,)),
    ("operator", "inventory:exchanges", lambda _w: ()),
    ("operator", "inventory:terms", lambda _w: ()),
    ("operator", "inventory:ads_txt", lambda _w: ()),
    ("operator", "inventory:add_placement", lambda _w: ()),
    ("operator", "control:room", lambda _w: ()),
    ("operator", "control:now", lambda _w: ()),
    ("operator", "control:why", lambda w: (w.line.id,)),
    ("operator", "alerts:list", lambda _w: ()),
    ("operator", "billing:month", lambda _w: ()),
    ("operator", "upkeep:overview", lambda _w: ()),
    ("union", "accountability:overview", lambda _w: ()),
    ("union", "accountability:document", lambda _w: ("durees",)),
    ("union", "accountability:entry", lambda _w: ("durees", "visits")),
    ("union", "accountability:pdf", lambda _w: ("durees",)),
    ("operator", "accountability:label", lambda _w: ()),
    ("distributor", "webhooks:list", lambda _w: ()),
    ("distributor", "webhooks:add", lambda _w: ()),
    ("distributor", "webhooks:endpoint", lambda w: (w.endpoint.id,)),
)

# Lists whose filter asks more than the whole list does: whose, which, and the query.
FILTERED = (("union", "payouts:pool", "etat=active"),)

# A form of one's own account or team, or a word about it: no list grows there.
ACCOUNT_FORMS = {
    "account_change_password",
    "account_inactive",
    "account_login",
    "account_reauthenticate",
    "account_reset_password_done",
    "account_reset_password_from_key",
    "account_reset_password_from_key_done",
    "account_set_password",
    "accounts:accept",
    "accounts:address",
    "accounts:confirm_address",
    "accounts:remove",
    "mfa_activate_totp",
    "mfa_add_webauthn",
    "mfa_authenticate",
    "mfa_deactivate_totp",
    "mfa_download_recovery_codes",
    "mfa_edit_webauthn",
    "mfa_generate_recovery_codes",
    "mfa_login_webauthn",
    "mfa_reauthenticate",
    "mfa_reauthenticate_webauthn",
    "mfa_remove_webauthn",
    "mfa_view_recovery_codes",
}

# What is no page to look at: redirects, files, answers to scripts, and steps of
# joining, whose pages are as large whatever the country.
NOT_PAGES = {
    "accounts:cancel",
    "accounts:change_role",
    "accounts:end_session",
    "accounts:end_sessions",
    "accounts:invite",
    "accounts:resend",
    "healthz",
    "set_language",
    "accounts:home",
    "accounts:sign_out",
    "accounts:switch",
    "decisions:ask",
    "decisions:films",
    "agreements:own",
    "agreements:draft",
    "agreements:scan",
    "agreements:paper",
    "agreements:countersign",
    "agreements:refuse",
    "agreements:end",
    "agreements:keep",
    "amendments:withdraw",
    "payouts:decide_doubt",
    # A list of names, for a script.
    "spectators:ads",
    # One row; a file; what changes it. The list is a page of a few rows a year.
    "subject_requests:list",
    "subject_requests:register",
    "subject_requests:detail",
    "subject_requests:prolong",
    "subject_requests:answer",
    "subject_requests:close",
    "subject_requests:document",
    "circulars:test",
    "circulars:send",
    "circulars:delete",
    "audit:check",
    "proofs:download",
    "vendors:read_again",
    "api:openapi",
    "campaigns:abandon",
    "campaigns:adjust",
    "inventory:change_placement",
    "inventory:switch_placement",
    "inventory:add_publisher",
    "inventory:change_publisher",
    "inventory:add_contact",
    "inventory:remove_contact",
    "inventory:add_exchange",
    "inventory:change_exchange",
    "inventory:switch_exchange",
    "inventory:exchange_secret",
    "inventory:price_keys",
    # One row.
    "inventory:exchange",
    "control:exchange",
    "inventory:add_deal",
    "inventory:change_deal",
    "inventory:read_ads_txt",
    # One row, and a file for machines.
    "inventory:ads_txt_domain",
    "inventory:sellers_json",
    # Minutes long, and what control:now gives.
    "control:stream",
    "alerts:alert",
    "alerts:settings",
    "campaigns:move",
    "campaigns:remove",
    "campaigns:rendition",
    "campaigns:report_file",
    "campaigns:revoke_link",
    "campaigns:shared_pdf",
    "campaigns:retry_master",
    "campaigns:write",
    "films:write",
    # Parts of pages that are measured.
    "campaigns:masters_state",
    "campaigns:preview_frame",
    "campaigns:add_creative",
    "campaigns:poster",
    "campaigns:teaser",
    "members:agreement",
    "members:bank",
    "members:confirm",
    "members:export",
    "members:go_on",
    "members:identity",
    "members:leave",
    "members:listed",
    "members:pause",
    "members:pixel",
    "members:resume",
    "members:stay",
    "members:webmaster",
    "payouts:cinemas",
    "payouts:poster",
    "showtimes:switch",
    "spectators:why",
    # One row, and files; the bench's world has closed no month.
    "statements:archive",
    "statements:statement",
    "statements:pdf",
    "statements:csv",
    # Deeds and files; the bench's world pays nobody, so it has no run to open.
    "invoices:answer",
    "invoices:archive",
    "invoices:bring",
    "invoices:contest",
    "invoices:fec",
    "invoices:issue",
    "invoices:mandate",
    "invoices:pdf",
    "invoices:proforma_pdf",
    "invoices:revoke",
    "invoices:sign",
    "invoices:xml",
    "transfers:propose",
    "reconciliation:compare",
    "transfers:run",
    "transfers:check_again",
    "transfers:approve",
    "transfers:cancel",
    "transfers:hand_over",
    "transfers:file",
    "transfers:withdraw",
    "transfers:look",
    "transfers:settle",
    "tokens:revoke",
    # The demonstration's alone.
    "mail:mailbox",
    "mail:mail",
    "mail:html",
    # A job asked for; one row each; a picture, a file.
    "sitechecks:ask",
    "sitechecks:check",
    "sitechecks:proof",
    "sitechecks:picture",
    # One row each.
    "mail:unsubscribe",
    "jobs:job",
    "jobs:retry",
    "upkeep:mail",
    "upkeep:send_again",
    "upkeep:retry_job",
    "webhooks:message",
    "webhooks:test",
    "webhooks:renew",
    "webhooks:switch",
    "webhooks:remove",
    "webhooks:send_again",
}


@dataclass(frozen=True)
class Page:
    """One page: who opens it ("" is anybody), its URL's name, its address."""

    who: str
    name: str
    address: str


def pages(world: BenchWorld) -> list[Page]:
    """Every page with its address in the world, then those with a filter set."""
    whole = [Page(who, name, reverse(name, args=of(world))) for who, name, of in PAGES]
    return whole + [
        Page(who, f"{name}?{query}", f"{reverse(name)}?{query}")
        for who, name, query in FILTERED
    ]


def unnamed() -> set[str]:
    """Names in the URL map that are neither measured nor known to be no page."""
    named = {name for _who, name, _of in PAGES} | NOT_PAGES | ACCOUNT_FORMS
    return set(_names(get_resolver().url_patterns)) - named


def _names(patterns: list[Any], prefix: str = "") -> Iterator[str]:
    for pattern in patterns:
        if isinstance(pattern, URLResolver):
            if pattern.namespace in ("admin", "api_v1"):
                continue
            inner = f"{prefix}{pattern.namespace}:" if pattern.namespace else prefix
            yield from _names(pattern.url_patterns, inner)
        elif isinstance(pattern, URLPattern):
            yield f"{prefix}{pattern.name}"
