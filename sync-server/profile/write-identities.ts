import type { ProfileId } from "#shared/kernel/ids.ts";
import { definedFields } from "#shared/kernel/object.ts";
import { err, ok, type Result } from "#shared/kernel/result.ts";
import type { Identity } from "#shared/profile/profile.ts";
import {
  appendIdentities,
  clearPrimaryIdentities,
  readIdentityRecords,
  updateIdentity,
} from "#sync-server/storage/profile/identity-store.ts";
import type { WriteDeps } from "#sync-server/storage/sql.ts";

/** An identity as a caller sends it with a profile. */
export type NamedIdentity = {
  readonly handle: string;
  readonly identifier: string;
  readonly isPrimary?: boolean | undefined;
  readonly isActive?: boolean | undefined;
};

export type TooManyIdentities = { readonly reason: "too_many_identities"; readonly max: number };

const IDENTITIES_MAX = 50;

/**
 * All the identities of a profile once those sent are added to it, or updated if it has them.
 * Exactly one is primary: the first that is sent as such, or the one it has, or the first (DOMAIN
 * §3.4).
 */
export const planIdentities = (
  held: readonly Identity[],
  sent: readonly NamedIdentity[],
): Result<readonly Identity[], TooManyIdentities> => {
  const distinct = sent.filter((each, index) => sent.findIndex(isSameAs(each)) === index);
  const added = distinct.filter((each) => !held.some(isSameAs(each)));
  if (added.length > 0 && held.length + added.length > IDENTITIES_MAX) {
    return err({ reason: "too_many_identities", max: IDENTITIES_MAX });
  }
  const all: readonly Identity[] = [
    ...held.map((own) => ({ ...own, ...definedFields(distinct.find(isSameAs(own)) ?? {}) })),
    ...added.map(({ isPrimary = false, isActive = true, handle, identifier }) => ({
      ...{ handle, identifier, isPrimary, isActive },
    })),
  ];
  const marked = distinct.find((each) => each.isPrimary === true);
  const primary =
    (marked && all.find(isSameAs(marked))) ?? all.find((each) => each.isPrimary) ?? all[0];
  return ok(all.map((each) => ({ ...each, isPrimary: each === primary })));
};

/**
 * Writes the planned identities of a profile, and an event for each that is new or has changed. The
 * caller must have checked that no other profile has them.
 */
export const writeIdentities = async (
  deps: WriteDeps,
  profile: { readonly id: ProfileId; readonly identities: readonly Identity[] },
  planned: readonly Identity[],
): Promise<void> => {
  const changed = planned.filter((identity) => {
    const own = profile.identities.find(isSameAs(identity));
    return own?.isPrimary !== identity.isPrimary || own.isActive !== identity.isActive;
  });
  if (changed.length === 0) return;
  const records =
    profile.identities.length === 0 ? [] : await readIdentityRecords(deps, [profile.id]);
  if (records.length > 0 && changed.some(({ isPrimary }) => isPrimary)) {
    await clearPrimaryIdentities(deps, profile.id, null);
  }
  for (const identity of changed) {
    const record = records.find(isSameAs(identity));
    if (record) await updateIdentity(deps, record.id, identity);
    else await appendIdentities(deps, profile.id, [identity]);
    deps.happened({
      kind: record ? "identity.updated" : "identity.created",
      profileId: profile.id,
      context: identity,
    });
  }
};

type Pair = { readonly handle: string; readonly identifier: string };

const isSameAs =
  (one: Pair) =>
  (other: Pair): boolean =>
    one.handle === other.handle && one.identifier === other.identifier;
