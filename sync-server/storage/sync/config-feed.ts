import type { ConfigKind } from "#shared/sync/facts.ts";
import type { WriteDeps } from "#sync-server/storage/sql.ts";
import { EVERYBODY } from "./feed-touch.ts";

/** The key of a config fact that a tenant has only one of. */
export const ONLY = "only";

/** Puts a config fact that head office changed or deleted into every device's feed. */
export const touchConfig = (
  deps: WriteDeps,
  fact: {
    readonly kind: ConfigKind;
    readonly key: string | number;
    readonly isDeleted?: boolean;
  },
): void => {
  deps.touched({
    collection: "config",
    docId: `${fact.kind}:${fact.key}`,
    scope: EVERYBODY,
    locationId: null,
    isDeleted: fact.isDeleted ?? false,
  });
};
