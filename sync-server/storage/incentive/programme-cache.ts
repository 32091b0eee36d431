import type { TenantId } from "#shared/kernel/ids.ts";
import type { Programme } from "#shared/redemption/programme.ts";

/** Each tenant's programme as it was last read, under its version. Belongs to an open database. */
export type ProgrammeCache = {
  /** Null if another version was kept, or none. */
  readonly find: (tenantId: TenantId, version: string) => Programme | null;
  readonly keep: (tenantId: TenantId, version: string, programme: Programme) => void;
};

/** How many tenants' programmes are kept in memory. */
const TENANTS_MAX = 1_000;

/** A cache that holds nothing yet. */
export const createProgrammeCache = (): ProgrammeCache => {
  const kept = new Map<TenantId, { readonly version: string; readonly programme: Programme }>();
  return {
    find: (tenantId, version) => {
      const last = kept.get(tenantId);
      return last?.version === version ? last.programme : null;
    },
    keep: (tenantId, version, programme) => {
      if (kept.size >= TENANTS_MAX) kept.clear();
      kept.set(tenantId, { version, programme });
    },
  };
};
