// How values are written in charts: as the pages write them, in the page's language.
export type Unit = "count" | "euros" | "rate";

/** Short, for an axis: whole euros, thousands in words; cents and less as they are. */
export function brief(value: number | null | undefined, unit: Unit): string {
  if (value === null || value === undefined) return "";
  const language = document.documentElement.lang || "fr";
  const short = { notation: "compact", maximumFractionDigits: 1 } as const;
  if (unit === "rate") return write(value, unit);
  const money = unit === "euros" ? ({ style: "currency", currency: "EUR" } as const) : {};
  // A month of clicks may be worth a few cents: five ticks of "0 €" say nothing.
  const fine = unit === "euros" && Math.abs(value) < 0.1 ? { maximumFractionDigits: 4 } : {};
  return value.toLocaleString(language, {
    ...short,
    ...money,
    ...fine,
    minimumFractionDigits: 0,
  });
}

export function write(value: number | null | undefined, unit: Unit): string {
  if (value === null || value === undefined) return "–";
  const language = document.documentElement.lang || "fr";
  if (unit === "euros") {
    return value.toLocaleString(language, { style: "currency", currency: "EUR" });
  }
  if (unit === "rate") {
    return value.toLocaleString(language, { style: "percent", maximumFractionDigits: 1 });
  }
  return value.toLocaleString(language);
}
