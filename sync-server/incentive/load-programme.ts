import type { Programme } from "#shared/incentive/programme.ts";
import type { TenantId } from "#shared/kernel/ids.ts";
import { readProgramme, readProgrammeVersion } from "#sync-server/storage/programme-store.ts";
import type { ReadDeps } from "#sync-server/storage/sql.ts";

/**
 * All that head office has defined, as of this transaction: deleted definitions too, because lots
 * that they issued are still held.
 */
export const loadProgramme = async (deps: ReadDeps): Promise<Programme> =>
  programmeOf(deps, await readProgrammeVersion(deps));

/**
 * The programme of a version that was read in this transaction. It is kept in memory by that version,
 * which the database gives anew with every change, so no server decides by an old one. The version
 * is read before the definitions: what is kept under it is never older.
 */
export const programmeOf = async (deps: ReadDeps, version: string | null): Promise<Programme> => {
  const kept = programmes.get(deps.tenantId);
  if (kept && kept.version === version) return kept.programme;
  const programme = await readProgramme(deps);
  if (version === null) return programme;
  if (programmes.size >= TENANTS_MAX) programmes.clear();
  programmes.set(deps.tenantId, { version, programme });
  return programme;
};

const TENANTS_MAX = 1_000;
const programmes = new Map<TenantId, { readonly version: string; readonly programme: Programme }>();
