import fc from "fast-check";
import { expect, test } from "vitest";
import { stricterConsent } from "./stricter-consent.ts";

type Answer = string | boolean | null;

/** What one preference is after a merge of profiles that said these about it. */
const decided = (name: string, own: Answer | undefined, other: Answer | undefined) => {
  const said = (answer: Answer | undefined) => (answer === undefined ? {} : { [name]: answer });
  const { body, fromLoser } = stricterConsent(said(own), said(other));
  return [body[name], fromLoser.includes(name) ? "loser" : "winner"];
};

test.for<[name: string, own: Answer | undefined, other: Answer | undefined, from: string]>([
  // What ends a channel: yes is stricter.
  ["email_optout", false, true, "loser"],
  ["email_optout", true, false, "winner"],
  ["sms_bounced", false, true, "loser"],
  ["sms_bounced", true, false, "winner"],
  // A topic: no is stricter.
  ["email_promo", true, false, "loser"],
  ["email_promo", false, true, "winner"],
  ["post_location", true, false, "loser"],
  ["post_location", false, true, "winner"],
  // A topic that only looks like an end of a channel.
  ["email_optout_promo", true, false, "loser"],
  ["email_bouncedness", true, false, "loser"],
  ["email_nobounced", true, false, "loser"],
  // The same on both sides is the winner's.
  ["email_optout", true, true, "winner"],
  ["email_optout", false, false, "winner"],
  ["email_promo", true, true, "winner"],
  ["email_promo", false, false, "winner"],
  // What a side hasn't said overrides nothing, and is filled.
  ["email_optout", null, false, "loser"],
  ["email_optout", undefined, false, "loser"],
  ["email_promo", null, true, "loser"],
  ["email_promo", undefined, true, "loser"],
  ["email_optout", false, null, "winner"],
  ["email_optout", false, undefined, "winner"],
  ["email_promo", true, null, "winner"],
  ["email_promo", true, undefined, "winner"],
  ["email_promo", null, null, "winner"],
  ["email_promo", undefined, null, "winner"],
  // That terms were accepted isn't a consent: the winner's own acceptance stays.
  ["terms_accepted_at", true, false, "winner"],
  ["terms_accepted_at", false, true, "winner"],
  ["terms_accepted_at", "2026-03-03 12:00:00", false, "winner"],
  ["terms_accepted_version", "2", "1", "winner"],
  ["terms_accepted_version", null, "1", "loser"],
  ["terms_accepted_at", undefined, false, "loser"],
  // Only its beginning makes it one of the terms.
  ["email_terms_", true, false, "loser"],
  // Neither is how far an address was verified.
  ["email_verification", "sent", "not_sent", "winner"],
  ["email_verification", "sent", false, "winner"],
  ["email_verification", null, "not_sent", "loser"],
])("[I7] %s: of the winner's %o and the loser's %o the %s's", ([name, own, other, from]) => {
  expect(decided(name, own, other)).toEqual([from === "loser" ? other : own, from]);
});

test("[I7] each preference is decided by itself, and the loser's are named in order", () => {
  expect(
    stricterConsent(
      { email_promo: true, sms_promo: false, push_optout: null },
      { sms_promo: true, push_optout: true, email_promo: false, post_promo: false },
    ),
  ).toEqual({
    body: { email_promo: false, sms_promo: false, push_optout: true, post_promo: false },
    fromLoser: ["push_optout", "email_promo", "post_promo"],
  });
});

test("[I7] nothing becomes laxer, and the other way round gives the same", () => {
  const names = fc.constantFrom("email_optout", "sms_bounced", "email_promo", "post_service");
  const said = fc.dictionary(names, fc.constantFrom(true, false, null));
  fc.assert(
    fc.property(said, said, (winner, loser) => {
      const { body } = stricterConsent(winner, loser);
      const swapped = stricterConsent(loser, winner).body;
      for (const name of new Set([...Object.keys(winner), ...Object.keys(loser)])) {
        const strict = name.endsWith("optout") || name.endsWith("bounced");
        const answers = [winner[name], loser[name]].filter((each) => typeof each === "boolean");
        const stricter = answers.includes(strict) ? strict : (answers[0] ?? null);
        expect([body[name] ?? null, swapped[name] ?? null]).toEqual([stricter, stricter]);
      }
    }),
  );
});
