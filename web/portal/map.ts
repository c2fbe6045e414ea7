// Draws the maps of a page with Leaflet on our own outlines: no tile, no other host.
import L from "leaflet";
import "leaflet/dist/leaflet.css";

interface Spot {
  name: string;
  at: [number, number];
  url: string;
  weight: number;
  state: string;
}
interface Drawn {
  shades: Record<string, number>;
  values: Record<string, string>;
  selects: string;
  spots: Spot[];
}
interface Departement {
  code: string;
  nom: string;
}
// A cinema's state, in the colours that its words have elsewhere; others are quiet.
const TONES: Record<string, string> = {
  active: "--color-accent",
  silent: "--color-warning",
  suspended: "--color-error",
};
type Shape = L.Path & { feature?: { properties: Departement } };
const FRANCE: L.LatLngBoundsLiteral = [
  [41.3, -5.2],
  [51.1, 9.6],
];

export async function maps(root: ParentNode): Promise<void> {
  for (const place of root.querySelectorAll<HTMLElement>("[data-map]")) {
    const source = document.getElementById(place.dataset["map"] ?? "");
    if (!source?.textContent || place.dataset["drawn"]) continue;
    place.dataset["drawn"] = "yes";
    const answer = await fetch(place.dataset["shapes"] ?? "");
    if (!answer.ok) continue; // the list beside the map says the same
    place.hidden = false;
    draw(place, JSON.parse(source.textContent) as Drawn, await answer.json());
  }
}

function draw(place: HTMLElement, drawn: Drawn, shapes: GeoJSON.FeatureCollection): void {
  const map = L.map(place, {
    attributionControl: false,
    scrollWheelZoom: false,
    zoomSnap: 0.25,
    maxBounds: L.latLngBounds(FRANCE).pad(0.3),
  });
  map.fitBounds(FRANCE);
  const layer = L.geoJSON(shapes, {
    style: (feature) => look(place, drawn, feature?.properties as Departement),
    onEachFeature: (feature, shape) => {
      const { code, nom } = feature.properties as Departement;
      const value = drawn.values[code];
      shape.bindTooltip(text(value ? `${nom} (${code}) : ${value}` : `${nom} (${code})`));
      shape.on("click", () => tick(drawn.selects, code));
    },
  }).addTo(map);
  const spots = drawn.spots.map((spot) => circle(place, spot).addTo(map));
  const redraw = () => {
    layer.eachLayer((one) => {
      const feature = (one as Shape).feature;
      if (feature) (one as Shape).setStyle(look(place, drawn, feature.properties));
    });
    spots.forEach((spot) => spot.setStyle({ color: colour(place, "--color-base-100") }));
  };
  matchMedia("(prefers-color-scheme: dark)").addEventListener("change", redraw);
  if (drawn.selects) document.addEventListener("change", redraw);
}

function look(place: HTMLElement, drawn: Drawn, one: Departement): L.PathOptions {
  const chosen = drawn.selects && box(drawn.selects, one.code)?.checked;
  const shade = chosen ? 1 : (drawn.shades[one.code] ?? 0);
  return {
    color: colour(place, "--color-base-300"),
    weight: 1,
    fillColor: shade ? colour(place, "--color-primary") : colour(place, "--color-base-100"),
    fillOpacity: shade ? 0.15 + 0.75 * shade : 1,
  };
}

function circle(place: HTMLElement, spot: Spot): L.CircleMarker {
  const tone = TONES[spot.state] ?? "--color-neutral";
  const marker = L.circleMarker(spot.at, {
    radius: 4 + 6 * Math.sqrt(spot.weight),
    color: colour(place, "--color-base-100"),
    fillColor: colour(place, tone),
    weight: 1.5,
    fillOpacity: spot.state in TONES ? 0.9 : 0.5,
  });
  marker.bindTooltip(text(spot.name));
  if (spot.url) marker.on("click", () => location.assign(spot.url));
  return marker;
}

// Leaflet takes strings for HTML; names are text.
function text(words: string): HTMLElement {
  const element = document.createElement("span");
  element.textContent = words;
  return element;
}

function colour(place: HTMLElement, name: string): string {
  return getComputedStyle(place).getPropertyValue(name).trim();
}

function box(name: string, code: string): HTMLInputElement | null {
  const value = CSS.escape(code);
  return document.querySelector(`input[type=checkbox][name="${name}"][value="${value}"]`);
}

function tick(name: string, code: string): void {
  const found = name ? box(name, code) : null;
  if (!found) return;
  found.checked = !found.checked;
  found.dispatchEvent(new Event("change", { bubbles: true }));
}

void maps(document);
document.addEventListener("htmx:after:swap", () => void maps(document));
