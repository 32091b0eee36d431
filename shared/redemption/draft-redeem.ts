import {
  type CommandId,
  type DeviceId,
  entryIdOf,
  type LocationId,
  lotIdOf,
  type StaffId,
} from "#shared/kernel/ids.ts";
import { type Cents, negateCents } from "#shared/kernel/money.ts";
import type { Instant, TimeZone } from "#shared/kernel/time.ts";
import { type Account, HONOURED } from "#shared/ledger/account.ts";
import type { EntryDraft } from "#shared/ledger/entry.ts";
import type { RedeemDecision } from "./decide.ts";
import type { PlannedPart } from "./plan.ts";

/** What the entries of a redemption record besides amounts: the command, when, where and by whom. */
export type RedeemAttribution = {
  readonly commandId: CommandId;
  /** When it was judged ([R6]). */
  readonly occurredAt: Instant;
  readonly timezone: TimeZone;
  readonly locationId: LocationId | null;
  readonly staffId: StaffId | null;
  readonly deviceId: DeviceId | null;
};

/**
 * Drafts the entries of a decided redemption: one for each lot that pays. A shortfall opens a lot
 * of that amount, which is drawn at once ([R5], [L5]).
 */
export const draftRedeem = (
  account: Account,
  { plan, shortfallCents }: RedeemDecision,
  by: RedeemAttribution,
): readonly EntryDraft[] => {
  const drafts = plan.parts.map((part, index) => redeemDraft(account, by, part, index));
  return shortfallCents > 0
    ? [...drafts, ...shortfallDrafts(account, by, shortfallCents, drafts.length)]
    : drafts;
};

const redeemDraft = (
  account: Account,
  by: RedeemAttribution,
  part: PlannedPart,
  index: number,
): EntryDraft => ({
  ...attribution(account, by, index),
  kind: "redeem",
  unit: part.lot.unit,
  definitionId: part.lot.definitionId,
  definitionVersion: part.lot.definitionVersion,
  lotId: part.lot.lotId,
  amount: -part.amount,
  valueCents: negateCents(part.valueCents),
  expiresAt: null,
});

/** Opens a lot for the shortfall and draws it, so that lots still add up to the entries. */
const shortfallDrafts = (
  account: Account,
  by: RedeemAttribution,
  shortCents: Cents,
  index: number,
): readonly EntryDraft[] => {
  const opening = attribution(account, by, index);
  const shared = {
    ...HONOURED,
    definitionVersion: 0,
    lotId: lotIdOf(opening.entryId),
    expiresAt: null,
  } as const;
  return [
    { ...opening, ...shared, kind: "shortfall", amount: shortCents, valueCents: shortCents },
    {
      ...attribution(account, by, index + 1),
      ...shared,
      kind: "redeem",
      amount: -shortCents,
      valueCents: negateCents(shortCents),
    },
  ];
};

const attribution = (account: Account, by: RedeemAttribution, index: number) => ({
  entryId: entryIdOf(by.commandId, index),
  profileId: account.profileId,
  timezone: by.timezone,
  source: { type: "redemption" as const, id: by.commandId },
  commandId: by.commandId,
  occurredAt: by.occurredAt,
  locationId: by.locationId,
  staffId: by.staffId,
  deviceId: by.deviceId,
});
