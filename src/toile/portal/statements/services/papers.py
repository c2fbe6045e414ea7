"""The paper of a statement."""

import hashlib

from toile.portal.statements.models import Statement, StatementPaper
from toile.portal.statements.paper import Press
from toile.portal.statements.sheets import decoded


def paper_of(statement: Statement, press: Press) -> StatementPaper:
    """Set a statement's PDF, of what is kept of it and of nothing else."""
    pdf = press.to_pdf(decoded(statement.content), statement.sha256)
    return StatementPaper(
        statement=statement, pdf=pdf, sha256=hashlib.sha256(pdf).hexdigest()
    )
