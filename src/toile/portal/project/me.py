"""Who one is: the first call that a program makes."""

from toile.portal.api.bearer import ApiRequest
from toile.portal.api.routes import ApiRouter
from toile.portal.api.shapes import Key, Time, Told

router = ApiRouter("Token")


class OrganisationOut(Told):
    """For whom the token acts."""

    id: Key
    kind: str
    name: str


class MeOut(Told):
    """The token itself, and what it may do now."""

    token: str
    organisation: OrganisationOut
    role: str
    scopes: list[str]
    expires_at: Time


@router.reads("/me", None, gives=MeOut)
def me(request: ApiRequest) -> MeOut:
    """Tell for whom this token acts, in which role, with which scopes."""
    caller = request.auth
    return MeOut(
        token=caller.token.name,
        organisation=OrganisationOut(
            id=caller.organisation.id,
            kind=caller.organisation.kind,
            name=caller.organisation.name,
        ),
        role=caller.membership.role,
        scopes=caller.token.scopes,
        expires_at=caller.token.expires_at,
    )
