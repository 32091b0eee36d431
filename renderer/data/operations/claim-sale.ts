import type { ByStaff } from "#renderer/data/device.ts";
import { claimsOf } from "#renderer/data/query/clienteling-view.ts";
import {
  readClientelingFacts,
  readTransactionsByReceipt,
} from "#renderer/data/query/fact-queries.ts";
import type { ReceiptRefusal } from "#renderer/data/refusal.ts";
import {
  isSaleOf,
  isSameReceipt,
  type Receipt,
  receiptSchema,
  whyNotOfDay,
} from "#shared/commerce/claim.ts";
import { receiptKey } from "#shared/commerce/receipt-in-search.ts";
import type { CommandId, ProfileId } from "#shared/kernel/ids.ts";
import { err, ok, type Result } from "#shared/kernel/result.ts";
import { dayIn, UTC } from "#shared/kernel/time.ts";
import { codesOfLocation } from "#shared/organisation/location.ts";
import type { ProfileFact } from "#shared/sync/facts.ts";
import { commandsOnTop } from "#shared/sync/on-top.ts";
import { readCurrentProfiles } from "./find-duplicates.ts";
import { commandBase, type OperationDeps, submitCommand } from "./operation-deps.ts";

/**
 * Claims the sale of a receipt for a customer, or refuses what the server would refuse as well, as
 * far as this device knows ([J7]).
 */
export const claimSale = async (
  deps: OperationDeps,
  request: { readonly profileId: ProfileId; readonly receipt: Receipt } & ByStaff,
): Promise<Result<{ readonly commandId: CommandId }, ReceiptRefusal>> => {
  if (!deps.outbox.enrolment()) return err({ reason: "not_ready" });
  const receipt = receiptSchema.safeParse(request.receipt);
  if (!receipt.success) return err({ reason: "not_readable" });
  const { profileId, staffId } = request;
  const [profile] = await readCurrentProfiles(deps, [profileId]);
  if (!profile) return err({ reason: "profile_unknown" });
  const ofDay = checkDay(deps, profile, receipt.data);
  if (!ofDay.ok) return ofDay;
  const owner = await findOwner(deps, receipt.data);
  if (owner !== null) {
    return err({ reason: owner === profileId ? "already_theirs" : "already_credited" });
  }
  const facts = await readClientelingFacts(deps.cache(), profileId);
  const { claims, claiming } = claimsOf(
    profileId,
    facts,
    commandsOnTop(deps.outbox.entries$.value),
    deps.time.now(),
  );
  const open = [...claims.filter(({ status }) => status === "pending"), ...claiming];
  if (open.some((each) => isSameReceipt(each, receipt.data))) {
    return err({ reason: "already_added" });
  }
  const base = commandBase(deps, staffId);
  return submitCommand(deps, { ...base, kind: "claim_sale", profileId, ...receipt.data });
};

/** [J3] by the day of the store that the receipt is from. */
const checkDay = (
  { config, time }: OperationDeps,
  profile: ProfileFact,
  { day, locationCode }: Receipt,
): Result<null, ReceiptRefusal> => {
  const { locations, tenant, programme } = config();
  const location = locations.find(({ externalId }) => externalId === locationCode);
  const zone = location?.timezone ?? tenant?.timezone ?? UTC;
  const policy = programme?.policy.claims;
  if (policy === undefined) return err({ reason: "not_ready" });
  const joined = dayIn(profile.joinedAt ?? profile.createdAt, zone);
  const reason = whyNotOfDay(day, { today: dayIn(time.now(), zone), joined, policy });
  if (reason === null) return ok(null);
  return reason === "in_the_future"
    ? err({ reason })
    : err({ reason, daysBeforeJoining: policy.daysBeforeJoining });
};

/** Whose the sale is, if this device knows it: nobody else's can be claimed ([J2]). */
const findOwner = async (deps: OperationDeps, receipt: Receipt): Promise<ProfileId | null> => {
  const { receiptRef } = receipt;
  const key = receiptKey(receiptRef);
  const sales = await readTransactionsByReceipt(deps.cache(), { receipt: receiptRef, key });
  const { locations } = deps.config();
  const sale = sales.find((each) => {
    const location = locations.find(({ id }) => id === each.locationId);
    const locationCodes = location ? codesOfLocation(location) : [];
    return isSaleOf(receipt, { ...each, locationCodes });
  });
  return sale?.profileId ?? null;
};
