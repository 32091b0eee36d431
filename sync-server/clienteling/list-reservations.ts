import {
  decideReservation,
  HOLDING,
  type ReservationProblem,
  type ReservationStatus,
} from "#shared/clienteling/list-reservation.ts";
import type { ListItemId, ListReservationId, ProfileId } from "#shared/kernel/ids.ts";
import { err, ok, type Result } from "#shared/kernel/result.ts";
import { lockLivingProfile } from "#sync-server/profile/read-living-profile.ts";
import {
  listItemStore,
  listReservationStore,
  readReservedOf,
  readSharesOf,
} from "#sync-server/storage/clienteling/list-store.ts";
import type {
  ListItemRecord,
  ListReservation,
} from "#sync-server/storage/clienteling/list-table.ts";
import type { WriteDeps } from "#sync-server/storage/sql.ts";
import { lockList, type OpenList, touchList } from "./open-list.ts";

/** Why nothing is reserved, in order of precedence ([X13]). */
export type ReservationRefusal =
  | { readonly reason: "profile_unknown" }
  | { readonly reason: "list_item_unknown" }
  | { readonly reason: "reservation_unknown" }
  /** Its list isn't shared, or lets nobody reserve. */
  | { readonly reason: "reserve_not_allowed" }
  | ReservationProblem;

/** Reserves some of an item of a shared list, for a guest ([X13]). */
export const reserveItem = async (
  deps: WriteDeps,
  input: {
    readonly listItemId: ListItemId;
    readonly profileId: ProfileId | null;
    readonly externalProfileId: string | null;
    readonly quantity: number;
  },
): Promise<Result<ListReservation, ReservationRefusal>> => {
  const { listItemId, externalProfileId, quantity } = input;
  const guest = await guestOf(deps, input.profileId);
  if (!guest.ok) return guest;
  const open = await openItem(deps, listItemId);
  if (!open) return err({ reason: "list_item_unknown" });
  const { list, powers, item } = open;
  const isShared = (await readSharesOf(deps, [list.id], deps.now)).length > 0;
  if (!powers.allowReserve || !powers.allowShare || !isShared) {
    return err({ reason: "reserve_not_allowed" });
  }
  const others = (await readReservedOf(deps, [item.id])).get(item.id) ?? 0;
  const decided = decideReservation(item, others, null, { quantity, status: "pending" });
  if (!decided.ok) return decided;
  const fields = { listItemId, profileId: guest.value, externalProfileId, ...decided.value };
  const reservation = await listReservationStore.append(deps, fields);
  await reservationHappened(deps, "created", open, reservation);
  return ok(reservation);
};

type Named = { readonly listItemId: ListItemId; readonly id: ListReservationId };

/** Changes how many a guest has reserved, or says that they bought or cancelled it. */
export const changeReservation = async (
  deps: WriteDeps,
  {
    changes,
    ...named
  }: Named & {
    readonly changes: {
      readonly quantity?: number | undefined;
      readonly status?: ReservationStatus | undefined;
    };
  },
): Promise<Result<ListReservation, ReservationRefusal>> => {
  const open = await openReservation(deps, named);
  if (!open.ok) return open;
  const { item, reservation: before } = open.value;
  const held = HOLDING.includes(before.status) ? before.quantity : 0;
  const others = ((await readReservedOf(deps, [item.id])).get(item.id) ?? 0) - held;
  const { quantity = before.quantity, status = before.status } = changes;
  const decided = decideReservation(item, others, before, { quantity, status });
  if (!decided.ok) return decided;
  await listReservationStore.update(deps, before.id, decided.value);
  const reservation = { ...before, ...decided.value, updatedAt: deps.now };
  await reservationHappened(deps, "updated", open.value, reservation);
  return ok(reservation);
};

/** Forgets a reservation, which frees what it held at once. */
export const deleteReservation = async (
  deps: WriteDeps,
  named: Named,
): Promise<Result<null, ReservationRefusal>> => {
  const open = await openReservation(deps, named);
  if (!open.ok) return open;
  await listReservationStore.remove(deps, named.id);
  await reservationHappened(deps, "deleted", open.value, open.value.reservation);
  return ok(null);
};

type OpenItem = OpenList & { readonly item: ListItemRecord };

/** An item with its list, which is locked. */
const openItem = async (deps: WriteDeps, id: ListItemId): Promise<OpenItem | null> => {
  const found = await listItemStore.read(deps, id);
  const open = found && (await lockList(deps, found.listId));
  // It may have changed, or gone, before the list was locked.
  const item = open && (await listItemStore.read(deps, id));
  return item && { ...open, item };
};

const openReservation = async (
  deps: WriteDeps,
  { listItemId, id }: Named,
): Promise<Result<OpenItem & { readonly reservation: ListReservation }, ReservationRefusal>> => {
  const open = await openItem(deps, listItemId);
  if (!open) return err({ reason: "list_item_unknown" });
  const reservation = await listReservationStore.read(deps, id);
  return reservation?.listItemId === listItemId
    ? ok({ ...open, reservation })
    : err({ reason: "reservation_unknown" });
};

const guestOf = async (
  deps: WriteDeps,
  id: ProfileId | null,
): Promise<Result<ProfileId | null, { readonly reason: "profile_unknown" }>> => {
  if (id === null) return ok(null);
  const profile = await lockLivingProfile(deps, id);
  return profile ? ok(profile.id) : err({ reason: "profile_unknown" });
};

const reservationHappened = async (
  deps: WriteDeps,
  verb: "created" | "updated" | "deleted",
  { list, item }: OpenItem,
  { id: reservationId, profileId: guestId, quantity, status }: ListReservation,
): Promise<void> => {
  deps.happened({
    kind: `product-list-reservation.${verb}`,
    profileId: list.profileId,
    context: { listId: list.id, listItemId: item.id, reservationId, guestId, quantity, status },
  });
  await touchList(deps, list);
};
