import { type Changes, definedFields } from "#shared/kernel/object.ts";
import { err, ok, type Result } from "#shared/kernel/result.ts";
import { touchClienteling } from "#sync-server/profile/profile-touch.ts";
import { recordWrites } from "#sync-server/record-writes.ts";
import { visitStore } from "#sync-server/storage/clienteling/visit-store.ts";
import type { NewVisit, VisitRecord } from "#sync-server/storage/clienteling/visit-table.ts";
import type { WriteDeps } from "#sync-server/storage/sql.ts";
import { type EncounterRefusal, resolveEncounter, type SentEncounter } from "./encounter.ts";

/** A visit as it was sent: what is undefined stays. */
type SentVisit = Changes<Pick<NewVisit, "notes" | "meta">> & SentEncounter;

/** Writes visits (DOMAIN §15.2). Each is at a location. */
export const {
  create: createVisit,
  change: updateVisit,
  remove: deleteVisit,
} = recordWrites("visit", visitStore, {
  newOf: (deps, sent: SentVisit) => decide(deps, null, sent),
  changedOf: (deps, before, changes: SentVisit) => decide(deps, before, changes),
  wrote: async (deps, verb, { id: visitId, profileId, visitedAt, locationId, staffId }) => {
    deps.happened({
      kind: `visit.${verb}`,
      profileId,
      ...(verb === "created" ? { occurredAt: visitedAt } : {}),
      context: { visitId, locationId, staffId },
    });
    const touched = { profileId, kind: "visit", id: visitId } as const;
    await touchClienteling(deps, { ...touched, isDeleted: verb === "deleted" });
  },
});

const decide = async (
  deps: WriteDeps,
  before: VisitRecord | null,
  { notes, meta, ...sent }: SentVisit,
): Promise<Result<NewVisit, EncounterRefusal>> => {
  const encounter = await resolveEncounter(
    deps,
    before && { ...before, at: before.visitedAt },
    sent,
  );
  if (!encounter.ok) return encounter;
  const { at: visitedAt, locationId, ...named } = encounter.value;
  if (locationId === null) return err({ reason: "location_unknown" });
  const said = { notes: before?.notes ?? null, meta: before?.meta ?? null };
  return ok({ ...said, ...definedFields({ notes, meta }), ...named, locationId, visitedAt });
};
