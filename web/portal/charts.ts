// Draws the charts of a page with uPlot, from the data beside them; where this script
// does not run, the server's bars stand. Redrawn when the scheme or the width changes.
import uPlot from "uplot";
import "uplot/dist/uPlot.min.css";
import { brief, write } from "./units.ts";

interface Series {
  label: string;
  unit: "count" | "euros" | "rate";
  shape: "bar" | "line" | "band";
  values: (number | null)[];
  upper: (number | null)[];
}
interface Drawn {
  axis: string;
  places: string[];
  along: number[];
  unit: "day" | "count" | "euros" | "text";
  series: Series[];
}
const COLOURS = ["--color-primary", "--color-accent", "--color-info", "--color-success"];
const HEIGHT = 220;

export function charts(root: ParentNode): void {
  for (const figure of root.querySelectorAll<HTMLElement>("[data-chart]")) {
    const source = document.getElementById(figure.dataset["chart"] ?? "");
    const place = figure.querySelector<HTMLElement>("[data-plot]");
    if (!source?.textContent || !place || figure.dataset["drawn"]) continue;
    figure.dataset["drawn"] = "yes";
    follow(place, JSON.parse(source.textContent) as Drawn);
  }
}

function follow(place: HTMLElement, drawn: Drawn): void {
  let plot: uPlot | undefined;
  const draw = () => {
    plot?.destroy();
    place.replaceChildren();
    plot = new uPlot(options(place, drawn), columns(drawn), place);
  };
  draw();
  matchMedia("(prefers-color-scheme: dark)").addEventListener("change", draw);
  new ResizeObserver(() => {
    if (plot && place.clientWidth) plot.setSize({ width: place.clientWidth, height: HEIGHT });
  }).observe(place);
}

function columns(drawn: Drawn): uPlot.AlignedData {
  const along = drawn.along.length ? drawn.along : drawn.places.map((_, at) => at);
  const values = drawn.series.flatMap((one) =>
    one.shape === "band" ? [one.values, one.upper] : [one.values],
  );
  return [along, ...values] as uPlot.AlignedData;
}

function options(place: HTMLElement, drawn: Drawn): uPlot.Options {
  const colour = (name: string) => getComputedStyle(place).getPropertyValue(name).trim();
  const ink = colour("--color-base-content");
  const grid = { stroke: colour("--color-base-300"), width: 1 };
  const axis = { stroke: ink, font: "12px 'Inter Variable', system-ui, sans-serif" };
  const unit = drawn.series[0]?.unit ?? "count";
  const series: uPlot.Series[] = [{ label: drawn.axis, value: (_, at) => named(drawn, at) }];
  const bands: uPlot.Band[] = [];
  drawn.series.forEach((one, at) => {
    const stroke = colour(COLOURS[at % COLOURS.length] ?? "");
    const value = (_: uPlot, given: number | null) => write(given, one.unit);
    const points = { show: false };
    if (one.shape === "band") {
      bands.push({ series: [series.length + 1, series.length], fill: `color-mix(in oklab, ${stroke} 22%, transparent)` });
      series.push({ label: one.label, stroke, value, points, width: 1 });
      series.push({ label: `${one.label} +`, stroke, value, points, width: 1 });
    } else if (one.shape === "bar") {
      const paths = uPlot.paths.bars?.({ size: [0.7, 40], radius: 0.15 });
      series.push({ label: one.label, stroke, fill: stroke, value, points, ...(paths && { paths }) });
    } else series.push({ label: one.label, stroke, value, points, width: 2 });
  });
  const bars = drawn.series.some((one) => one.shape === "bar");
  return {
    width: place.clientWidth || 600,
    height: HEIGHT,
    series,
    bands,
    scales: { x: { time: false, ...(bars && { range: (_, least, most) => [least - 0.6, most + 0.6] }) }, y: { range: (_, __, most) => [0, most || 1] } },
    axes: [
      { ...axis, grid: { show: false }, space: 70, values: (_, marks) => marks.map((at) => placed(drawn, at)) },
      { ...axis, grid, size: 64, values: (_, marks) => marks.map((one) => brief(one, unit)) },
    ],
    cursor: { y: false },
    legend: { live: true },
  };
}

function named(drawn: Drawn, at: number | null): string {
  if (at === null) return "–";
  if (!drawn.along.length) return drawn.places[at] ?? "";
  return drawn.unit === "euros" ? write(at / 1e6, "euros") : write(at, "count");
}

function placed(drawn: Drawn, at: number): string {
  if (!drawn.along.length) return drawn.places[at] ?? "";
  return drawn.unit === "euros" ? brief(at / 1e6, "euros") : brief(at, "count");
}

charts(document);
document.addEventListener("htmx:after:swap", () => charts(document));
