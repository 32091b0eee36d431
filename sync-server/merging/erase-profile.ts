import { assert, assertDefined } from "#shared/kernel/assert.ts";
import { type CommandId, commandIdSchema, type ProfileId } from "#shared/kernel/ids.ts";
import { err, ok, type Result } from "#shared/kernel/result.ts";
import { draftEndHeld } from "#shared/ledger/end-held.ts";
import { BY_NOBODY } from "#shared/ledger/entry.ts";
import { PROFILE_TYPES, type ProfileType } from "#shared/profile/profile-type.ts";
import type { EventKind } from "#shared/reaction/event.ts";
import { lotWorth } from "#shared/redemption/unit.ts";
import { appendDrafts } from "#sync-server/ledger/append.ts";
import { expireLots } from "#sync-server/ledger/expire.ts";
import { type LockedAccount, lockAccount, lockAccounts } from "#sync-server/ledger/load-account.ts";
import { programmeOf } from "#sync-server/ledger/load-programme.ts";
import { withdrawProfile } from "#sync-server/profile/profile-feed.ts";
import { writeOffOn } from "#sync-server/redemption/write-off.ts";
import { eraseRows, setErasedType } from "#sync-server/storage/profile/erase-store.ts";
import { covers, type ErasureKind } from "#sync-server/storage/profile/erasure-kind.ts";
import { removeProfileSearch } from "#sync-server/storage/profile/profile-search-store.ts";
import {
  lockProfile,
  readChainIds,
  readProfileRecord,
  resolveAlias,
} from "#sync-server/storage/profile/profile-store.ts";
import type { WriteDeps } from "#sync-server/storage/sql.ts";
import { touchConfig } from "#sync-server/storage/sync/config-feed.ts";

/** Why nobody is erased, in order of precedence ([I13]). */
export type EraseRefusal =
  /** Nothing is erased under the id of a profile that was merged into another. */
  | { readonly reason: "merged"; readonly profileId: ProfileId }
  | { readonly reason: "profile_unknown" };

/** The ids under which the person was known. */
export type Erased = { readonly people: readonly ProfileId[] };

/** What a profile and those that were merged into it are afterwards, and what has happened. */
const ERASURES = {
  purge: { type: "purged", loserType: "purged", event: "profile.purged" },
  depersonalise: {
    type: "depersonalised",
    loserType: "deleted",
    event: "profile.depersonalised",
  },
} as const satisfies Readonly<
  Record<ErasureKind, { type: ProfileType; loserType: ProfileType; event: EventKind }>
>;

/**
 * Erases a person for good: all that is held about them ([I15]), or, of one who is depersonalised,
 * what says who it was ([I14]). What they held ends ([I16]), and devices forget them ([I17]).
 */
export const eraseProfile = async (
  deps: WriteDeps,
  { profileId, kind }: { readonly profileId: ProfileId; readonly kind: ErasureKind },
): Promise<Result<Erased, EraseRefusal>> => {
  await lockProfile(deps, profileId);
  const winnerId = await resolveAlias(deps, profileId);
  if (winnerId !== profileId) return err({ reason: "merged", profileId: winnerId });
  const people = await readChainIds(deps, profileId);
  await lockAccounts(deps, people);
  const profile = await readProfileRecord(deps, profileId);
  if (!profile || !mayErase(profile.profileType, kind)) return err({ reason: "profile_unknown" });

  await endHeld(deps, profileId);
  await withdrawProfile(deps, profile);
  for (const key of people) touchConfig(deps, { kind: "erased", key });
  for (const id of people) await removeProfileSearch(deps, id);
  await eraseRows(deps, people, kind);
  const { type, loserType, event } = ERASURES[kind];
  const losers = people.filter((id) => id !== profileId);
  await setErasedType(deps, [profileId], type);
  await setErasedType(deps, losers, loserType);
  for (const id of people) {
    deps.afterCommit({ act: "list_erased", tenantId: deps.tenantId, profileId: id, kind });
  }
  deps.happened({ kind: event, profileId, context: { version: profile.version + 1 } });
  return ok({ people });
};

/** Those who are hidden can still be purged, but only somebody's. */
export const mayErase = (type: ProfileType, kind: ErasureKind): boolean =>
  PROFILE_TYPES[type].isSomebodys && (type !== "depersonalised" || !covers("depersonalise", kind));

/** Ends what a profile holds, and what it owes ([I16]). */
const endHeld = async (deps: WriteDeps, profileId: ProfileId): Promise<void> => {
  await expireLots(deps, profileId);
  let locked = await lockHeld(deps, profileId);
  const programme = await programmeOf(deps, locked.programmeVersion);
  const commandId = newCommandId(deps);
  const by = {
    commandId,
    occurredAt: deps.now,
    source: { type: "erasure", id: commandId },
  } as const;
  const drafts = draftEndHeld(locked.account, {
    ...by,
    ...BY_NOBODY,
    worthOf: (lot) => lotWorth(lot, programme),
  });
  ({ locked } = await appendDrafts(deps, locked, drafts));
  for (const { unit, definitionId, amount } of locked.account.outstanding) {
    const owing = { unit, definitionId };
    const why = { reason: "erased", reference: "", commandId: newCommandId(deps) } as const;
    const written = await writeOffOn(deps, locked, { owing, amount, ...why });
    assert(written.ok, "what is owed can be written off");
    ({ locked } = written.value);
  }
};

const lockHeld = async (deps: WriteDeps, profileId: ProfileId): Promise<LockedAccount> =>
  assertDefined(await lockAccount(deps, profileId), "the account of a profile");

const newCommandId = (deps: WriteDeps): CommandId => commandIdSchema.parse(deps.newId());
