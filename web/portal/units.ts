// How values are written in charts: as the pages write them, in the page's language.
export type Unit = "count" | "euros" | "rate";

/** Short, for an axis: whole euros, thousands in words. */
export function brief(value: number | null | undefined, unit: Unit): string {
  if (value === null || value === undefined) return "";
  const language = document.documentElement.lang || "fr";
  const short = { notation: "compact", maximumFractionDigits: 1 } as const;
  if (unit === "rate") return write(value, unit);
  const money = unit === "euros" ? ({ style: "currency", currency: "EUR" } as const) : {};
  return value.toLocaleString(language, { ...short, ...money, minimumFractionDigits: 0 });
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
