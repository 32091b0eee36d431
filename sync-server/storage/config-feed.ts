import type { ConfigFact } from "#shared/sync/collections.ts";
import { touchFeed } from "./feed-store.ts";
import type { WriteDeps } from "./sql.ts";

/** The key of a fact of which a tenant has one. */
export const ONLY = "only";

/** Says to every device that something which head office sets has changed, or is gone. */
export const touchConfig = async (
  deps: WriteDeps,
  fact: {
    readonly kind: ConfigFact["kind"];
    readonly key: string | number;
    readonly isDeleted?: boolean;
  },
): Promise<void> => {
  await touchFeed(deps, [
    {
      collection: "config",
      docId: `${fact.kind}:${fact.key}`,
      scope: "*",
      locationId: null,
      isDeleted: fact.isDeleted ?? false,
    },
  ]);
};
