import type { CardHold, CardHoldEnd } from "#shared/incentive/credits/gift-card.ts";
import type { Instant } from "#shared/kernel/time.ts";
import type { NewEvent } from "#shared/reaction/event.ts";
import { type Due, setDue } from "#sync-server/storage/due-store.ts";
import type { WriteDeps } from "#sync-server/storage/sql.ts";

/** The hold that a request under the same key has got is over: its token holds nothing ([C7]). */
export type HoldOver = { readonly reason: "hold_over" };

/** A hold that begins: whose it is, and when it ends by itself. */
export type NewHold = { readonly lockToken: string; readonly until: Instant };

/**
 * Holds on one kind of thing while a checkout runs ([C7], [C10]). The caller has locked the thing.
 */
export const holdsOn = <T extends CardHold>(on: {
  readonly set: (deps: WriteDeps, held: T, hold: NewHold | null) => Promise<void>;
  readonly dueOf: (held: T) => Due;
  readonly begun: (held: T, until: Instant) => NewEvent;
  readonly ended: (held: T, end: CardHoldEnd) => NewEvent;
}) => {
  /** Holds it for anyone who knows the token; for longer, if they hold it already. */
  const begin = async (deps: WriteDeps, held: T, hold: NewHold): Promise<void> => {
    // A hold that nobody has ended yet was over by itself.
    if (held.lockToken !== hold.lockToken) await end(deps, held, "expired");
    await on.set(deps, held, hold);
    await setDue(deps, on.dueOf(held), hold.until);
    deps.happened(on.begun(held, hold.until));
  };

  /** Ends the hold. Does nothing if there is none. */
  const end = async (deps: WriteDeps, held: T, why: CardHoldEnd): Promise<void> => {
    if (held.lockExpiresAt === null) return;
    await on.set(deps, held, null);
    await setDue(deps, on.dueOf(held), null);
    deps.happened(on.ended(held, held.lockExpiresAt <= deps.now ? "expired" : why));
  };

  /**
   * Makes it durable that a hold is over: until then it already counts for nothing. Returns when it
   * is due to end, if it isn't over; null if there is none.
   */
  const endExpired = async (deps: WriteDeps, held: T | null): Promise<Instant | null> => {
    if (!held || held.lockExpiresAt === null) return null;
    if (held.lockExpiresAt > deps.now) return held.lockExpiresAt;
    await end(deps, held, "expired");
    return null;
  };

  return { begin, end, endExpired };
};
