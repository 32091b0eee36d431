import { catalogue } from "./catalogue.ts";

/**
 * The `say` of what every start loads and all apps share, which knows only the texts in
 * `en/first.ts`. Everything else says with `say.ts`, which brings all texts along.
 */
export const say = catalogue.getFixedT(null, "first");
