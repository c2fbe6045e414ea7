// A large file on its way: how much has left is shown; without this script it is sent
// all the same, and the browser tells of it in its own way.
import htmx from "htmx.org";

export function uploads(root: Document): void {
  root.addEventListener("submit", (event) => {
    const form = event.target as HTMLFormElement;
    if (!form.matches("form[data-upload]") || event.defaultPrevented) return;
    event.preventDefault();
    send(form);
  });
}

function send(form: HTMLFormElement): void {
  const shown = form.querySelector<HTMLElement>("[data-sending]");
  const lost = form.querySelector<HTMLElement>("[data-lost]");
  const button = form.querySelector<HTMLButtonElement>("button:not([type=button])");
  const meter = shown?.querySelector("progress");
  const words = shown?.querySelector<HTMLElement>("[role=status]");
  const request = new XMLHttpRequest();
  const resting = (rests: boolean) => {
    if (button) button.disabled = rests;
    if (shown) shown.hidden = !rests;
  };
  request.upload.addEventListener("progress", (event) => {
    if (!event.lengthComputable) return;
    const percent = Math.floor((100 * event.loaded) / event.total);
    if (meter) meter.value = percent;
    if (words) words.textContent = `${percent} %`;
  });
  request.addEventListener("load", () => show(request, form));
  request.addEventListener("error", () => {
    resting(false);
    if (lost) lost.hidden = false;
  });
  if (lost) lost.hidden = true;
  resting(true);
  request.open("POST", form.action);
  request.send(new FormData(form));
}

// Taken or not, the page that came back is shown: a message on it is said only once.
function show(request: XMLHttpRequest, form: HTMLFormElement): void {
  const address = request.responseURL || form.action;
  const page = new DOMParser().parseFromString(request.responseText, "text/html");
  const main = page.querySelector("main");
  if (!main) return location.assign(address);
  document.querySelector("main")?.replaceWith(document.adoptNode(main));
  history.replaceState(null, "", address);
  htmx.process(main);
  main.querySelector<HTMLElement>("[data-faults]")?.focus();
}
