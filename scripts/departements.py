"""Draw the départements for the portal's maps, small enough to be sent to a phone.

    scripts/departements.py départements.geojson

Reads the outlines of the 96 metropolitan départements (IGN Admin Express 2018, Licence
Ouverte, the simplified edition of france-geojson) and writes our own drawing of them.
Borders that two départements share are cut into arcs at the points where three meet,
each arc is thinned once (Douglas and Peucker 1973), so that neighbours still touch.
"""

import itertools
import json
import sys
from collections import defaultdict
from pathlib import Path
from typing import Any

OUT = Path("src/toile/portal/ui/static/ui/departements.json")
TOLERANCE = 0.03  # degrees: two or three kilometres
DECIMALS = 2

Point = tuple[float, float]
Ring = list[Point]


def main() -> None:
    """Read, thin, write."""
    source = json.loads(Path(sys.argv[1]).read_text())
    shapes = {one["properties"]["code"]: _rings(one) for one in source["features"]}
    names = {
        one["properties"]["code"]: one["properties"]["nom"]
        for one in source["features"]
    }
    nodes = _nodes(shapes)
    features = [
        {
            "type": "Feature",
            "properties": {"code": code, "nom": names[code]},
            "geometry": {
                "type": "MultiPolygon",
                "coordinates": [[ring] for ring in _thinned(shapes[code], nodes)],
            },
        }
        for code in sorted(shapes)
    ]
    drawing = {"type": "FeatureCollection", "features": features}
    OUT.write_text(
        json.dumps(drawing, ensure_ascii=False, separators=(",", ":")) + "\n"
    )
    print(f"{OUT}: {len(features)} départements, {OUT.stat().st_size} bytes")


def _rings(feature: dict[str, Any]) -> list[Ring]:
    geometry = feature["geometry"]
    polygons = geometry["coordinates"]
    if geometry["type"] == "Polygon":
        polygons = [polygons]
    # Outer rings alone: no département has a hole that shows at this size.
    return [[(x, y) for x, y in polygon[0]] for polygon in polygons]


def _nodes(shapes: dict[str, list[Ring]]) -> set[Point]:
    """Points where an arc begins: those with other than two neighbours in all."""
    neighbours: dict[Point, set[Point]] = defaultdict(set)
    for rings in shapes.values():
        for ring in rings:
            for here, there in itertools.pairwise(ring):
                neighbours[here].add(there)
                neighbours[there].add(here)
    return {point for point, around in neighbours.items() if len(around) > 2}


def _thinned(rings: list[Ring], nodes: set[Point]) -> list[Ring]:
    found = []
    for ring in rings:
        thin = [_rounded(point) for arc in _arcs(ring[:-1], nodes) for point in arc]
        kept = [one for at, one in enumerate(thin) if at == 0 or one != thin[at - 1]]
        if len(set(kept)) >= 3:
            found.append(kept if kept[0] == kept[-1] else [*kept, kept[0]])
    return found


def _arcs(ring: Ring, nodes: set[Point]) -> list[Ring]:
    cuts = [at for at, point in enumerate(ring) if point in nodes]
    if len(cuts) < 2:
        half = len(ring) // 2
        cuts = [cuts[0] if cuts else 0]
        cuts.append((cuts[0] + half) % len(ring))
        cuts.sort()
    turned = ring[cuts[0] :] + ring[: cuts[0]] + [ring[cuts[0]]]
    at = [cut - cuts[0] for cut in cuts] + [len(turned) - 1]
    return [_thin(turned[here : there + 1]) for here, there in itertools.pairwise(at)]


def _thin(arc: Ring) -> Ring:
    """Thin an arc the same way whichever of its two neighbours walks along it."""
    if arc[0] > arc[-1]:
        return _peucker(arc[::-1])[::-1]
    return _peucker(arc)


def _peucker(arc: Ring) -> Ring:
    if len(arc) < 3:
        return arc
    far, at = max(
        (_distance(arc[i], arc[0], arc[-1]), i) for i in range(1, len(arc) - 1)
    )
    if far < TOLERANCE:
        return [arc[0], arc[-1]]
    return _peucker(arc[: at + 1])[:-1] + _peucker(arc[at:])


def _distance(point: Point, start: Point, end: Point) -> float:
    (x, y), (x1, y1), (x2, y2) = point, start, end
    length = ((x2 - x1) ** 2 + (y2 - y1) ** 2) ** 0.5
    if length == 0:
        return float(((x - x1) ** 2 + (y - y1) ** 2) ** 0.5)
    return float(abs((x2 - x1) * (y1 - y) - (x1 - x) * (y2 - y1)) / length)


def _rounded(point: Point) -> Point:
    return round(point[0], DECIMALS), round(point[1], DECIMALS)


if __name__ == "__main__":
    main()
