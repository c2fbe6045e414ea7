"""Which token may call what of ``inventory``."""

from api_rows import ApiGiven
from permission_rows import Stage

TABLE = """
operation           audience
list_publishers     operator_and_publishers
list_placements     operator_publishers_and_distributors
add_publisher       operator
add_placement       operator
"""


def given(stage: Stage) -> ApiGiven:
    """France Inter, with one more place."""
    place = {
        "publisher": stage.world.placement.publisher_id,
        "name": "Pop-up",
        "format": "popup",
        "width": 640,
        "height": 480,
    }
    return {
        "add_publisher": ({}, {"name": "FIP", "origins": ["https://fip.example"]}),
        "add_placement": ({}, place),
    }
