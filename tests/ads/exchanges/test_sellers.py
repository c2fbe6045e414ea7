"""sellers.json, field by field."""

import json

from toile.ads.exchanges.sellers import Seller, build


def test_each_publisher_is_named_once_with_what_the_specification_requires() -> None:
    inter = Seller("01B", "France Inter", "inter.fr")
    local = Seller("01A", "Le Petit Journal", "")
    assert json.loads(build("ops@klox.example", [inter, local, inter])) == {
        "contact_email": "ops@klox.example",
        "version": "1.0",
        "sellers": [
            {
                "seller_id": "01A",
                "seller_type": "PUBLISHER",
                "name": "Le Petit Journal",
            },
            {
                "seller_id": "01B",
                "seller_type": "PUBLISHER",
                "name": "France Inter",
                "domain": "inter.fr",
            },
        ],
    }


def test_without_placements_nobody_is_a_seller() -> None:
    assert json.loads(build("a@b.example", []))["sellers"] == []
