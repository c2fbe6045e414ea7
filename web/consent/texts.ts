/**
 * What the banner says, in each language.
 *
 * `VERSION` names the text in every proof of consent: change it with any word here, and
 * keep the words in history.json, so that each proof can still say what was read
 * (texts.test.ts compares both, so that nobody forgets). Each of the TCF's purposes that
 * `consent/purposes.py` asks for has its clause: 1 and 3 the visits, 4 the advertising,
 * 7 the counting.
 */

export type Language = "fr" | "en";

export interface Texts {
  readonly title: string;
  /** With `{site}` for the cinema's site. */
  readonly description: string;
  readonly controllers: string;
  readonly roles: Readonly<Record<"site" | "union" | "operator" | "distributor", string>>;
  readonly privacyPolicy: string;
  readonly accept: string;
  readonly decline: string;
  readonly choices: string;
  readonly close: string;
  readonly region: string;
}

export const VERSION: Readonly<Record<Language, string>> = {
  fr: "toile-fr-2",
  en: "toile-en-2",
};

export const TEXTS: Readonly<Record<Language, Texts>> = {
  fr: {
    title: "Publicité personnalisée : votre choix",
    description:
      "Avec votre accord, {site} et ses partenaires nommés ci-dessous déposent un " +
      "cookie pour noter vos visites sur ce site et les mettre en commun avec celles " +
      "d’autres cinémas Art et Essai. Vous verrez alors, sur d’autres sites, des " +
      "publicités pour des films, selon votre navigation. Leurs affichages et vos " +
      "clics sont comptés avec ce cookie, pour mesurer ces publicités et reverser " +
      "l’argent de vos clics aux cinémas visités.\n" +
      "Votre choix vaut 6 mois pour ce site et se change à tout moment par le bouton " +
      "« Vos choix », en bas de page.",
    controllers: "Responsables du traitement :",
    roles: {
      site: "ce site",
      union: "syndicat",
      operator: "opérateur",
      distributor: "distribution",
    },
    privacyPolicy: "vie privée",
    accept: "Accepter",
    decline: "Refuser",
    choices: "Vos choix",
    close: "Fermer sans rien changer",
    region: "Choix sur les cookies",
  },
  en: {
    title: "Personalised advertising: your choice",
    description:
      "If you agree, {site} and its partners named below set a cookie to note your " +
      "visits to this site and pool them with those of other arthouse cinemas. On " +
      "other sites you will then see advertising for films, according to your " +
      "browsing. How often it is shown and your clicks are counted with this cookie, " +
      "to measure that advertising and to pay the money from your clicks to the " +
      "cinemas visited.\n" +
      "Your choice holds for 6 months for this site; change it at any time with the " +
      "button “Your choices” at the bottom of the page.",
    controllers: "Data controllers:",
    roles: {
      site: "this site",
      union: "union",
      operator: "operator",
      distributor: "distributor",
    },
    privacyPolicy: "privacy",
    accept: "Accept",
    decline: "Decline",
    choices: "Your choices",
    close: "Close without changes",
    region: "Choice about cookies",
  },
};

/** The language of a page: what the script element says, else the document. */
export function languageOf(said: string | undefined, html: string): Language {
  return /^en\b/i.test(said || html) ? "en" : "fr";
}

/** The version of what is shown: the words, and the list of those they name. */
export function versionOf(language: Language, list: string): string {
  return VERSION[language] + (list && `+${list}`);
}
