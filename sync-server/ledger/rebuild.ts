import type { WriteDeps } from "#sync-server/storage/sql.ts";

/** Where a projection differed from what its entries add up to. */
export type Difference = {
  readonly profileId: string;
  /** `account`, or the id of the lot. */
  readonly of: string;
  readonly field: string;
  readonly stored: string;
  readonly rebuilt: string;
};

/** Writes accounts and lots anew from the entries alone, for profiles after a given one ([L4]). */
export const rebuildAccounts = async (
  _deps: WriteDeps,
  _input: { readonly afterProfileId: string | null; readonly profilesMax: number },
): Promise<{
  readonly profiles: number;
  readonly lastProfileId: string | null;
  readonly differences: readonly Difference[];
}> => {
  throw new Error("not built yet");
};
