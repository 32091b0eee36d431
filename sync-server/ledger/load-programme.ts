import { type DefinitionKind, groupDefinitions } from "#shared/incentive/definition.ts";
import type { Instant } from "#shared/kernel/time.ts";
import type { Programme } from "#shared/redemption/programme.ts";
import { shareDefinitions } from "#sync-server/storage/incentive/definition-store.ts";
import { readDefinitionsAsOf } from "#sync-server/storage/incentive/definition-version-store.ts";
import {
  readProgramme,
  readProgrammeVersion,
} from "#sync-server/storage/incentive/programme-store.ts";
import type { ReadDeps, WriteDeps } from "#sync-server/storage/sql.ts";

/**
 * Everything that head office has defined, as of this transaction. Includes deleted definitions,
 * because lots that they issued are still held.
 */
export const loadProgramme = async (deps: ReadDeps): Promise<Programme> =>
  programmeOf(deps, await readProgrammeVersion(deps));

/**
 * The programme with each definition in the version that was in force at an instant, to value what
 * was held then.
 */
export const loadProgrammeAsOf = async (deps: ReadDeps, at: Instant): Promise<Programme> => ({
  ...(await loadProgramme(deps)),
  definitions: groupDefinitions(await readDefinitionsAsOf(deps, at)),
});

/**
 * The programme to issue by under several definitions of a kind, which stay in use until this
 * transaction ends, like the one of `findDefinitionToIssue`.
 */
export const loadProgrammeToIssue = async (
  deps: WriteDeps,
  kind: DefinitionKind,
): Promise<Programme> => {
  // Sent together; the database runs them in this order. A version read before a deletion that the
  // first one waits for would still include what is deleted.
  const [, version] = await Promise.all([shareDefinitions(deps, kind), readProgrammeVersion(deps)]);
  return programmeOf(deps, version);
};

/**
 * The programme at the version that this transaction read. Every decision needs the programme and
 * it rarely changes, so it is cached in memory under its version; a redemption reads that version
 * in the same statement as the account, and nothing more. Triggers on `definitions` and `settings`
 * change the version with every update (migration 0001), so the cache needs no invalidation,
 * whichever server made the change, and a change that is rolled back is never found again. Read the
 * version first, so that what is cached under it is never older.
 */
export const programmeOf = async (deps: ReadDeps, version: string | null): Promise<Programme> => {
  const { tenantId, programmes } = deps;
  const cached = version === null ? null : programmes.find(tenantId, version);
  if (cached) return cached;
  const programme = await readProgramme(deps);
  if (version !== null) programmes.keep(tenantId, version, programme);
  return programme;
};
