import type { Programme } from "#shared/incentive/programme.ts";
import type { ReadDeps } from "#sync-server/storage/sql.ts";

/** All that head office has defined and that is in use, as of this transaction. */
export const loadProgramme = async (_deps: ReadDeps): Promise<Programme> => {
  throw new Error("not built yet");
};
