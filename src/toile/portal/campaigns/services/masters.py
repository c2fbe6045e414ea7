"""Taking in a film's poster and trailer, and making what placements need of them."""

import hashlib
import logging

from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import UploadedFile
from django.db import transaction
from django.utils.translation import gettext as _

from toile.portal.accounts.models import User
from toile.portal.audit.services import record
from toile.portal.campaigns.masters import posters, teasers, trailers
from toile.portal.campaigns.masters.sizes import USUAL_SIZES
from toile.portal.campaigns.masters.store import path_of, settle, take
from toile.portal.campaigns.masters.teasers import Told
from toile.portal.campaigns.models import Campaign, Creative, Master, Rendition
from toile.portal.campaigns.services.campaigns import hold_draft, note
from toile.portal.campaigns.uploads.store import keep
from toile.portal.films.models import Film
from toile.portal.inventory.selectors import active_placements
from toile.portal.jobs.registry import JobError, Stopped
from toile.portal.jobs.services import enqueue

_log = logging.getLogger(__name__)
RENDITIONS = "campaigns.renditions"
USUAL_EXCERPT_MS = 30_000
_STEP_PERCENT = 3
LONGEST_NAME = 160


def add_poster(
    film: Film, file: "UploadedFile[bytes]", key: str, by: User | None = None
) -> Master:
    """Take in a good poster; its renditions are made beside the portal."""
    if known := _known(film, key):
        return known
    path = take(file)
    try:
        ending, width, height = posters.check(path)
        size = path.stat().st_size
        name = settle(path, ending)
    finally:
        path.unlink(missing_ok=True)
    master = Master(
        pk=key,
        film=film,
        kind=Master.Kind.POSTER,
        name=_name(file),
        file=name,
        bytes=size,
        width=width,
        height=height,
        added_by=by,
    )
    return _add(master, by)


def add_trailer(
    film: Film,
    file: "UploadedFile[bytes]",
    key: str,
    by: User | None = None,
    *,
    from_ms: int = 0,
    length_ms: int = USUAL_EXCERPT_MS,
) -> Master:
    """Take in a trailer and the excerpt that is to be the teaser."""
    if known := _known(film, key):
        return known
    path = take(file)
    try:
        found = trailers.check(path)
        if from_ms + trailers.SHORTEST_MS > found.duration_ms:
            raise ValidationError(
                {
                    "from_s": ValidationError(
                        _(
                            "La bande-annonce dure %(seconds)d s : l’extrait commence "
                            "trop tard."
                        ),
                        params={"seconds": found.duration_ms // 1_000},
                    )
                }
            )
        size = path.stat().st_size
        name = settle(path, found.ending)
    finally:
        path.unlink(missing_ok=True)
    master = Master(
        pk=key,
        film=film,
        kind=Master.Kind.TRAILER,
        name=_name(file),
        file=name,
        bytes=size,
        width=found.width,
        height=found.height,
        duration_ms=found.duration_ms,
        from_ms=from_ms,
        length_ms=min(length_ms, found.duration_ms - from_ms),
        added_by=by,
    )
    return _add(master, by)


def retry(master: Master) -> None:
    """Make the renditions of a master once more."""
    Master.objects.filter(pk=master.pk).update(
        state=Master.State.WAITING, percent=0, fault=""
    )
    _ask(master)


def make_renditions(master_id: str, told: Told) -> None:
    """Make all that placements need of a master; bears being done twice.

    ``told`` hears which part is done, from 0 to 1.
    """
    master = Master.objects.select_related("film").get(pk=master_id)
    _tell(master, state=Master.State.RUNNING, percent=0, fault="")
    try:
        if master.kind == Master.Kind.POSTER:
            _make_posters(master, _telling(master, told))
        else:
            _make_teaser(master, _telling(master, told))
    except Stopped:
        _tell(master, state=Master.State.WAITING, percent=0)
        raise
    except Exception as error:
        fault = _("La préparation a échoué. Déposez un autre fichier, ou réessayez.")
        _tell(master, state=Master.State.FAILED, fault=fault)
        _log.exception("renditions of master %s failed", master_id)
        raise JobError(fault) from error
    _tell(master, state=Master.State.DONE, percent=100)


def add_creative_from(
    campaign: Campaign,
    name: str,
    poster: Master,
    trailer: Master | None = None,
    by: User | None = None,
) -> Creative:
    """Make a creative of renditions: the poster alone, or the teaser behind it."""
    pictures = {one.size: one for one in poster.renditions.all()}
    whole = pictures.pop("", None)
    film = trailer.renditions.first() if trailer else None
    if whole is None or (trailer and film is None):
        raise ValidationError(_("Les déclinaisons ne sont pas encore prêtes."))
    creative = Creative(
        campaign=campaign,
        name=name,
        kind=Creative.Kind.TEASER if film else Creative.Kind.POSTER,
        poster_file=whole.file,
        poster_mime=whole.mime,
        poster_width=whole.width,
        poster_height=whole.height,
        poster_bytes=whole.bytes,
        fits={size: _plain(one) for size, one in pictures.items()},
    )
    if film:
        creative.teaser_file, creative.teaser_mime = film.file, film.mime
        creative.teaser_width, creative.teaser_height = film.width, film.height
        creative.teaser_bytes = film.bytes
        creative.teaser_duration_ms = film.duration_ms
    creative.full_clean()
    with transaction.atomic():
        hold_draft(campaign)
        creative.save(force_insert=True)
        note("creative.added", campaign, by, creative=creative.id)
    return creative


@transaction.atomic
def _add(master: Master, by: User | None) -> Master:
    master.full_clean()
    master.save(force_insert=True)
    record(
        "master.added",
        "film",
        master.film_id,
        actor=by,
        organisation=master.film.distributor,
        details={"name": master.film.title, "file": master.name, "kind": master.kind},
    )
    _ask(master)
    return master


def _known(film: Film, key: str) -> Master | None:
    return Master.objects.filter(pk=key, film=film).first()


def _name(file: "UploadedFile[bytes]") -> str:
    return (file.name or "")[-LONGEST_NAME:]


def _make_posters(master: Master, told: Told) -> None:
    places = active_placements().values_list("width", "height")
    sizes = sorted(USUAL_SIZES | set(places))
    drawn = posters.draw(path_of(master.file), sizes)
    for number, one in enumerate(drawn):
        file = _kept(one.content, "jpg")
        Rendition.objects.update_or_create(
            master=master,
            size=one.size,
            defaults={
                "file": file,
                "mime": "image/jpeg",
                "width": one.width,
                "height": one.height,
                "bytes": len(one.content),
            },
        )
        told((number + 1) / (len(sizes) + 1))


def _make_teaser(master: Master, told: Told) -> None:
    made = teasers.make(path_of(master.file), master.from_ms, master.length_ms, told)
    Rendition.objects.update_or_create(
        master=master,
        size="",
        defaults={
            "file": _kept(made.content, "mp4"),
            "mime": "video/mp4",
            "width": made.width,
            "height": made.height,
            "bytes": len(made.content),
            "duration_ms": made.duration_ms,
        },
    )


def _telling(master: Master, told: Told) -> Told:
    last = -_STEP_PERCENT

    def tell(part: float) -> None:
        nonlocal last
        percent = min(99, int(part * 100))
        if abs(percent - last) >= _STEP_PERCENT:
            last = percent
            _tell(master, percent=percent)
            told(part)

    return tell


def _ask(master: Master) -> None:
    enqueue(RENDITIONS, {"master": master.pk}, owner=master.added_by)


def _tell(master: Master, **known: object) -> None:
    Master.objects.filter(pk=master.pk).update(**known)


def _kept(content: bytes, ending: str) -> str:
    name = f"{hashlib.sha256(content).hexdigest()}.{ending}"
    keep(name, content)
    return name


def _plain(one: Rendition) -> dict[str, object]:
    return {
        "file": one.file,
        "mime": one.mime,
        "width": one.width,
        "height": one.height,
        "bytes": one.bytes,
    }
