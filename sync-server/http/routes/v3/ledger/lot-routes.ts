import { apiAmount } from "#shared/api/api-amount.ts";
import { rowNumber } from "#shared/api/fields.ts";
import type { ShownCode } from "#shared/api/ledger/shown-lot.ts";
import type { DefinitionKind } from "#shared/incentive/definition.ts";
import { POINT_DIGITS } from "#shared/incentive/points/point.ts";
import { assertDefined } from "#shared/kernel/assert.ts";
import type { Currency } from "#shared/kernel/currency.ts";
import { decimalOf } from "#shared/kernel/decimal.ts";
import type { ProfileId } from "#shared/kernel/ids.ts";
import type { Instant } from "#shared/kernel/time.ts";
import type { Unit } from "#shared/ledger/entry.ts";
import type { ProfilePlane } from "#sync-server/http/routes/v3/profile-mount.ts";
import {
  budgetReached,
  conflict,
  invalid,
  keyReused,
  staffUnknown,
  tooManyAnHour,
  unknown,
} from "#sync-server/http/routes/v3/refusals.ts";
import type { Plane } from "#sync-server/http/routes/v3/v3-deps.ts";
import type { TooManyDecimals } from "#sync-server/incentive/points/issue-points.ts";
import { readLivingProfile } from "#sync-server/profile/read-living-profile.ts";
import { readAllocationsOf } from "#sync-server/storage/incentive/allocation-store.ts";
import {
  type DefinitionRecord,
  readDefinitions,
} from "#sync-server/storage/incentive/definition-store.ts";
import {
  type LotField,
  listLots,
  readLotRecord,
  readLotsByNumber,
} from "#sync-server/storage/ledger/lot-record-store.ts";
import type { LotRecord } from "#sync-server/storage/ledger/lot-table.ts";
import type { ListQuery } from "#sync-server/storage/list-query.ts";
import { lotFilters } from "./lot-filters.ts";

/** What the lots of every unit have in common: how they are named, listed and read. */
export const lotRoutes = (unit: Unit) => ({
  path: `/${unit}s`,
  noun: unit,
  id: rowNumber,
  list: {
    filters: lotFilters(unit),
    page: ({ read }: Plane, query: ListQuery<LotField>) => listLots(read, unit, query),
  },
  read: ({ read }: Plane, id: number) => readLotRecord(read, unit, id),
  /** Those of the numbers that there are, each once, in the order of the numbers. */
  readAll: async ({ read }: Plane, numbers: readonly number[]): Promise<readonly LotRecord[]> => {
    const lots = new Map(
      (await readLotsByNumber(read, unit, numbers)).map((lot) => [lot.number, lot]),
    );
    return [...new Set(numbers)].flatMap((number) => lots.get(number) ?? []);
  },
});

/** The same of one profile. */
export const lotRoutesOfProfile = (unit: Unit) => ({
  ...lotRoutes(unit),
  list: {
    filters: lotFilters(unit),
    page: ({ read, profile }: ProfilePlane, query: ListQuery<LotField>) =>
      listLots(read, unit, query, profile.id),
  },
  read: async ({ read, profile }: ProfilePlane, id: number) => {
    const lot = await readLotRecord(read, unit, id);
    return lot?.profileId === profile.id ? lot : null;
  },
});

/** Shows lots of one unit, each with its code and the current version of its definition. */
export const showLots =
  <K extends DefinitionKind, D, V, L extends LotRecord = LotRecord>(
    kind: K,
    api: (currency: Currency) => { readonly show: (record: DefinitionRecord<K>) => D },
    view: (
      lot: L,
      definition: D,
      by: ShownCode & { readonly now: Instant; readonly currency: Currency },
    ) => V,
  ) =>
  async ({ read, now, currency }: Plane, lots: readonly L[]): Promise<V[]> => {
    const { show } = api(currency);
    const ids = lots.map((lot) => lot.definitionId).filter((id) => id !== null);
    const [records, codes] = await Promise.all([
      readDefinitions(read, kind, [...new Set(ids)]),
      readAllocationsOf(
        read,
        lots.map(({ lotId }) => lotId),
      ),
    ]);
    const codeOf = new Map(codes.map(({ lotId, code }) => [lotId, code]));
    const shown = new Map(records.map((each) => [each.definition.id, show(each)]));
    const definitionOf = (lot: LotRecord) =>
      lot.definitionId === null ? undefined : shown.get(lot.definitionId);
    return lots.map((lot) =>
      view(lot, assertDefined(definitionOf(lot), "a lot has its definition"), {
        ...{ now, currency, code: codeOf.get(lot.lotId) ?? null },
      }),
    );
  };

/** The profile that a body issues to: the one that replaced it, if it was a duplicate. */
export const holderOf = async ({ read }: Plane, id: ProfileId): Promise<ProfileId> =>
  (await readLivingProfile(read, id))?.id ?? id;

/** Refusals about lots of one unit, with the API's field names and messages. */
export const lotRefusals = (unit: Unit, currency: Currency) => ({
  key_reused: keyReused,
  too_many_an_hour: tooManyAnHour,
  budget_reached: budgetReached(`${unit}_definition_id`, currency),
  raised_over_budget: budgetReached("value_initial", currency),
  profile_unknown: invalid("profile_id", "There is no such profile."),
  staff_unknown: staffUnknown,
  location_unknown: invalid("location_id", "There is no such location."),
  creator_missing: invalid(
    "creator_profile_id",
    "Say who gives it: its definition has require_creator.",
  ),
  creator_unknown: invalid("creator_profile_id", "There is no such profile."),
  definition_unknown: invalid(`${unit}_definition_id`, "There is no such definition in use."),
  not_published: invalid(
    `${unit}_definition_id`,
    "This definition is a draft. Publish it first: see its is_published.",
  ),
  not_assignable: invalid(
    `${unit}_definition_id`,
    "This definition isn't issued by hand: see its is_assignable.",
  ),
  not_for_profile: invalid(
    `${unit}_definition_id`,
    "This definition isn't for this profile: see its region_id and statuses.",
  ),
  accrued_in_the_future: invalid("accrued_at", "The time is in the future."),
  issued_before_accrued: invalid(
    "issued_at",
    "They can't be issued before accrued_at, when they were earned.",
  ),
  value_not_positive: invalid("value_initial", "The value initial must be more than 0."),
  too_many_decimals: ({ field, decimals }: TooManyDecimals) => {
    const rule =
      decimals === 0
        ? "be a whole number: points of this definition have no decimals."
        : `have at most ${decimals} decimal, as its definition says.`;
    return invalid(field, `The ${field.replace("_", " ")} must ${rule}`);
  },
  value_over_max: ({ maxCents }: { readonly maxCents: number }) =>
    invalid(
      "value_initial",
      `The value initial must not be more than ${apiAmount(unit, maxCents, currency)}.`,
    ),
  expires_before_issue: invalid("expires_at", "The expiry must not be before the issue."),
  remaining_below_zero: invalid("value_remaining", "The value remaining must not be below 0."),
  remaining_over_initial: ({ max }: { readonly max: number }) =>
    invalid(
      "value_remaining",
      `The value remaining must not be more than ${apiAmount(unit, max, currency)}, which was issued.`,
    ),
  external_id_taken: invalid("external_id", "The external id has already been taken."),
  reward_unknown: unknown(unit),
  points_unknown: unknown(unit),
  on_gift_card: conflict("It is on a gift card: top up, void or release the card instead."),
  exchanged_and_used: conflict(
    "Points were exchanged for this reward, and some of it has been used or has expired, so they can't be given back. Set what remains to 0 instead.",
  ),
});

const aboutOne =
  (message: string) =>
  ({ number }: { readonly number: number }) =>
    invalid("ids", `${message}: ${number}.`);

/** Refusals to extend some lots, each about one of them. */
export const extensionRefusals = (noun: string) => ({
  lot_unknown: aboutOne(`The profile has no such ${noun}`),
  not_extendable: aboutOne(`Its definition doesn't let this ${noun} be extended`),
  never_expires: aboutOne(`This ${noun} never expires`),
  extension_missing: aboutOne(`Say how far: the definition of this ${noun} has no extend_days`),
  not_later: aboutOne(`It must be later than the current expiry of this ${noun}`),
});

/** Refusals to exchange points for a reward. */
export const exchangeRefusals = {
  account_frozen: conflict("The account is frozen: its points can't be exchanged."),
  not_exchangeable: invalid("reward_definition_id", "This reward has no price in points."),
  insufficient_points: ({
    available,
    price,
  }: {
    readonly available: number;
    readonly price: number;
  }) =>
    invalid(
      "reward_definition_id",
      `It takes ${decimalOf(price, POINT_DIGITS)} points, and ${decimalOf(available, POINT_DIGITS)} can be spent.`,
    ),
};
