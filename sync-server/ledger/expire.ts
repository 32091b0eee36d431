import type { WriteDeps } from "#sync-server/storage/sql.ts";

/** Writes the `expire` entries of a bounded number of profiles with lots past their expiry ([L7]). */
export const expireLots = async (
  _deps: WriteDeps,
  _input: { readonly profilesMax: number },
): Promise<{ readonly profiles: number; readonly lots: number; readonly hasMore: boolean }> => {
  throw new Error("not built yet");
};
