import { staffIdSchema } from "#shared/kernel/ids.ts";
import type { ExtraFields } from "#shared/kernel/json.ts";
import { entriesOf } from "#shared/kernel/object.ts";
import { err, ok, type Result } from "#shared/kernel/result.ts";
import { readStaffRecords } from "#sync-server/storage/organisation/staff-store.ts";
import type { ReadDeps } from "#sync-server/storage/sql.ts";

/** A profile names somebody who isn't on the staff. */
export type NamedStaffUnknown = {
  readonly reason: "staff_unknown";
  readonly field: "joinedStaffId" | "associateId" | "preferredStaffId";
};

/** Refuses a profile that names staff whom nobody knows (DOMAIN §3.3). */
export const checkStaff = async (
  deps: ReadDeps,
  {
    joinedStaffId = null,
    associateId = null,
    extra = {},
  }: {
    readonly joinedStaffId?: string | null;
    readonly associateId?: string | null;
    readonly extra?: ExtraFields;
  },
): Promise<Result<void, NamedStaffUnknown>> => {
  const preferredStaffId = staffIdSchema.safeParse(extra["preferred_staff_id"]).data ?? null;
  const named = entriesOf({ joinedStaffId, associateId, preferredStaffId });
  const ids = named.flatMap(([, id]) => id ?? []);
  const known = ids.length > 0 ? await readStaffRecords(deps, ids) : [];
  const strange = named.find(([, id]) => id !== null && !known.some((each) => each.id === id));
  return strange ? err({ reason: "staff_unknown", field: strange[0] }) : ok(undefined);
};
