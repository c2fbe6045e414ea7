"""A reconciliation as plain text, in the language in force."""

from collections.abc import Iterator

from django.utils.translation import gettext as _

from toile.ledger.checking.report import Compared, Report
from toile.portal.reconciliation.words import SUBJECTS, Shown, rows, shown
from toile.portal.ui.templatetags.figures import euros


def told(report: Report) -> str:
    """Tell what was compared, then each difference with its cause and remedy."""
    lines = [
        f"{'✗' if row.wrong else '✓'} {row.name}: {_sides(each)}"
        for each, row in zip(
            report.compared,
            rows(report.compared, list(report.differences)),
            strict=True,
        )
    ]
    differences = shown(sorted(report.differences, key=lambda one: one.is_explained))
    for one in differences:
        lines += _difference(one)
    if not report.wrong:
        lines.append(_("Tout concorde."))
    return "\n".join(lines)


def _sides(each: Compared) -> str:
    _name, one, other = SUBJECTS[each.subject]
    said = f"{each.one} {one}, {each.other} {other}"
    if each.one_micros is not None:
        said += f" ({euros(each.one_micros)} / {euros(each.other_micros)})"
    return said


def _difference(one: Shown) -> Iterator[str]:
    amount = f", {euros(one.amount_micros)}" if one.amount_micros else ""
    mark = "·" if one.is_explained else "✗"
    where = f" ({one.where})" if one.where else ""
    yield f"  {mark} {one.number}{amount}{where}: {one.what}"
    if not one.is_explained:
        yield f"    {one.remedy}"
        if one.examples:
            yield f"    {', '.join(one.examples)}"
