// What is held, to take away: as the pool says it, with the names beside its ids.
import type { Held, Names } from "./held.ts";

export function offer(page: HTMLElement, held: Held, names: Names): void {
  link(page, "[data-export]", "application/json", asJson(held, names));
  link(page, "[data-export-csv]", "text/csv;charset=utf-8", asCsv(held, names));
}

function link(page: HTMLElement, where: string, type: string, content: string): void {
  const address = URL.createObjectURL(new Blob([content], { type }));
  for (const one of page.querySelectorAll<HTMLAnchorElement>(where)) one.href = address;
}

export function asJson(held: Held, names: Names): string {
  const { lines, campaigns } = names;
  const told = {
    ...held,
    visits: (held.visits ?? []).map((one) => ({
      name: names.cinemas[one.cinema],
      ...one,
    })),
    consents: (held.consents ?? []).map((one) => ({
      name: names.sites[one.site],
      ...one,
    })),
    ...(held.shown && {
      shown: held.shown.map((one) => ({ ...lines[one.line], ...one })),
    }),
    ...(held.compared && {
      compared: held.compared.map((one) => ({ ...campaigns[one.campaign], ...one })),
    }),
    ...(held.clicked && {
      clicked: held.clicked.map((one) => ({ ...campaigns[one.campaign], ...one })),
    }),
  };
  return JSON.stringify(told, null, 2);
}

/** One table for all of it, as French spreadsheets open it: semicolons and a mark. */
export function asCsv(held: Held, names: Names): string {
  const film = (campaign: string) => names.campaigns[campaign]?.film ?? campaign;
  const rows: (string | number)[][] = [
    ["nature", "nom", "identifiant", "nombre", "date"],
    ...(held.visits ?? []).map((one) => [
      "visite",
      names.cinemas[one.cinema] ?? "",
      one.cinema,
      one.count,
      one.last_day,
    ]),
    ...(held.segments ?? []).map((one) => ["segment", names.segments[one] ?? one, one, "", ""]),
    ...(held.consents ?? []).map((one) => [
      "accord",
      names.sites[one.site] ?? "",
      one.site,
      "",
      one.until,
    ]),
    ...(held.shown ?? []).map((one) => [
      "publicité vue",
      names.lines[one.line]?.film ?? "",
      one.line,
      one.count,
      one.last_day,
    ]),
    ...(held.clicked ?? []).map((one) => [
      "clic rémunéré",
      film(one.campaign),
      one.campaign,
      1,
      one.day,
    ]),
    ...(held.compared ?? []).map((one) => [
      one.held_out ? "écarté par tirage au sort" : "compté pour la mesure",
      film(one.campaign),
      one.campaign,
      one.looked_up ? 1 : 0,
      one.since,
    ]),
    ...(held.films ?? []).map((one) => ["page de film", one, "", "", ""]),
  ];
  return `\ufeff${rows.map((row) => row.map(cell).join(";")).join("\r\n")}\r\n`;
}

function cell(value: string | number): string {
  const text = String(value);
  // A spreadsheet takes what begins so for a formula.
  const safe = /^[=+\-@\t\r]/.test(text) ? `'${text}` : text;
  return /[";\r\n]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe;
}
