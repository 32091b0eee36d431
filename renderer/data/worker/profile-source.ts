import type { ProfileId } from "#shared/kernel/ids.ts";
import type { IndexSnapshots } from "./index-snapshots.ts";

/** Where the search index reads the profiles from when their collection is opened. */
export type ProfileSource = {
  /** All documents, page by page. */
  readonly readPages: () => AsyncIterable<readonly unknown[]>;
  /** The documents with these ids. Deleted ones are left out. */
  readonly readByIds: (ids: readonly ProfileId[]) => Promise<readonly unknown[]>;
  readonly snapshots: IndexSnapshots;
};
