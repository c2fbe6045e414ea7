"""The pages of a member cinema's own site."""

import datetime
import json

from toile.ops.demo.sites.addresses import Addresses
from toile.ops.demo.sites.programme import Screenings, films_of, week
from toile.ops.demo.sites.templates import Html, join, page, text
from toile.ops.demo.world import Cinema, Film, World

# Some suppliers' sites never load a second page: the film is behind the "#".
HASH_ROUTED = frozenset({"star-strasbourg", "nestor-burma-montpellier"})

POSTERS = {
    "l-ombre-de-staline": "ombre-600x900.webp",
    "le-serment-de-pamfir": "pamfir-600x900.webp",
}
DAY_NAMES = ("lun.", "mar.", "mer.", "jeu.", "ven.", "sam.", "dim.")

# velvet, deep, light, paper: the Royal's first, the others take theirs in turn.
PALETTES = (
    ("#8a1c2b", "#2a0d14", "#f0c987", "#fbf6ef"),
    ("#1d5c63", "#0c2a2e", "#f3d9a4", "#f6f8f5"),
    ("#3d4b8f", "#171c3d", "#f4c9a8", "#f7f7fb"),
    ("#7a4a12", "#2c1a07", "#f7d58b", "#fcf8f0"),
    ("#4c3a6e", "#1d1430", "#e9c6e0", "#faf7fb"),
    ("#2f5d3a", "#11261a", "#e6dd9a", "#f7f8f2"),
)


def cinema_page(
    world: World,
    cinema: Cinema,
    path: str,
    key: str,
    addresses: Addresses,
    today: datetime.date,
) -> Html | None:
    """Make a page of a cinema's site; ``None`` when it has no such page."""
    films = films_of(world, cinema)
    if path == "/":
        return _shell(world, cinema, key, addresses, _home(cinema, films, today), None)
    slug = path.removeprefix("/film/")
    if cinema.slug in HASH_ROUTED or slug == path:
        return None
    for film in films:
        if film.slug == slug:
            body = _film(cinema, film, today)
            return _shell(world, cinema, key, addresses, body, film)
    return None


def film_path(cinema: Cinema, film: Film) -> str:
    """Tell where a cinema's site shows a film."""
    mark = "/#/film/" if cinema.slug in HASH_ROUTED else "/film/"
    return f"{mark}{film.slug}"


def _shell(
    world: World,
    cinema: Cinema,
    key: str,
    addresses: Addresses,
    body: Html,
    film: Film | None,
) -> Html:
    place = f"{cinema.name}, {cinema.commune}"
    hashed = cinema.slug in HASH_ROUTED
    palette = PALETTES[world.cinemas.index(cinema) % len(PALETTES)]
    velvet, deep, light, paper = palette
    return page(
        "cinema.html",
        marked={
            "body": body,
            "film_data": _film_data(film) if film else Html(""),
            "script": Html('<script src="/_/hash.js"></script>' if hashed else ""),
        },
        title=f"{film.title} – {place}" if film else f"{place} – horaires et films",
        description=film.synopsis if film else f"Les films et les horaires de {place}.",
        name=cinema.name,
        commune=cinema.commune,
        address=cinema.address,
        postal_code=cinema.postal_code,
        departement=cinema.departement_name,
        category=cinema.category,
        screens=f"{cinema.screens} salle{'s' if cinema.screens > 1 else ''}"
        f", {cinema.seats} fauteuils",
        key=key,
        pool_url=addresses.pool_url,
        velvet=velvet,
        deep=deep,
        light=light,
        paper=paper,
    )


def _home(cinema: Cinema, films: list[Film], today: datetime.date) -> Html:
    first = films[0]
    hero = f"""
<div class="hero"><div class="wrap">
  <a href="{text(film_path(cinema, first))}">{_art(first)}</a>
  <div>
    <p class="kicker">Cette semaine au cinéma</p>
    <h1>{text(first.title)}</h1>
    <p class="meta">{_meta(first)}</p>
    <p class="story">{text(first.synopsis)}</p>
    <a class="button" href="{text(film_path(cinema, first))}">Voir le film</a>
  </div>
</div></div>
<section id="affiche" class="wrap" aria-labelledby="titre-affiche">
  <h2 id="titre-affiche">À l'affiche</h2>
  <ul class="films">{join([_card(cinema, film) for film in films])}</ul>
</section>
<section id="horaires" class="wrap" aria-labelledby="titre-horaires">
  <h2 id="titre-horaires">Horaires</h2>
  {_table(cinema, films, today)}
</section>"""
    if cinema.slug not in HASH_ROUTED:
        return Html(hero)
    hidden = [
        f'<div class="view" id="/film/{text(film.slug)}" '
        f'data-title="{text(film.title)}" data-film="{text(film.known_as)}" hidden>'
        f"{_film(cinema, film, today)}</div>"
        for film in films
    ]
    return Html(f'<div class="view" id="accueil">{hero}</div>{"".join(hidden)}')


def _film(cinema: Cinema, film: Film, today: datetime.date) -> Html:
    original = (
        f" · titre original : {text(film.original_title)}"
        if film.original_title
        else ""
    )
    return Html(f"""
<article>
<div class="hero"><div class="wrap">
  {_art(film)}
  <div>
    <p class="kicker">À l'affiche</p>
    <h1>{text(film.title)}</h1>
    <p class="meta">{_meta(film)}{original}</p>
    <p class="story">{text(film.synopsis)}</p>
    <a class="button" href="/#horaires">Tous les horaires</a>
  </div>
</div></div>
<section class="wrap"><h2>Les séances</h2>{_table(cinema, [film], today)}</section>
</article>""")


def _card(cinema: Cinema, film: Film) -> Html:
    return Html(
        f'<li><a href="{text(film_path(cinema, film))}">{_art(film)}'
        f"<strong>{text(film.title)}</strong>"
        f"<small>{text(film.director)} · {_length(film)}</small></a></li>"
    )


def _art(film: Film) -> Html:
    poster = POSTERS.get(film.slug)
    if poster:
        alt = f"Affiche imaginée de {film.title}"
        return Html(
            f'<div class="art"><img src="/_/{poster}" alt="{text(alt)}" '
            'width="600" height="900"></div>'
        )
    across = 20 + sum(map(ord, film.slug)) % 60
    return Html(
        f'<div class="art drawn" style="--x:{across}%" aria-hidden="true">'
        f"<span>{text(film.title)}</span></div>"
    )


def _meta(film: Film) -> Html:
    parts = [film.director, film.countries, str(film.year), _length(film), film.version]
    return text(" · ".join(part for part in (*parts, film.rating) if part))


def _length(film: Film) -> str:
    return f"{film.minutes // 60} h {film.minutes % 60:02d}"


def _table(cinema: Cinema, films: list[Film], today: datetime.date) -> Html:
    days = week(cinema, films[0], today)
    heads = [Html(f"<th scope=col>{_day(entry)}</th>") for entry in days]
    rows = []
    for film in films:
        cells = [_times(entry) for entry in week(cinema, film, today)]
        rows.append(
            Html(
                f"<tr><th scope=row>{text(film.title)}<br>"
                f"<small>{text(film.version)}</small></th>{join(cells)}</tr>"
            )
        )
    return Html(
        '<div class="scroll" tabindex="0" role="region" '
        'aria-label="Tableau des séances">'
        f"<table><thead><tr><th scope=col>Film</th>{join(heads)}</tr></thead>"
        f"<tbody>{join(rows)}</tbody></table></div>"
    )


def _day(entry: Screenings) -> Html:
    name = DAY_NAMES[entry.day.weekday()]
    return Html(f"{name} <small>{entry.day:%d/%m}</small>")


def _times(entry: Screenings) -> Html:
    return Html(f"<td>{''.join(f'<time>{at}</time>' for at in entry.times)}</td>")


def _film_data(film: Film) -> Html:
    # schema.org, as cinema sites give it to search engines.
    data: dict[str, object] = {
        "@context": "https://schema.org",
        "@type": "Movie",
        "name": film.title,
        "director": {"@type": "Person", "name": film.director},
        "duration": f"PT{film.minutes}M",
    }
    if film.allocine_url:
        data["sameAs"] = film.allocine_url
    written = json.dumps(data, ensure_ascii=False).replace("<", "\\u003c")
    return Html(f'<script type="application/ld+json">{written}</script>')
