"""What the pool's worker does with the proofs: check and seal them, write exports."""

from collections.abc import Callable

from django.utils.translation import gettext as _

from toile.pool import proofs
from toile.pool.proof_check import Checked, check
from toile.portal.cinemas.selectors import known_sites
from toile.portal.proofs import selectors, services
from toile.profiles import Space
from toile.wire.clock import to_datetime, utc_day
from toile.wire.ids import Ulid
from toile.worker.proof_files import TooManyError, strands_of, write_file

_EVERY_MS = 3_600_000


class ProofDeeds:
    """Over one pool space; a site at a turn, so that visits go on to move."""

    def __init__(self, pool: Space, now: Callable[[], int]) -> None:
        self._pool = pool
        self._now = now
        self._due_ms = 0
        self._waiting: list[str] = []

    def check(self) -> bool:
        """Check the next site's strands, all of them each hour; tell if more wait."""
        if not self._waiting:
            if self._now() < self._due_ms:
                return False
            self._due_ms = self._now() + _EVERY_MS
            found = {site for site, _strand, _head in proofs.heads(self._pool)}
            self._waiting = sorted(known_sites(sorted(found)))
        if self._waiting:
            self._check_site(Ulid(self._waiting.pop()))
        return bool(self._waiting)

    def write_export(self) -> bool:
        """Write the file that was asked for first, if any; tell if there was one."""
        export = services.next_waiting()
        if export is None:
            return False
        strands = strands_of(
            self._pool, Ulid(export.site_id), export.since, export.until
        )
        try:
            body = write_file(strands, export.site.name, export.since, export.until)
        except TooManyError:
            services.fail_export(
                export,
                _("Trop de preuves pour un fichier : choisissez moins de jours."),
            )
            return True
        count = sum(len(strand.links) for strand in strands)
        services.finish_export(export, body, count)
        return True

    def _check_site(self, site: Ulid) -> None:
        sealed = selectors.seals_of(site)
        strands = {strand for _site, strand, _head in proofs.heads(self._pool, site)}
        count = 0
        # A strand that is gone, too, had been sealed.
        for strand in sorted(strands | set(sealed)):
            chain = proofs.links(self._pool, site, strand)
            found = check(site, strand, chain, sealed.get(strand, {}))
            count += found.count
            if found.fault is not None:
                services.note_check(site, count, found.fault, strand, found.at)
                return
            self._seal(site, strand, found)
        services.note_check(site, count)

    def _seal(self, site: Ulid, strand: str, found: Checked) -> None:
        """Seal once a day what has grown since."""
        last = selectors.last_seal(site, strand)
        today = utc_day(self._now())
        if last is not None and (
            last.count >= found.count or _day(last.at.timestamp()) >= today
        ):
            return
        at = to_datetime(self._now())
        services.seal(site, strand, found.count, found.head.hex(), at)


def _day(seconds: float) -> int:
    return utc_day(int(seconds * 1_000))
