import { catalogue } from "./catalogue.ts";
import { en } from "./en/en.ts";

catalogue.addResourceBundle("en", "all", en);

/**
 * A text of the catalogue, by its part and name: `say("today.morning", { name })`. What it leaves
 * open is given with it, already formatted; `count` also chooses between its `_one` and `_other`.
 */
export const say = catalogue.getFixedT(null, "all");

/** The same for a name that may not be in the catalogue; null if it isn't. */
export const sayIfKnown = (name: string): string | null => {
  const text: unknown = catalogue.getResource(catalogue.language, "all", name);
  return typeof text === "string" ? text : null;
};
