import { apiAmount } from "#shared/api/api-amount.ts";
import { extraOf, rowNumber } from "#shared/api/fields.ts";
import type { DefinitionKind } from "#shared/incentive/definition.ts";
import { assertDefined } from "#shared/kernel/assert.ts";
import type { DefinitionId, ProfileId } from "#shared/kernel/ids.ts";
import type { ExtraFields } from "#shared/kernel/json.ts";
import {
  type DayOrInstant,
  firstInstantOf,
  type Instant,
  lastInstantOf,
  later,
  type TimeZone,
} from "#shared/kernel/time.ts";
import type { Unit } from "#shared/ledger/entry.ts";
import { invalid, keyReused, unknown } from "#sync-server/http/routes/v3/refusals.ts";
import type { Call } from "#sync-server/http/routes/v3/route.ts";
import type { Plane } from "#sync-server/http/routes/v3/v3-deps.ts";
import { readLivingProfile } from "#sync-server/profile/read-living-profile.ts";
import { type DefinitionRecord, readDefinitions } from "#sync-server/storage/definition-store.ts";
import type { ListQuery } from "#sync-server/storage/list-query.ts";
import { type LotField, listLots, readLotRecord } from "#sync-server/storage/lot-record-store.ts";
import type { LotRecord } from "#sync-server/storage/lot-table.ts";
import type { ProfileRecord } from "#sync-server/storage/profile-store.ts";
import { readTenantZone } from "#sync-server/storage/tenant-store.ts";
import { lotFilters } from "./lot-filters.ts";

/**
 * What the lots of every unit have in common: how they are named, listed and read, across all
 * profiles or for one.
 */
export const lotRoutes = (unit: Unit) => {
  const filters = lotFilters(unit);
  const read = (plane: Plane, id: number) => readLotRecord(plane.read, unit, id);
  return {
    path: `/${unit}s`,
    noun: unit,
    id: rowNumber,
    list: {
      filters,
      page: (plane: Plane, query: ListQuery<LotField>) => listLots(plane.read, unit, query),
    },
    read,
    ofProfile: {
      filters,
      page: (plane: Plane, query: ListQuery<LotField>, profile: ProfileRecord) =>
        listLots(plane.read, unit, query, profile.id),
      read: async (plane: Plane, id: number, profile: ProfileRecord) => {
        const lot = await read(plane, id);
        return lot?.profileId === profile.id ? lot : null;
      },
    },
  };
};

/** Shows lots of one unit, each with the current version of its definition. */
export const showLots =
  <K extends DefinitionKind, D, V>(
    kind: K,
    showDefinition: (record: DefinitionRecord<K>) => D,
    view: (lot: LotRecord, definition: D, now: Instant) => V,
  ) =>
  async ({ read, now }: Plane, lots: readonly LotRecord[]): Promise<V[]> => {
    const ids = lots.map((lot) => lot.definitionId).filter((id) => id !== null);
    const records = await readDefinitions(read, kind, [...new Set(ids)]);
    const shown = new Map(records.map((each) => [each.definition.id, showDefinition(each)]));
    const definitionOf = (lot: LotRecord) =>
      lot.definitionId === null ? undefined : shown.get(lot.definitionId);
    return lots.map((lot) =>
      // A lot that this request wrote is newer than the request.
      view(
        lot,
        assertDefined(definitionOf(lot), "a lot has its definition"),
        later(now, lot.updatedAt),
      ),
    );
  };

/** The fields that bodies for issuing rewards and points have in common. */
type Issue = {
  readonly profile_id: ProfileId;
  readonly issued_at?: DayOrInstant | null | undefined;
  readonly expires_at?: DayOrInstant | null | undefined;
  readonly timezone?: TimeZone | null | undefined;
} & Described;
type Described = {
  readonly meta?: ExtraFields[string] | undefined;
  readonly description?: string | null | undefined;
};

/**
 * Translates a body into the input of the writes. Days are those of the body's zone, or the
 * tenant's.
 */
export const issueOf = async (
  { read, body, commandId }: Call<unknown, unknown, Issue>,
  id: DefinitionId | undefined,
  handle: string | undefined,
) => {
  const zone = body.timezone ?? (await readTenantZone(read));
  return {
    profileId: (await readLivingProfile(read, body.profile_id))?.id ?? body.profile_id,
    definition: id === undefined ? { handle: handle ?? "" } : { id },
    issuedAt: body.issued_at ? firstInstantOf(body.issued_at, zone) : null,
    ...(body.expires_at === undefined ? {} : { expiresAt: expiryOf(body.expires_at, zone) }),
    extra: lotExtraOf(body),
    commandId,
  };
};

/** The expiry in a body: a day counts to its end. */
export const expiryOf = (written: DayOrInstant | null, zone: TimeZone): Instant | null =>
  written === null ? null : lastInstantOf(written, zone);

/** The free fields of a lot. */
export const lotExtraOf = ({ meta, description }: Described): ExtraFields =>
  extraOf({ meta, description });

/** Refusals about lots of one unit, with the API's field names and messages. */
export const lotRefusals = (unit: Unit) => ({
  key_reused: keyReused,
  profile_unknown: invalid("profile_id", "There is no such profile."),
  definition_unknown: invalid(`${unit}_definition_id`, "There is no such definition in use."),
  value_not_positive: invalid("value_initial", "The value initial must be more than 0."),
  value_over_max: ({ maxCents }: { readonly maxCents: number }) =>
    invalid(
      "value_initial",
      `The value initial must not be more than ${apiAmount(unit, maxCents)}.`,
    ),
  expires_before_issue: invalid("expires_at", "The expiry must not be before the issue."),
  remaining_below_zero: invalid("value_remaining", "The value remaining must not be below 0."),
  remaining_over_initial: ({ max }: { readonly max: number }) =>
    invalid(
      "value_remaining",
      `The value remaining must not be more than ${apiAmount(unit, max)}, which was issued.`,
    ),
  external_id_taken: invalid("external_id", "The external id has already been taken."),
  reward_unknown: unknown("reward"),
  lot_used_up: invalid("value_remaining", "Nothing of it remains; issue a new one."),
});
