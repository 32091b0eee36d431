import { randomBytes } from "node:crypto";
import type { ProfileId } from "#shared/kernel/ids.ts";
import { type Changes, definedFields } from "#shared/kernel/object.ts";
import { expiryOf } from "#shared/kernel/period.ts";
import { err, ok, type Result } from "#shared/kernel/result.ts";
import { type DayOrInstant, lastInstantOf } from "#shared/kernel/time.ts";
import { problemOfUse, type ShareSource, type ShareUseRefusal } from "#shared/profile/share.ts";
import { recordWrites } from "#sync-server/record-writes.ts";
import {
  hasUsedShare,
  isShareSource,
  isShareUsed,
  shareStore,
  shareUseStore,
} from "#sync-server/storage/profile/share-store.ts";
import type { NewShare, ShareRecord, ShareUse } from "#sync-server/storage/profile/share-table.ts";
import type { WriteDeps } from "#sync-server/storage/sql.ts";
import { readTenantZone } from "#sync-server/storage/tenant-store.ts";
import { lockLivingProfile } from "./read-living-profile.ts";

type Changed =
  | ("quantity" | "remainingQuantity" | "timezone" | "period" | "periodType")
  | ("absoluteExpiry" | "isCloneable" | "meta");

/** A share as it was sent: what is undefined stays, or has its default if it is new. */
type SentShare = Changes<Pick<NewShare, Changed>> & {
  /** Without it the period says. A day is until its end. */
  readonly expiresAt?: DayOrInstant | null | undefined;
};

/** Why a share can't be like this, in order of precedence. */
type ShareRefusal =
  | { readonly reason: "profile_unknown" }
  | { readonly reason: "source_unknown" }
  | { readonly reason: "remaining_over_quantity" }
  | { readonly reason: "absolute_expiry_missing" };

const CODE_BYTES = 9;

/** Writes shares (DOMAIN §15.5, [I20]). */
export const {
  create: createShare,
  change: updateShare,
  remove: deleteShare,
} = recordWrites("share", shareStore, {
  newOf: async (
    deps,
    sent: SentShare & {
      readonly profileId: ProfileId;
      readonly sourceType: ShareSource;
      readonly sourceId: string;
      readonly code: string | null;
    },
  ): Promise<Result<NewShare, ShareRefusal>> => {
    const { profileId: named, sourceType, sourceId, code, ...changes } = sent;
    const profile = await lockLivingProfile(deps, named);
    if (!profile) return err({ reason: "profile_unknown" });
    if (!(await isShareSource(deps, sourceType, sourceId)))
      return err({ reason: "source_unknown" });
    return decide(changes, {
      ...{ profileId: profile.id, sourceType, sourceId },
      code: code ?? randomBytes(CODE_BYTES).toString("base64url").replaceAll("_", "."),
      ...{ quantity: null, remainingQuantity: null, isCloneable: false, meta: null },
      timezone: await readTenantZone(deps),
      ...{ period: null, periodType: "days", absoluteExpiry: null, expiresAt: null },
      createdAt: deps.now,
    });
  },
  changedOf: (_deps, before, changes: SentShare) => decide(changes, before),
  taken: {
    refusal: { reason: "code_taken" },
    keyOf: ({ code }) => ({ code }),
  },
  inUse: {
    refusal: { reason: "in_use" },
    when: (deps, { id }) => isShareUsed(deps, id),
  },
  wrote: (deps, verb, share) =>
    deps.happened({
      kind: `share.${verb}`,
      profileId: share.profileId,
      context: contextOf(share),
    }),
});

const decide = (
  { expiresAt: asked, ...changes }: SentShare,
  base: NewShare & Pick<ShareRecord, "createdAt">,
): Result<NewShare, ShareRefusal> => {
  const share = { ...base, ...definedFields(changes) };
  const { timezone, period, periodType, absoluteExpiry } = share;
  const { quantity = null } = share;
  // What was used of the old number counts for a new one, unless it says how many are left.
  const used = (base.quantity ?? 0) - (base.remainingQuantity ?? base.quantity ?? 0);
  const remainingQuantity =
    changes.remainingQuantity ?? (quantity === null ? null : Math.max(0, quantity - used));
  const isEndless = changes.remainingQuantity === null && quantity !== null;
  const isOver = remainingQuantity !== null && remainingQuantity > (quantity ?? -1);
  if (isEndless || isOver) {
    return err({ reason: "remaining_over_quantity" });
  }
  const rule = { period: period ?? null, periodType, absoluteExpiry: absoluteExpiry ?? null };
  if (periodType === "absolute_date" && rule.absoluteExpiry === null) {
    return err({ reason: "absolute_expiry_missing" });
  }
  const isByPeriod = [changes.period, changes.periodType, changes.absoluteExpiry, changes.timezone];
  const byPeriod = isByPeriod.some((each) => each !== undefined)
    ? expiryOf(base.createdAt, timezone, rule)
    : (base.expiresAt ?? null);
  const expiresAt =
    asked === undefined ? byPeriod : asked === null ? null : lastInstantOf(asked, timezone);
  return ok({ ...share, quantity, remainingQuantity, expiresAt });
};

/** Why nobody has used a share, in order of precedence ([I20]). */
export type UseShareRefusal =
  | { readonly reason: "share_unknown" }
  | { readonly reason: "profile_unknown" }
  | ShareUseRefusal;

/** Uses a share for a profile: once, and never more often than it can be used ([I20]). */
export const recordShareUse = async (
  deps: WriteDeps,
  { code, profileId }: { readonly code: string; readonly profileId: ProfileId },
): Promise<Result<ShareUse, UseShareRefusal>> => {
  const profile = await lockLivingProfile(deps, profileId);
  const found = await shareStore.find({ ...deps, hidesDeleted: true }, { code });
  const share = found && (await shareStore.lock(deps, { id: found.id }));
  if (!share) return err({ reason: "share_unknown" });
  if (!profile) return err({ reason: "profile_unknown" });
  const hasUsed = await hasUsedShare(deps, share.id, profile.id);
  const problem = problemOfUse(share, profile.id, hasUsed, deps.now);
  if (problem) return err(problem);
  const { remainingQuantity: left } = share;
  if (left !== null) await shareStore.update(deps, share.id, { remainingQuantity: left - 1 });
  const use = await shareUseStore.append(deps, {
    ...{ shareId: share.id, profileId: profile.id, usedAt: deps.now },
  });
  deps.happened({
    kind: "share.used",
    profileId: share.profileId,
    context: { ...contextOf(share), shareUseId: use.id, referredId: profile.id },
  });
  return ok(use);
};

const contextOf = ({ id: shareId, sourceType, sourceId }: ShareRecord) => ({
  ...{ shareId, sourceType, sourceId },
});
