"""The admin of what people may change by hand: each deed goes into the audit trail."""

from collections.abc import Iterable
from typing import Any

from django.db import transaction
from django.db.models import Model, QuerySet
from django.forms import ModelForm
from django.http import HttpRequest

from toile.portal.accounts.admin import SuperuserAdmin
from toile.portal.accounts.models import User
from toile.portal.audit.services import record

_LONGEST = 200


class RecordedAdmin(SuperuserAdmin):
    """A model that superusers may change, but not without a trace."""

    # The trail is for ever: a person's name and address have no place in it.
    names_a_person = False
    untold: tuple[str, ...] = ()

    def save_model(
        self, request: HttpRequest, obj: Model, form: "ModelForm[Model]", change: bool
    ) -> None:
        """Save a row, and note each changed field with its value before and after."""
        before = self.get_queryset(request).get(pk=obj.pk) if change else None
        super().save_model(request, obj, form, change)
        changed = {
            name: self._values(name, form, before, obj) for name in form.changed_data
        }
        deed = "changed" if change else "added"
        self._note(request, deed, obj, {"changed": changed})

    def delete_model(self, request: HttpRequest, obj: Model) -> None:
        """Delete a row, and note what it held."""
        self._note(request, "deleted", obj, {"held": self._held(obj)})
        super().delete_model(request, obj)

    @transaction.atomic
    def delete_queryset(self, request: HttpRequest, queryset: QuerySet[Model]) -> None:
        """Delete the chosen rows, and note what each held."""
        for obj in queryset:
            self._note(request, "deleted", obj, {"held": self._held(obj)})
        super().delete_queryset(request, queryset)

    def _values(
        self, name: str, form: "ModelForm[Model]", before: Model | None, after: Model
    ) -> list[str]:
        if name in self.untold:
            return []
        if name in {field.name for field in self.opts.many_to_many}:
            # Django saves these after the row: the form alone knows them now.
            return [_keys(form.initial.get(name, ())), _keys(form.cleaned_data[name])]
        return ["" if before is None else _written(before, name), _written(after, name)]

    def _held(self, obj: Model) -> dict[str, str]:
        hidden = {"id", *self.untold, *(self.exclude or ())}
        names = [field.name for field in self.opts.concrete_fields]
        return {name: _written(obj, name) for name in names if name not in hidden}

    def _note(
        self, request: HttpRequest, deed: str, obj: Model, details: dict[str, Any]
    ) -> None:
        kind = self.opts.model_name or ""
        named = {} if self.names_a_person else {"name": str(obj)}
        record(
            f"{kind}.{deed}_in_admin",
            kind,
            str(obj.pk),
            actor=acting(request),
            details=named | details,
        )


def acting(request: HttpRequest) -> User | None:
    """Tell who is at the admin."""
    return request.user if isinstance(request.user, User) else None


def _written(obj: Model, name: str) -> str:
    return str(obj.serializable_value(name))[:_LONGEST]


def _keys(rows: Iterable[Model]) -> str:
    return ", ".join(sorted(str(row.pk) for row in rows))
