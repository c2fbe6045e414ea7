"""Write the API's document anew: ``python tests/portal/api/golden/make.py``.

Review its diff: what was there is a promise, and may only gain optional parts.
"""

import json
import os
from pathlib import Path

FILE = Path(__file__).parent / "openapi.json"


def written() -> str:
    """The document as it is now."""
    from toile.portal.project.api import openapi  # noqa: PLC0415 - after Django

    return json.dumps(openapi(), indent=1, ensure_ascii=False) + "\n"


if __name__ == "__main__":
    import django

    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "toile.portal.project.settings")
    django.setup()
    FILE.write_text(written(), encoding="utf-8")
