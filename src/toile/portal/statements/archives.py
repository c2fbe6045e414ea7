"""All statements of a month in one ZIP file: each as PDF and as CSV."""

import datetime
import io
import zipfile

from django.utils.text import slugify

from toile.portal.statements.models import Statement, StatementPaper
from toile.portal.statements.sheets import decoded
from toile.portal.statements.tabular import to_csv

_AT_ONCE = 50


def file_name(statement: Statement, kind: str) -> str:
    """Name a statement's file after its cinema, its month and its number."""
    cinema = slugify(str(statement.cinema)) or statement.cinema_id.lower()
    return f"releve-{cinema}-{statement.month:%Y-%m}-{statement.number:03}.{kind}"


def archive(month: datetime.date) -> bytes:
    """Write the archive, the same bytes each time: some tens of megabytes."""
    rows = StatementPaper.objects.filter(statement__month=month)
    papers = rows.select_related("statement__cinema").order_by(
        "statement__cinema__commune", "statement__cinema__name", "pk"
    )
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as file:
        for paper in papers.iterator(chunk_size=_AT_ONCE):
            statement = paper.statement
            _add(file, file_name(statement, "pdf"), bytes(paper.pdf), month)
            table = to_csv(decoded(statement.content))
            _add(file, file_name(statement, "csv"), table, month)
    return made.getvalue()


def _add(
    file: zipfile.ZipFile, name: str, content: bytes, month: datetime.date
) -> None:
    # Two cinemas of one town may bear one name; their numbers may be the same too.
    taken, stem, n = set(file.namelist()), name, 2
    while name in taken:
        first, _, kind = stem.rpartition(".")
        name, n = f"{first}-{n}.{kind}", n + 1
    dated = zipfile.ZipInfo(name, (month.year, month.month, 1, 0, 0, 0))
    dated.compress_type = zipfile.ZIP_DEFLATED
    file.writestr(dated, content)
