// What is typed into a long form is kept in this tab until the form has been taken:
// a lost session, a closed page or a lost network loses no word. Files and secrets
// are not kept.
const KEPT = "input:not([type=file], [type=password], [type=hidden]), textarea, select";
type Field = HTMLInputElement | HTMLTextAreaElement | HTMLSelectElement;
type Draft = Record<string, string[]>;

export function drafts(root: Document): void {
  for (const form of root.querySelectorAll<HTMLFormElement>("form[data-draft]")) {
    const key = `draft:${form.dataset["draft"]}`;
    const kept = sessionStorage.getItem(key);
    // A form that came back with its faults holds what was sent already.
    if (kept && !form.querySelector("[aria-invalid]")) restore(form, kept, key);
    form.addEventListener("input", () => keep(form, key));
    form.addEventListener("change", () => keep(form, key));
  }
  // The page that follows a form that was taken says so.
  for (const done of root.querySelectorAll<HTMLElement>("[data-draft-done]")) {
    sessionStorage.removeItem(`draft:${done.dataset["draftDone"]}`);
  }
}

function fields(form: HTMLFormElement): Field[] {
  return [...form.querySelectorAll<Field>(KEPT)].filter((one) => one.name);
}

function keep(form: HTMLFormElement, key: string): void {
  const draft: Draft = {};
  for (const field of fields(form)) {
    draft[field.name] ??= [];
    if (field instanceof HTMLInputElement && /checkbox|radio/.test(field.type)) {
      if (field.checked) draft[field.name]?.push(field.value);
    } else draft[field.name]?.push(field.value);
  }
  sessionStorage.setItem(key, JSON.stringify(draft));
}

function restore(form: HTMLFormElement, kept: string, key: string): void {
  const draft = JSON.parse(kept) as Draft;
  let changed = false;
  for (const field of fields(form)) {
    const values = draft[field.name];
    if (!values) continue;
    if (field instanceof HTMLInputElement && /checkbox|radio/.test(field.type)) {
      changed ||= field.checked !== values.includes(field.value);
      field.checked = values.includes(field.value);
    } else if (values[0] !== undefined && field.value !== values[0]) {
      field.value = values[0];
      changed = true;
    }
  }
  const notice = form.querySelector<HTMLElement>("[data-kept]");
  if (!changed || !notice) return;
  notice.hidden = false;
  notice.querySelector("button")?.addEventListener("click", () => {
    sessionStorage.removeItem(key);
    form.reset();
    notice.hidden = true;
  });
}
