import { createInstance } from "i18next";
import { en } from "./en/en.ts";

const catalogue = createInstance({
  lng: "en",
  fallbackLng: "en",
  resources: { en: { translation: en } },
  // React escapes what it shows.
  interpolation: { escapeValue: false },
  initAsync: false,
});
void catalogue.init();

/**
 * A text of the catalogue, by its part and name: `say("frame.today")`. What it leaves open is
 * given with it, already formatted; `count` also chooses between its `_one` and `_other`.
 */
export const say = catalogue.t;

/**
 * A phone number, a card or an amount, which is read from left to right everywhere. Among text that
 * runs the other way, it would fall apart into groups and change places.
 */
export const inOnePiece = (text: string): string =>
  catalogue.dir() === "rtl" ? `\u2066${text}\u2069` : text;

/** The same for a name that may not be in the catalogue; null if it isn't. */
export const sayIfKnown = (name: string): string | null => {
  const text: unknown = catalogue.getResource(catalogue.language, "translation", name);
  return typeof text === "string" ? text : null;
};

/** "Rewards, points and credit", as the language writes it. */
export const inList = (texts: readonly string[]): string =>
  new Intl.ListFormat(catalogue.language, { type: "conjunction" }).format(texts);

/** Says everything from now on in this language, and in English what it lacks. */
export const addLanguage = (code: string, texts: object): void => {
  catalogue.addResourceBundle(code, "translation", texts);
  void catalogue.changeLanguage(code);
};

declare module "i18next" {
  // The compiler knows every name, and what each text leaves open.
  interface CustomTypeOptions {
    readonly resources: { readonly translation: typeof en };
  }
}
