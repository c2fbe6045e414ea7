"""The guided tour: the Toulon story in steps, beside live figures."""

import math

from toile.ops.demo.sites.addresses import Addresses
from toile.ops.demo.sites.articles import Article
from toile.ops.demo.sites.counters import STANDING, TODAY, Counters
from toile.ops.demo.sites.publishers import article_path
from toile.ops.demo.sites.templates import Html, join, page, text
from toile.ops.demo.world import Cinema, World

# The middle of metropolitan France, and the size of the drawn map.
MIDDLE = (46.6, 2.4)
MAP_PX = 420
DEGREE_PX = 40
NEIGHBOURS = 3


def tour_page(
    world: World, articles: tuple[Article, ...], addresses: Addresses
) -> Html:
    """Make the page that walks a person through the story."""
    first = {a.publisher: a for a in reversed(articles)}
    royal = world.cinemas[0]
    return page(
        "tour.html",
        marked={
            "map": _map(world),
            "today": _figures(TODAY),
            "standing": _figures(STANDING),
            "keys": _keys(world),
        },
        royal=addresses.site(royal.host),
        royal_film=addresses.site(royal.host) + f"/film/{world.films[0].slug}",
        franceinter=_article(addresses, first["franceinter"]),
        telerama=_article(addresses, first["telerama"]),
        lemonde=_article(addresses, first["lemonde"]),
        ouest_actu=_article(addresses, first["ouest-actu"]),
        other_cinema=addresses.site(world.cinemas[2].host),
        other_cinema_name=world.cinemas[2].name,
        portal=addresses.portal_url,
        my_data=f"{addresses.portal_url}/mes-donnees",
        password=world.password,
        royal_email=royal.email,
        union_email=world.organisation("scare").email,
        distributor_email=world.organisation("condor").email,
        members=len(world.cinemas),
    )


def _article(addresses: Addresses, article: Article) -> str:
    return addresses.site(f"{article.publisher}.localhost") + article_path(article)


def _figures(counters: Counters) -> Html:
    return join(
        [
            Html(f'<div><dt>{text(label)}</dt><dd data-figure="{key}">–</dd></div>')
            for key, label in counters
        ]
    )


def _keys(world: World) -> Html:
    people = [
        (f"{world.cinemas[0].name}, {world.cinemas[0].commune}", world.cinemas[0].email)
    ]
    people += [(o.name, o.email) for o in world.organisations]
    rows = [
        Html(f"<tr><th scope=row>{text(name)}</th><td>{text(email)}</td></tr>")
        for name, email in people
    ]
    return join(rows)


def _map(world: World) -> Html:
    """Draw the members as a web: each tied to its nearest, the Royal in red."""
    points = [_point(cinema) for cinema in world.cinemas]
    ties = {
        (min(here, there), max(here, there))
        for here in range(len(points))
        for there in _nearest(points, here)
    }
    lines = [
        f'<line x1="{points[a][0]:.0f}" y1="{points[a][1]:.0f}" '
        f'x2="{points[b][0]:.0f}" y2="{points[b][1]:.0f}"/>'
        for a, b in sorted(ties)
    ]
    dots = [
        f'<circle cx="{x:.0f}" cy="{y:.0f}" r="{7 if number == 0 else 3.4}"'
        f"{' class=royal' if number == 0 else ''}>"
        f"<title>{text(cinema.name)}, {text(cinema.commune)}</title></circle>"
        for number, (cinema, (x, y)) in enumerate(
            zip(world.cinemas, points, strict=True)
        )
    ]
    x, y = points[0]
    label = f'<text x="{x + 12:.0f}" y="{y + 5:.0f}">Le Royal</text>'
    return Html("".join(lines + dots) + label)


def _point(cinema: Cinema) -> tuple[float, float]:
    narrowing = math.cos(math.radians(MIDDLE[0]))
    x = MAP_PX / 2 + (cinema.longitude - MIDDLE[1]) * DEGREE_PX * narrowing * 1.12
    y = MAP_PX / 2 - (cinema.latitude - MIDDLE[0]) * DEGREE_PX
    return x, y


def _nearest(points: list[tuple[float, float]], here: int) -> list[int]:
    others = [number for number in range(len(points)) if number != here]
    return sorted(others, key=lambda there: math.dist(points[here], points[there]))[
        :NEIGHBOURS
    ]
