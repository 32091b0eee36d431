import { addLanguage } from "./catalogue.ts";

/** The languages of the store app. Each is loaded only where it is chosen. */
const LANGUAGES = {
  en: { name: "English", load: null },
  de: { name: "Deutsch", load: async () => (await import("./de/de.ts")).de },
  // Arabic by its direction, English in brackets: it proves that a text is in the catalogue, and
  // that the screens mirror. Never offered.
  "ar-XB": { name: null, load: async () => (await import("./ar-xb.ts")).arXb },
} as const;

/** The languages that staff can choose, by code, each with its own name for itself. */
export const offeredLanguages = (): readonly { readonly code: string; readonly name: string }[] =>
  Object.entries(LANGUAGES).flatMap(([code, { name }]) => (name === null ? [] : [{ code, name }]));

/**
 * Loads the texts of a language, so that everything after it is said in it. English stays if there
 * is no such language.
 */
export const loadLanguage = async (code: string): Promise<void> => {
  const [, language] = Object.entries(LANGUAGES).find(([known]) => known === code) ?? [];
  if (language?.load) addLanguage(code, await language.load());
};
