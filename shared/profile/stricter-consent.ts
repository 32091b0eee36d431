import type { ExtraFields } from "#shared/kernel/json.ts";

/** What ends a channel: where it is said, yes is the stricter answer. */
const STOPS = /_(optout|bounced)$/;

/**
 * The comms preferences of a merged profile: the stricter side of each consent, however old ([I7]).
 * What a side hasn't said overrides nothing; anything else is the winner's, if it has it.
 * `fromLoser` names those that the loser decided.
 */
export const stricterConsent = (
  winner: ExtraFields,
  loser: ExtraFields,
): { readonly body: ExtraFields; readonly fromLoser: readonly string[] } => {
  const body = { ...winner };
  const fromLoser: string[] = [];
  for (const [name, theirs] of Object.entries(loser)) {
    const own = winner[name] ?? null;
    const strict = STOPS.test(name);
    const isStricter = typeof own === "boolean" && theirs === strict && own !== strict;
    if (theirs === null || !(own === null || (isStricter && !name.startsWith("terms_")))) continue;
    body[name] = theirs;
    fromLoser.push(name);
  }
  return { body, fromLoser };
};
