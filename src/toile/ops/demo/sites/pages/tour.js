// Keeps the figures of the tour alive: asks each second, only while the page is seen.
(() => {
  const state = document.querySelector("[data-state]");
  const number = new Intl.NumberFormat("fr-FR");
  let missed = 0;

  function show(figures) {
    for (const place of document.querySelectorAll("[data-figure]")) {
      const value = figures[place.dataset.figure];
      if (value === undefined) continue;
      const words = typeof value === "number" ? number.format(value) : value;
      if (place.textContent === words) continue;
      const first = place.textContent === "–";
      place.textContent = words;
      if (first) continue;
      place.classList.remove("moved");
      void place.offsetWidth; // lets the same animation start again
      place.classList.add("moved");
    }
  }

  async function look() {
    try {
      const answer = await fetch("/compteurs.json", {cache: "no-store"});
      if (!answer.ok) throw new Error(String(answer.status));
      show(await answer.json());
      missed = 0;
    } catch {
      missed += 1;
    }
    const words = missed > 2 ? "La démonstration ne répond plus. Est-elle arrêtée ?" : "";
    if (state.textContent !== words) state.textContent = words;
  }

  setInterval(() => document.hidden || look(), 1000);
  look();
})();
