import type { EntryDraft, EntryKind, Unit } from "#shared/ledger/entry.ts";
import type { LotEventKind, NewEvent } from "./event.ts";

type KindByUnit = Readonly<Record<Unit, LotEventKind>>;

const CREATED: KindByUnit = {
  reward: "reward.created",
  point: "point.created",
  benefit: "benefit.created",
  credit: "credit.created",
};

/** What tells that a lot has changed. */
export const LOT_UPDATED: KindByUnit = {
  reward: "reward.updated",
  point: "point.updated",
  benefit: "benefit.updated",
  credit: "credit.updated",
};

/** What tells that a lot has expired. */
export const LOT_EXPIRED: KindByUnit = {
  reward: "reward.expired",
  point: "point.expired",
  benefit: "benefit.expired",
  credit: "credit.expired",
};

const SHORTFALL: KindByUnit = {
  reward: "shortfall.created",
  point: "shortfall.created",
  benefit: "shortfall.created",
  credit: "shortfall.created",
};
const RECOVERED: KindByUnit = {
  reward: "shortfall.recovered",
  point: "shortfall.recovered",
  benefit: "shortfall.recovered",
  credit: "shortfall.recovered",
};

/** The event for each kind of entry. Null: the event of the whole command covers it. */
const EVENT_OF_ENTRY: Readonly<Record<EntryKind, KindByUnit | null>> = {
  issue: CREATED,
  redeem: null,
  expire: LOT_EXPIRED,
  extend: LOT_UPDATED,
  reverse: LOT_UPDATED,
  return: LOT_UPDATED,
  restore: LOT_UPDATED,
  adjust: LOT_UPDATED,
  transfer: LOT_UPDATED,
  // Nothing changes for anyone.
  join: null,
  shortfall: SHORTFALL,
  recover: RECOVERED,
  write_off: null,
};

/** The events that ledger entries cause. */
export const lotEvents = (entries: readonly EntryDraft[]): readonly NewEvent[] =>
  entries.flatMap((entry) => {
    const kinds = EVENT_OF_ENTRY[entry.kind];
    return kinds === null ? [] : [lotEvent(kinds[entry.unit], entry)];
  });

const lotEvent = (kind: LotEventKind, entry: EntryDraft): NewEvent => ({
  kind,
  profileId: entry.profileId,
  occurredAt: entry.occurredAt,
  commandId: entry.commandId,
  context: {
    lotId: entry.lotId,
    entryKind: entry.kind,
    definitionId: entry.definitionId,
    definitionVersion: entry.definitionVersion,
    amount: entry.amount,
    valueCents: entry.valueCents,
    expiresAt: entry.expiresAt,
    source: entry.source,
    reason: entry.reason,
    reference: entry.reference,
    locationId: entry.locationId,
    staffId: entry.staffId,
    deviceId: entry.deviceId,
  },
});
