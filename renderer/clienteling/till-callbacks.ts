import { z } from "zod";
import type { ProfileId } from "#shared/kernel/ids.ts";

/** What the till can be told; null for what it doesn't take (DOMAIN §20.4). */
export type TillCallbacks = {
  /** Nobody is added to the sale. */
  readonly returnToTill: (() => boolean) | null;
  readonly addToSale: ((profileId: ProfileId) => boolean) | null;
  /** Whether the customer has redeemed. */
  readonly confirmRedemption: ((profileId: ProfileId, isRedeemed: boolean) => boolean) | null;
};

/** A value that isn't a function counts as left out. */
const functionSchema = z
  .custom<(...values: readonly unknown[]) => unknown>((value) => typeof value === "function")
  .optional()
  .catch(undefined);

const hostSchema = z.object({
  memberProfile_returnToPOS: functionSchema,
  memberProfile_addToSale: functionSchema,
  redeemReward_returnConfirmation: functionSchema,
});

/**
 * The functions that the till has put on the page's window, which may be after the app has started.
 * Each says whether the till took it: one that throws did not.
 */
export const readTillCallbacks = (page: Window): TillCallbacks => {
  const host = hostSchema.safeParse(page).data;
  return {
    returnToTill: answering(host?.memberProfile_returnToPOS),
    addToSale: answering(host?.memberProfile_addToSale),
    confirmRedemption: answering(host?.redeemReward_returnConfirmation),
  };
};

const answering = (call: z.infer<typeof functionSchema>) =>
  call === undefined
    ? null
    : (...values: readonly unknown[]): boolean => {
        try {
          call(...values);
          return true;
        } catch {
          return false;
        }
      };
