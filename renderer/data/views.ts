import type { Location } from "#shared/clienteling/location.ts";
import type { Note } from "#shared/clienteling/note.ts";
import type { Staff } from "#shared/clienteling/staff.ts";
import type { Transaction } from "#shared/commerce/transaction.ts";
import type { Programme } from "#shared/incentive/programme.ts";
import type { CommandId, ProfileId, StaffId } from "#shared/kernel/ids.ts";
import type { Cents } from "#shared/kernel/money.ts";
import type { Instant } from "#shared/kernel/time.ts";
import type { Lot } from "#shared/ledger/lot.ts";
import type { Profile } from "#shared/profile/profile.ts";
import type { Balances } from "#shared/redemption/balance.ts";
import type { CounterRefusal } from "#shared/redemption/choose-tier.ts";
import type { CommandKind } from "#shared/sync/command.ts";
import type { ConfigFact } from "#shared/sync/facts.ts";
import type { Verdict } from "#shared/sync/verdict.ts";

/** A profile as it stands on this device: facts with the pending commands on top ([S6]). */
export type ProfileView = {
  readonly profile: Profile;
  /** Only a pending command has made it; the server has not seen it. */
  readonly isPendingCreation: boolean;
  /** Fields of the profile that only a pending edit says. */
  readonly pendingFields: readonly string[];
  /** When the server last wrote to the account; null where it never did. */
  readonly accountRecordedAt: Instant | null;
  /** As of when all of this is known: the last time the server was heard. */
  readonly asOf: Instant | null;
  /** What can be redeemed, pending redemptions taken off. */
  readonly balances: Balances;
  /** What the server's facts say, without the pending redemptions. */
  readonly confirmedBalances: Balances;
  /** Lots that can be spent now, in the order in which they will be. */
  readonly lots: readonly Lot[];
  readonly pendingRedemptions: readonly PendingItem[];
  /** Newest first; at most 20. */
  readonly transactions: readonly Transaction[];
  /** Pending ones first, then newest first; at most 50. */
  readonly notes: readonly NoteView[];
  /** What this device may redeem without the server right now, and why not more. */
  readonly atRisk: { readonly maxCents: Cents; readonly refusal: CounterRefusal | null };
};

export type NoteView = { readonly note: Note; readonly isPending: boolean };

/** A command without a verdict. */
export type PendingItem = {
  readonly commandId: CommandId;
  readonly kind: CommandKind;
  readonly profileId: ProfileId | null;
  readonly profileName: string | null;
  readonly staffId: StaffId;
  readonly amountCents: Cents | null;
  readonly tier: "online" | "at_risk" | null;
  readonly occurredAt: Instant;
  readonly wasSent: boolean;
  /** Never sent, so it can be taken back. */
  readonly canUndo: boolean;
};

/** A verdict that was not plain accepted, with the command that it answers. */
export type AttentionItem = {
  readonly verdict: Verdict;
  /** Null when the command is no longer on this device (another screen of it was erased). */
  readonly command: PendingItem | null;
  readonly isSeen: boolean;
};

/** A profile that may be the same person. */
export type Duplicate = {
  readonly profile: Profile;
  /** `name` is a likeness; the others are the same to the letter and will be refused by the server. */
  readonly matched: "email" | "phone" | "identifier" | "name";
};

/** A member of staff without the hash of the PIN. */
export type StaffMember = Omit<Staff, "pinHash">;

export type TenantInfo = Extract<ConfigFact, { kind: "tenant" }>["value"];

/** What head office has set, as pulled. */
export type StoreConfig = {
  readonly tenant: TenantInfo | null;
  /** The location of this device. */
  readonly ownLocation: Location | null;
  readonly locations: readonly Location[];
  /** Null until the policy has been pulled. */
  readonly programme: Programme | null;
};
