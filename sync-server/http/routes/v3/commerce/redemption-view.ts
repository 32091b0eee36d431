import type { RedemptionView } from "#shared/api/redemption.ts";
import { anyJson } from "#shared/kernel/json.ts";
import { centsToDecimal } from "#shared/kernel/money.ts";
import { formatV3 } from "#shared/kernel/time.ts";
import { UNITS, type UnitRules } from "#shared/ledger/unit.ts";
import { readEntriesOfCommand } from "#sync-server/storage/entry-store.ts";
import { readLotRecords } from "#sync-server/storage/lot-record-store.ts";
import { readProfileRecords } from "#sync-server/storage/profile-store.ts";
import type { Redemption } from "#sync-server/storage/redemption-store.ts";
import type { ReadDeps } from "#sync-server/storage/sql.ts";

/** Redemptions in the API's words, each with what it drew from which lot (DOMAIN §11.8). */
export const redemptionViews = async (
  deps: ReadDeps,
  redemptions: readonly Redemption[],
): Promise<RedemptionView[]> => {
  const profiles = await readProfileRecords(deps, [
    ...new Set(redemptions.map((redemption) => redemption.profileId)),
  ]);
  return Promise.all(
    redemptions.map(async (redemption) => {
      const profile = profiles.find((each) => each.id === redemption.profileId);
      const first = profile?.firstName ?? "";
      const last = profile?.lastName ?? "";
      return {
        id: redemption.id,
        profile_id: redemption.profileId,
        profile: {
          first_name: first,
          last_name: last,
          full_name: `${first} ${last}`.trim(),
          email: profile?.email ?? null,
          statuses: [],
        },
        type: redemption.type,
        total: centsToDecimal(redemption.totalCents),
        total_localised: centsToDecimal(redemption.totalCents),
        total_requested: centsToDecimal(redemption.requestedCents),
        shortfall: centsToDecimal(redemption.shortfallCents),
        location_id: redemption.locationId,
        staff_id: redemption.staffId,
        transaction_external_id: redemption.transactionExternalId,
        transaction_receipt_ref: redemption.transactionReceiptRef,
        items: await itemsOf(deps, redemption),
        meta: metaOf(redemption),
        redeem_at: formatV3(redemption.redeemedAt),
        created_at: formatV3(redemption.createdAt),
        updated_at: formatV3(redemption.createdAt),
      };
    }),
  );
};

/** What a redemption drew: one item for each lot. */
const itemsOf = async (
  deps: ReadDeps,
  redemption: Redemption,
): Promise<RedemptionView["items"]> => {
  const entries = await readEntriesOfCommand(deps, redemption.commandId);
  const drawn = entries.filter((entry) => entry.kind === "redeem");
  const lots = await readLotRecords(
    deps,
    drawn.map((entry) => entry.lotId),
  );
  return drawn.map((entry) => {
    const lot = lots.find((each) => each.lotId === entry.lotId);
    return {
      id: entry.entryId,
      type: entry.unit,
      value: entry.valueCents === 0 ? 0 : -centsToDecimal(entry.valueCents),
      count: COUNT_DRAWN[UNITS[entry.unit].precision](entry.amount),
      type_attributes: {
        id: lot?.number ?? null,
        definition_id: entry.definitionId,
        expires_at: lot?.expiresAt ? formatV3(lot.expiresAt) : null,
      },
      created_at: formatV3(entry.recordedAt),
      updated_at: formatV3(entry.recordedAt),
    };
  });
};

const COUNT_DRAWN: Readonly<Record<UnitRules["precision"], (amount: number) => number>> = {
  cents: () => 1,
  whole: (amount) => -amount,
};

const metaOf = (redemption: Redemption) => {
  const meta = anyJson.safeParse(JSON.parse(redemption.meta));
  return meta.success ? meta.data : null;
};
