import { createInstance } from "i18next";
import type { en } from "./en/en.ts";
import { first } from "./en/first.ts";

/**
 * Every text, by language. English comes in two: what the first load needs is here from the start,
 * and the rest with the first file that says any of it (`say.ts`).
 */
export const catalogue = createInstance({
  lng: "en",
  fallbackLng: "en",
  ns: ["first", "all"],
  defaultNS: "all",
  resources: { en: { first } },
  // React escapes what it shows.
  interpolation: { escapeValue: false },
  initAsync: false,
});
void catalogue.init();

/**
 * A phone number, a card or an amount, which is read from left to right everywhere. Among text that
 * runs the other way, it would fall apart into groups and change places.
 */
export const inOnePiece = (text: string): string =>
  catalogue.dir() === "rtl" ? `\u2066${text}\u2069` : text;

/** "Rewards, points and credit", as the language writes it. */
export const inList = (texts: readonly string[]): string =>
  new Intl.ListFormat(catalogue.language, { type: "conjunction" }).format(texts);

/** Says everything from now on in this language, and in English what it lacks. */
export const addLanguage = (code: string, texts: object): void => {
  catalogue.addResourceBundle(code, "first", texts);
  catalogue.addResourceBundle(code, "all", texts);
  void catalogue.changeLanguage(code);
};

declare module "i18next" {
  // The compiler knows every name, and what each text leaves open.
  interface CustomTypeOptions {
    readonly defaultNS: "all";
    readonly resources: { readonly first: typeof first; readonly all: typeof en };
  }
}
