import { createInstance } from "i18next";
import { en } from "./en/en.ts";

const catalogue = createInstance({
  lng: "en",
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

declare module "i18next" {
  // The compiler knows every name, and what each text leaves open.
  interface CustomTypeOptions {
    readonly resources: { readonly translation: typeof en };
  }
}
