// One page, several views behind the "#", as some suppliers of cinema sites do it.
(() => {
  const home = document.title;
  // Read by pixel.js: what the view that is shown is about.
  const about = document.createElement("meta");
  about.name = "toile:film";
  document.head.append(about);

  function show() {
    const wanted = decodeURIComponent(location.hash.slice(1));
    const film = wanted.startsWith("/film/") ? document.getElementById(wanted) : null;
    for (const view of document.querySelectorAll(".view")) {
      view.hidden = film ? view !== film : view.id !== "accueil";
    }
    document.title = film ? `${film.dataset.title} – ${home}` : home;
    about.content = film ? film.dataset.film : "";
    if (film) scrollTo(0, 0);
    else if (wanted) document.getElementById(wanted)?.scrollIntoView();
  }
  addEventListener("hashchange", show);
  show();
})();
