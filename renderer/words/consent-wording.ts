import type { GivenConsent } from "#shared/profile/consent.ts";
import { say } from "./say.ts";

/** Changes with every change of the sentence, whatever the language. */
const VERSION = "en-1";

/** What a new customer allows, with the sentence that is on the screen ([I27]). */
export const givenConsent = (names: readonly string[]): GivenConsent | null =>
  names.length === 0 ? null : { names, wording: say("customerForm.wording"), version: VERSION };
