import type { ProfileId, TenantId } from "#shared/kernel/ids.ts";
import type { ErasureKind } from "./profile/erasure-kind.ts";

/**
 * What a write asks for beside the database, which can only be done once it is committed, and is
 * done before anybody is told: adding to the list of those who are gone (profile/SPEC.md [I18]),
 * and emptying SQLite's log of what said something of them ([I15]).
 */
export type AfterCommit = {
  readonly act: "list_erased";
  readonly tenantId: TenantId;
  readonly profileId: ProfileId;
  readonly kind: ErasureKind;
};

type Act = {
  /** Adds to the list of those who are gone. */
  readonly listsErased: boolean;
  /** Empties SQLite's log. */
  readonly emptiesLog: boolean;
};

/** What each of them has done. A new one breaks the build here. */
export const ACTS: Readonly<Record<AfterCommit["act"], Act>> = {
  list_erased: { listsErased: true, emptiesLog: true },
};
