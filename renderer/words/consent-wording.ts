import type { GivenConsent } from "#shared/profile/consent.ts";
import { catalogue } from "./catalogue.ts";
import { say } from "./say.ts";

/** Changes with every change of the sentence, in any language. */
const VERSION = 1;

/** What a new customer allows, with the sentence that is on the screen ([I27]). */
export const givenConsent = (names: readonly string[]): GivenConsent | null =>
  names.length === 0
    ? null
    : {
        names,
        wording: say("customerForm.wording"),
        version: `${catalogue.language}-${VERSION}`,
      };
