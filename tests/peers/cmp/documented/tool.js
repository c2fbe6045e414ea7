/**
 * The frame of a consent tool that exists only as a remote script: two buttons, a memory,
 * and a moment when it loads. What it then says is its documented contract, in the file
 * of its name: `loaded(choice)` on each page, `chosen(choice)` at each click.
 */

const KEPT = "documented-tool";

/** `window.toolLoadsAt` (ms): 0 is in the head, before the pixel. */
function documented({ loaded, chosen }) {
  const load = () => {
    loaded(localStorage.getItem(KEPT));
    whenBody(() => {
      for (const choice of ["yes", "no"]) {
        const button = document.createElement("button");
        button.id = choice;
        button.textContent = choice;
        button.addEventListener("click", () => {
          localStorage.setItem(KEPT, choice);
          chosen(choice);
        });
        document.body.append(button);
      }
    });
  };
  if (window.toolLoadsAt) setTimeout(load, window.toolLoadsAt);
  else load();
}

function whenBody(then) {
  if (document.body) then();
  else document.addEventListener("DOMContentLoaded", then);
}

const tell = (target, name, detail) =>
  target.dispatchEvent(new CustomEvent(name, { detail }));
