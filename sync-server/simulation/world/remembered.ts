import type { Selectable } from "kysely";
import type { Tables } from "#sync-server/storage/tables.ts";

/**
 * What the server held of people before they were erased, and what happened to them: the checks
 * count it as if it were still there.
 */
export type Remembered = {
  readonly events: Selectable<Tables["events"]>[];
  readonly notes: Selectable<Tables["notes"]>[];
  readonly claims: Selectable<Tables["transaction_claims"]>[];
};
