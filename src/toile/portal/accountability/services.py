"""Writing an entry anew: the version before it stays, and the trail says who did it."""

from collections.abc import Mapping

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from toile.portal.accountability.documents import Code, origin
from toile.portal.accountability.models import EntryVersion
from toile.portal.accountability.selectors import standing
from toile.portal.accounts.models import Organisation, User
from toile.portal.audit.services import record


@transaction.atomic
def write(
    code: Code,
    key: str,
    fields: Mapping[str, str],
    *,
    reason: str,
    after: int,
    by: User,
    organisation: Organisation,
) -> EntryVersion:
    """Add a wording of an entry after the version ``after``, which was read.

    Raises ``PermissionDenied`` if the document is another organisation's to write, and
    ``ValidationError`` if somebody wrote in between or if nothing was changed.
    """
    document = origin(code)
    if organisation.kind != document.writer:
        raise PermissionDenied(_("Ce document est tenu par une autre organisation."))
    row = next((one for one in standing(code).rows if one.key == key), None)
    if row is None:
        raise ValidationError(_("Cette entrée n’existe pas."))
    if row.number != after:
        raise ValidationError(
            _(
                "Quelqu’un a modifié cette entrée entre-temps : relisez-la, puis "
                "enregistrez de nouveau. Votre texte est gardé ci-dessous."
            )
        )
    written = {
        column.name: fields[column.name].strip()
        for column in document.written(row.entry)
    }
    if all(row.fields.get(name, "") == text for name, text in written.items()):
        raise ValidationError(_("Rien n’a changé dans cette entrée."))
    made = EntryVersion(
        document=code.value,
        key=key,
        number=row.number + 1,
        title=row.title,
        fields=written,
        reason=reason,
        made_at=timezone.now(),
        made_by=by,
        organisation=organisation,
    )
    made.full_clean()
    made.save(force_insert=True)
    record(
        "accountability.written",
        "accountability",
        made.pk,
        actor=by,
        organisation=organisation,
        details={
            "name": f"{document.title} – {row.title}",
            "document": code.value,
            "entry": key,
            "version": made.number,
            "reason": reason,
        },
    )
    return made
