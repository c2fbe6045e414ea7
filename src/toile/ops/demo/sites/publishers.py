"""The pages of a publisher's stand-in: a front page and articles with ad places."""

from toile.ops.demo.sites.addresses import Addresses
from toile.ops.demo.sites.articles import Article
from toile.ops.demo.sites.templates import Html, join, page, text
from toile.ops.demo.world import Placement, Publisher

MOTTOES = {
    "franceinter": "Écouter, comprendre, sortir",
    "lemonde": "Le journal de la démonstration",
    "telerama": "Cinéma, livres, écrans",
    "ouest-actu": "L'actualité près de chez vous",
}
# A place wider than this is for wide screens only: on a telephone it is not asked for.
WIDE_PX = 700


def publisher_page(
    publisher: Publisher,
    articles: tuple[Article, ...],
    path: str,
    addresses: Addresses,
) -> Html | None:
    """Make a page of a publisher's site; ``None`` when it has no such page."""
    own = [article for article in articles if article.publisher == publisher.slug]
    if path == "/":
        return _shell(publisher, own, addresses, _front(own), None)
    for article in own:
        if path == article_path(article):
            body = _story(publisher, article, own)
            return _shell(publisher, own, addresses, body, article)
    return None


def article_path(article: Article) -> str:
    """Tell where an article is."""
    return f"/article/{article.slug}"


def _shell(
    publisher: Publisher,
    own: list[Article],
    addresses: Addresses,
    body: Html,
    article: Article | None,
) -> Html:
    links = [
        Html(f'<a href="{text(article_path(a))}">{text(a.section)}</a>') for a in own
    ]
    return page(
        "publisher.html",
        marked={
            "body": body,
            "sections": join([Html('<a href="/">À la une</a>'), *links]),
        },
        title=f"{article.title} – {publisher.name}" if article else publisher.name,
        description=article.summary if article else MOTTOES[publisher.slug],
        brand=publisher.name,
        name=publisher.name,
        motto=MOTTOES[publisher.slug],
        slug=publisher.slug,
        ads_url=addresses.ads_url,
    )


def _front(own: list[Article]) -> Html:
    first, *others = own
    side = [
        f'<article><a href="{text(article_path(a))}"><p class="section">'
        f"{text(a.section)}</p><h3>{text(a.title)}</h3></a>"
        f"<p>{text(a.summary)}</p></article>"
        for a in others
    ]
    return Html(f"""
<h1 class="skip">À la une</h1>
<div class="front">
  <article class="lead"><a href="{text(article_path(first))}">
    <div class="picture" role="presentation"></div>
    <p class="section">{text(first.section)}</p>
    <h2>{text(first.title)}</h2></a>
    <p>{text(first.summary)}</p>
  </article>
  <div class="side">{"".join(side)}</div>
</div>""")


def _story(publisher: Publisher, article: Article, own: list[Article]) -> Html:
    inserts = [
        p for p in publisher.placements if p.format == "insert" and not p.exchange
    ]
    popups = [p for p in publisher.placements if p.format == "popup" and not p.exchange]
    top = [_wide(p) for p in inserts if p.width >= WIDE_PX]
    inline = [_place(p, "inline") for p in inserts if 400 < p.width < WIDE_PX]
    aside = [_place(p, "aside") for p in inserts if p.width <= 400]
    paragraphs = [Html(f"<p>{text(words)}</p>") for words in article.paragraphs]
    middle = min(2, len(paragraphs))
    more = [
        Html(f'<li><a href="{text(article_path(a))}">{text(a.title)}</a></li>')
        for a in own
        if a is not article
    ]
    return Html(f"""
{join(top)}
<article class="story">
  <header>
    <p class="section">{text(article.section)}</p>
    <h1>{text(article.title)}</h1>
    <p class="summary">{text(article.summary)}</p>
    <p class="by">{text(article.author)} · lecture {article.minutes} min</p>
  </header>
  <div class="text">
    <div class="picture" role="presentation"></div>
    {join(paragraphs[:middle])}
    {join(inline)}
    {join(paragraphs[middle:])}
    {join([_place(p, "end") for p in popups])}
    <div data-toile-end></div>
    <div class="more"><h2>À lire aussi</h2><ul>{join(more)}</ul></div>
  </div>
  <aside class="ads" aria-label="Publicité">{join(aside)}</aside>
</article>""")


def _place(placement: Placement, where: str) -> Html:
    popup = ' data-toile-format="popup"' if placement.format == "popup" else ""
    return Html(
        f'<div class="place {where}"><div data-toile="{text(placement.key)}"'
        f"{popup}></div></div>"
    )


def _wide(placement: Placement) -> Html:
    # Taken out before tag.js looks, so that a narrow screen never asks for it.
    return Html(
        f'{_place(placement, "top")}<script>matchMedia("(min-width:1000px)").matches'
        '||document.querySelector(".place.top").remove()</script>'
    )
