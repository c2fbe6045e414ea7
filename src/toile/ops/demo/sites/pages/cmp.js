// The publisher's own consent tool, for the demo: a stand-in for a real CMP.
// It remembers the choice in the publisher's first-party storage and tells others by
// window.toileConsent and the document event "toile:consent".
(() => {
  const TOOL = {tool: "demo-cmp", tool_version: "1", text_version: "2026-11", language: "fr"};
  const KEY = "demo-cmp";
  const LIFE_MS = 180 * 86400000; // six months

  function remembered() {
    try {
      const held = JSON.parse(localStorage.getItem(KEY));
      return held && held.at + LIFE_MS > Date.now() ? held.choice : null;
    } catch {
      return null; // storage may be blocked: then we ask again
    }
  }

  function tell(choice, fresh) {
    const detail = {choice, fresh, ...TOOL};
    window.toileConsent = detail;
    document.dispatchEvent(new CustomEvent("toile:consent", {detail}));
  }

  function choose(choice) {
    try {
      localStorage.setItem(KEY, JSON.stringify({choice, at: Date.now()}));
    } catch { /* the choice then lasts as long as the page */ }
    tell(choice, true);
    document.querySelector(".cmp")?.remove();
    opener?.focus();
    opener = null;
  }

  let opener = null;
  function ask() {
    if (document.querySelector(".cmp")) return;
    const banner = document.createElement("section");
    banner.className = "cmp";
    banner.setAttribute("role", "dialog");
    banner.setAttribute("aria-labelledby", "cmp-title");
    banner.innerHTML = `<div class="wrap"><div>
      <h2 id="cmp-title" tabindex="-1">Vos choix sur ce site</h2>
      <p>Avec votre accord, ce site et ses partenaires, l'opérateur Klox et le syndicat
      SCARE, lisent un identifiant pseudonyme pour vous montrer des films à l'affiche dans
      les salles Art et Essai et pour compter ces publicités. Vous pouvez changer d'avis à
      tout moment par «&nbsp;Gérer mes choix&nbsp;».</p></div>
      <div class="choices"><button type="button" data-cmp="no">Refuser</button>
      <button type="button" data-cmp="yes">Accepter</button></div></div>`;
    banner.addEventListener("click", (event) => {
      const answer = event.target.dataset?.cmp;
      if (answer) choose(answer);
    });
    document.body.append(banner);
    if (opener) banner.querySelector("h2").focus();
  }

  const held = remembered();
  if (held) tell(held, false);
  document.addEventListener("DOMContentLoaded", () => {
    if (!held) ask();
    document.querySelector("[data-cmp-open]")?.addEventListener("click", (event) => {
      opener = event.currentTarget;
      ask();
    });
  });
})();
