import { randomBytes } from "node:crypto";
import type { ListId, ListShareId } from "#shared/kernel/ids.ts";
import { err, ok, type Result } from "#shared/kernel/result.ts";
import { type DayOrInstant, lastInstantOf } from "#shared/kernel/time.ts";
import { zoneAt } from "#sync-server/organisation/zone-at.ts";
import {
  deleteSharesOf,
  listShareStore,
  listStore,
  readSharesOf,
} from "#sync-server/storage/clienteling/list-store.ts";
import type { ListRecord, ListShareRecord } from "#sync-server/storage/clienteling/list-table.ts";
import type { ReadDeps, WriteDeps } from "#sync-server/storage/sql.ts";
import { lockList, readPowers } from "./open-list.ts";

/** Why a list isn't shared, in order of precedence. */
export type ListShareRefusal =
  | { readonly reason: "list_unknown" }
  | { readonly reason: "share_not_allowed" }
  | { readonly reason: "ends_in_past" }
  | { readonly reason: "too_many_shares"; readonly max: number };
type ShareUnknown = { readonly reason: "list_share_unknown" };

const SHARES_MAX = 100;
const CODE_BYTES = 16;

/** Makes a code by which guests see a list: 128 random bits, so that nobody guesses it ([X14]). */
export const shareList = async (
  deps: WriteDeps,
  { listId, expiresAt }: { readonly listId: ListId; readonly expiresAt: DayOrInstant | null },
): Promise<Result<ListShareRecord, ListShareRefusal>> => {
  const open = await lockList(deps, listId);
  if (!open) return err({ reason: "list_unknown" });
  const { list, powers } = open;
  if (!powers.allowShare) return err({ reason: "share_not_allowed" });
  const end =
    expiresAt === null ? null : lastInstantOf(expiresAt, await zoneAt(deps, list.locationId));
  if (end !== null && end < deps.now) return err({ reason: "ends_in_past" });
  const shares = await readSharesOf(deps, [listId], deps.now);
  if (shares.length >= SHARES_MAX) return err({ reason: "too_many_shares", max: SHARES_MAX });
  const code = randomBytes(CODE_BYTES).toString("base64url");
  const share = await listShareStore.append(deps, { listId, code, expiresAt: end });
  shareHappened(deps, "created", list, share);
  return ok(share);
};

/** Ends one share of a list, or all of them. */
export const unshareList = async (
  deps: WriteDeps,
  { listId, id }: { readonly listId: ListId; readonly id: ListShareId | null },
): Promise<Result<null, ShareUnknown>> => {
  const list = await listStore.lock(deps, { id: listId });
  const all = list ? await readSharesOf(deps, [listId], 0) : [];
  const ended = id === null ? all : all.filter((share) => share.id === id);
  if (!list || (id !== null && ended.length === 0)) return err({ reason: "list_share_unknown" });
  if (id === null) await deleteSharesOf(deps, listId);
  else await listShareStore.remove(deps, id);
  for (const share of ended) shareHappened(deps, "deleted", list, share);
  return ok(null);
};

/** Never the code itself ([E2]). */
const shareHappened = (
  deps: WriteDeps,
  verb: "created" | "deleted",
  { id: listId, profileId }: ListRecord,
  { id: listShareId, expiresAt }: ListShareRecord,
): void =>
  deps.happened({
    kind: `product-list-share.${verb}`,
    profileId,
    context: { listId, listShareId, expiresAt },
  });

/** The list that a code shows: while it hasn't ended, and the list may be shared ([X14]). */
export const findSharedList = async (
  deps: ReadDeps,
  code: string,
  now: number,
): Promise<ListRecord | null> => {
  const share = await listShareStore.find(deps, { code });
  if (!share || (share.expiresAt !== null && share.expiresAt < now)) return null;
  const list = await listStore.read(deps, share.listId);
  return list && (await readPowers(deps, list.definitionId)).allowShare ? list : null;
};
