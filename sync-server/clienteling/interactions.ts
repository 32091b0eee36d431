import { type Changes, definedFields } from "#shared/kernel/object.ts";
import { err, ok, type Result } from "#shared/kernel/result.ts";
import { touchClienteling } from "#sync-server/profile/profile-touch.ts";
import { recordWrites } from "#sync-server/record-writes.ts";
import { interactionStore } from "#sync-server/storage/clienteling/interaction-store.ts";
import type {
  InteractionRecord,
  NewInteraction,
} from "#sync-server/storage/clienteling/interaction-table.ts";
import type { WriteDeps } from "#sync-server/storage/sql.ts";
import { type EncounterRefusal, resolveEncounter, type SentEncounter } from "./encounter.ts";
import { type ProductRefusal, problemOfProduct } from "./named-product.ts";

/** What it says of itself. */
type Said = Omit<
  NewInteraction,
  "profileId" | "locationId" | "staffId" | "interactedAt" | "identity"
>;

/** An interaction as it was sent: what is undefined stays. */
type SentInteraction = Changes<Said> & SentEncounter;

type Required = "action" | "channel" | "signal" | "name" | "namespace";

type InteractionRefusal = ProductRefusal | EncounterRefusal;

/** Writes interactions (DOMAIN §15.1). */
export const {
  create: createInteraction,
  change: updateInteraction,
  remove: deleteInteraction,
} = recordWrites("interaction", interactionStore, {
  newOf: (deps, sent: SentInteraction & Pick<Said, Required>) => {
    const { action, channel, signal, name, namespace } = sent;
    const fresh = { action, channel, signal, name, namespace, tags: [], meta: null };
    return decide(deps, null, fresh, sent);
  },
  changedOf: (deps, before, changes: SentInteraction) => decide(deps, before, before, changes),
  wrote: async (deps, verb, { id: interactionId, ...record }) => {
    const { profileId, interactedAt, action, channel, signal, namespace } = record;
    deps.happened({
      kind: `interaction.${verb}`,
      profileId,
      ...(verb === "created" ? { occurredAt: interactedAt } : {}),
      context: {
        ...{ interactionId, action, channel, signal, namespace },
        ...{ locationId: record.locationId, staffId: record.staffId },
      },
    });
    const touched = { profileId, kind: "interaction", id: interactionId } as const;
    await touchClienteling(deps, { ...touched, isDeleted: verb === "deleted" });
  },
});

const decide = async (
  deps: WriteDeps,
  before: InteractionRecord | null,
  base: Said,
  { profileId, identifier, location, staff, at, ...said }: SentInteraction,
): Promise<Result<NewInteraction, InteractionRefusal>> => {
  const problem = await problemOfProduct(deps, said);
  if (problem) return err(problem);
  const encounter = await resolveEncounter(deps, before && { ...before, at: before.interactedAt }, {
    profileId,
    identifier,
    location,
    staff,
    at,
  });
  if (!encounter.ok) return encounter;
  const { at: interactedAt, ...named } = encounter.value;
  // By which somebody else was found before is nobody else's business.
  const kept = before?.profileId === named.profileId ? before.identity : null;
  const identity = identifier?.id ?? kept;
  return ok({ ...base, ...definedFields(said), ...named, interactedAt, identity });
};
