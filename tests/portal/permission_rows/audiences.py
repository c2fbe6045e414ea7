"""The columns of the tables, and short names for the rows that recur.

A row of three words names an audience: ``union`` lets SCARE's people in and turns the
others away with 403. Of a row in full, each column is one person's answer: ``in`` is
the way to the sign-in page.
"""

from collections.abc import Iterator

_NAMES = (
    "anonymous royal royal_editor royal_viewer eldorado condor condor_editor "
    "condor_viewer other_distributor scare scare_editor scare_viewer klox inter nobody"
)
ROLES = tuple(_NAMES.split())

_ROYAL = {"royal", "royal_editor", "royal_viewer"}
_CONDOR = {"condor", "condor_editor", "condor_viewer"}
_SCARE = {"scare", "scare_editor", "scare_viewer"}

# Who is let in; whose object it is not, who gets 404.
AUDIENCES: dict[str, tuple[set[str], set[str]]] = {
    "everyone": (set(ROLES), set()),
    "signed_in": (set(ROLES) - {"anonymous"}, set()),
    "members": (set(ROLES) - {"anonymous", "nobody"}, set()),
    "union": (_SCARE, set()),
    "operator": ({"klox"}, set()),
    "union_and_operator": (_SCARE | {"klox"}, set()),
    "cinemas": (_ROYAL | {"eldorado"}, set()),
    "distributors": (_CONDOR | {"other_distributor"}, set()),
    "of_the_royal": (_ROYAL, {"eldorado"}),
    "of_the_royal_and_union": (_ROYAL | _SCARE, {"eldorado"}),
    "cinemas_and_union": (_ROYAL | {"eldorado"} | _SCARE, set()),
    "distributors_and_both": (_CONDOR | {"other_distributor", "klox"} | _SCARE, set()),
    "operator_and_publishers": ({"klox", "inter"}, set()),
    "operator_publishers_and_distributors": (
        _CONDOR | {"other_distributor", "klox", "inter"},
        set(),
    ),
    "of_condor": (_CONDOR, {"other_distributor"}),
    "of_condor_and_union": (_CONDOR | _SCARE, {"other_distributor"}),
    "of_all_who_run": (_CONDOR | {"other_distributor", "klox"} | _SCARE, set()),
    "of_condor_and_both": (_CONDOR | _SCARE | {"klox"}, {"other_distributor"}),
}


def expand(table: str) -> Iterator[list[str]]:
    """Give each row in full: URL, method, then an answer a role."""
    for line in table.strip().splitlines():
        name, method, *answers = line.split()
        if name == "url":
            continue
        if len(answers) == 1:
            answers = _of(answers[0], method)
        assert len(answers) == len(ROLES), line
        yield [name, method, *answers]


def _of(audience: str, method: str) -> list[str]:
    if audience in _IRREGULAR:
        return _IRREGULAR[audience]
    let_in, foreign = AUDIENCES[audience]
    return [_answer(role, method, let_in, foreign) for role in ROLES]


# Rows that no rule gives: a choice of language leads anybody back.
_IRREGULAR = {
    "in_any_language": ["302"] * len(ROLES),
    # Any distributor may begin a campaign, but for its own film alone.
    "condor_alone": [
        {
            "anonymous": "in",
            "condor": "302",
            "condor_editor": "302",
            "other_distributor": "422",
        }.get(role, "403")
        for role in ROLES
    ],
}


def _answer(role: str, method: str, let_in: set[str], foreign: set[str]) -> str:
    if role == "anonymous" and role not in let_in:
        return "in"
    if role in foreign:
        return "404"
    if role not in let_in or (method == "POST" and role.endswith("_viewer")):
        return "403"
    return "302" if method == "POST" else "200"
