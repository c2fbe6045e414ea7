"""What goes wrong with the source of the programme."""

from toile.wire.errors import ToileError


class SourceError(ToileError):
    """The programme cannot be read; what was read before stays in force."""

    def __init__(self, cause: str, remedy: str = "It is tried again later.") -> None:
        super().__init__("The programme", cause, remedy)
