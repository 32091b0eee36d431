import type { CustomerListing } from "#renderer/data/query/profile-search.ts";
import type { ListRequest } from "#renderer/search/customer-list.ts";
import type { MatchedField, SearchHit } from "#renderer/search/search-row.ts";
import type { HeldProduct } from "#shared/catalogue/held-product.ts";
import type { Appointment } from "#shared/clienteling/appointment.ts";
import type { ConnectionStatus } from "#shared/clienteling/connection.ts";
import type { HeldConnection } from "#shared/clienteling/held-connection.ts";
import type { HeldList } from "#shared/clienteling/held-list.ts";
import type { ListPowers } from "#shared/clienteling/list.ts";
import type { MessageTemplate } from "#shared/clienteling/message-template.ts";
import type { Note } from "#shared/clienteling/note.ts";
import type { Task } from "#shared/clienteling/task.ts";
import type { HeldClaim } from "#shared/commerce/held-claim.ts";
import type { Shopping } from "#shared/commerce/shopping.ts";
import type { Transaction } from "#shared/commerce/transaction.ts";
import type { HeldAchievement } from "#shared/incentive/achievements/held-achievement.ts";
import type { ClaimedBenefit } from "#shared/incentive/benefits/claimed-benefit.ts";
import type { DeviceTiers } from "#shared/incentive/tiers/device-tiers.ts";
import type { TierVersion } from "#shared/incentive/tiers/tier-facts.ts";
import type { CommandId, DefinitionId, ProfileId, StaffId } from "#shared/kernel/ids.ts";
import type { Cents } from "#shared/kernel/money.ts";
import type { Instant } from "#shared/kernel/time.ts";
import type { Outstanding } from "#shared/ledger/account.ts";
import type { Freeze } from "#shared/ledger/freeze.ts";
import type { Lot } from "#shared/ledger/lot.ts";
import type { Location } from "#shared/organisation/location.ts";
import type { Staff } from "#shared/organisation/staff.ts";
import type { Balances } from "#shared/redemption/balance.ts";
import type { CounterRefusal } from "#shared/redemption/choose-mode.ts";
import type { HeldRedemption } from "#shared/redemption/held-redemption.ts";
import type { Programme } from "#shared/redemption/programme.ts";
import type { FactOf } from "#shared/sync/collections.ts";
import type {
  ClaimSaleCommand,
  CommandKind,
  LogContactCommand,
  LogVisitCommand,
  RedeemMode,
} from "#shared/sync/command.ts";
import type { ConfigFact, HeldOverruled, ProfileFact } from "#shared/sync/facts.ts";
import type { Verdict } from "#shared/sync/verdict.ts";

/** The profiles that a typed text may mean, best first, and what matched. */
export type FoundProfiles = {
  readonly hits: readonly (Omit<SearchHit, "matched"> & {
    readonly matched: MatchedField | "receipt";
  })[];
};

/** A profile as this device shows it: facts with the pending commands on top ([S6]). */
export type ProfileView = {
  readonly profile: ProfileFact;
  /** It exists only in a pending command. The server hasn't seen it. */
  readonly isPendingCreation: boolean;
  /** The fields that a pending edit has changed. */
  readonly pendingFields: readonly string[];
  /** When the server last wrote to the account; null if never. */
  readonly accountRecordedAt: Instant | null;
  /** How often and how much they shop; null if never, or if their account isn't here yet. */
  readonly shopping: Shopping | null;
  /** As of when all of this was true; null if never confirmed, as for a profile made here. */
  readonly asOf: Instant | null;
  /** What can be redeemed, after pending redemptions. */
  readonly balances: Balances;
  /** What the facts say, before pending redemptions. */
  readonly confirmedBalances: Balances;
  /** What was honoured beyond what the account held and isn't recovered yet ([L5]). */
  readonly owed: readonly Outstanding[];
  /** Null unless nothing can be redeemed, because head office has frozen the account. */
  readonly freeze: Freeze | null;
  /** Lots that can be spent now, in the order they will be drawn. */
  readonly lots: readonly Lot[];
  /** Lots that can't be spent yet, the earliest first ([L14]). */
  readonly inactiveLots: readonly Lot[];
  /** What the customer has claimed ([N13]). */
  readonly claimed: readonly ClaimedBenefit[];
  /** The benefits that a claim made here asks for, and that the account doesn't show yet. */
  readonly askedFor: readonly DefinitionId[];
  /** What the customer may see of their achievements, unless time has hidden it again ([M8]). */
  readonly achievements: readonly HeldAchievement[];
  /** What decides which tiers the customer holds, by programme ([T15]). */
  readonly tiers: readonly DeviceTiers[];
  readonly pendingRedemptions: readonly PendingItem[];
  /** What this device redeemed in the last 15 minutes, latest first. */
  readonly recentRedemptions: readonly RecentRedemption[];
  /**
   * The last redemptions of money, the newest first (redemption/SPEC.md [F10]): those that the
   * facts tell of, and this device's own that are waiting or were refused.
   */
  readonly redemptions: readonly RedemptionView[];
  /** Pending ones first, then newest first. */
  readonly notes: readonly NoteView[];
  /** A merge with another customer that waits for the server ([I28]); null if none does. */
  readonly merging: MergingView | null;
  /** There are older notes than these on this device. */
  readonly hasMoreNotes: boolean;
  /** What this device may redeem offline right now, and why not more: of rewards and points. */
  readonly atRisk: { readonly maxCents: Cents; readonly refusal: CounterRefusal | null };
  /** The same of credit. */
  readonly creditAtRisk: { readonly maxCents: Cents; readonly refusal: CounterRefusal | null };
};

/** Which customers of which list. */
export type CustomersRequest = ListRequest<CustomerListing>;

/** One row of a list of customers. */
export type CustomerRow = {
  readonly profile: ProfileFact;
  /** What can be redeemed, after pending redemptions; null until head office's policy is known. */
  readonly availableCents: Cents | null;
  /** What expires next of what pays; null if nothing does. */
  readonly nextExpiry: Lot | null;
  /** How often they shop; null if they never have. */
  readonly shopping: Shopping | null;
  /** What they owe because more was honoured than they held ([L5]). */
  readonly owed: readonly Outstanding[];
  /** The tier that they hold in the main programme; null if none. */
  readonly tierName: string | null;
};

/** A profile's newest purchases. */
export type TransactionsView = {
  readonly transactions: readonly Transaction[];
  /** There are older ones on this device. */
  readonly hasMore: boolean;
};

/** A merge as one of the two sees it. */
export type MergingView = {
  readonly commandId: CommandId;
  readonly otherId: ProfileId;
  /** Whether this is the one that stays. */
  readonly stays: boolean;
  readonly canUndo: boolean;
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
  /** Null unless it is a redemption. */
  readonly mode: RedeemMode | null;
  readonly occurredAt: Instant;
  readonly wasSent: boolean;
  /** It was never sent, so it can be undone. */
  readonly canUndo: boolean;
};

/** A redemption made on this device, pending or accepted. */
export type RecentRedemption = {
  readonly commandId: CommandId;
  readonly amountCents: Cents;
  readonly mode: RedeemMode;
  readonly staffId: StaffId;
  readonly occurredAt: Instant;
  readonly isAnswered: boolean;
};

/**
 * How a redemption stands. A refused one took nothing, and a reversed one was given back; one that
 * is `reversing` will be once the server agrees ([S31]).
 */
export type RedemptionState = "confirmed" | "reversing" | "reversed" | "waiting" | "refused";

/** A redemption of money, made here or elsewhere. */
export type RedemptionView = HeldRedemption & { readonly state: RedemptionState };

/** A verdict other than a plain `accepted`, with its command. */
export type AttentionItem = {
  readonly verdict: Verdict;
  /** Null if the command is no longer on this device, because its database was lost. */
  readonly command: PendingItem | null;
  readonly isSeen: boolean;
};

/** The profiles that an identifier means. Only `one` may open without asking. */
export type FoundByIdentifier =
  | { readonly kind: "one"; readonly profileId: ProfileId }
  /** They share it, or theirs differ only in form. */
  | { readonly kind: "several"; readonly profileIds: readonly ProfileId[] }
  /** Nobody has it, but these have one that differs only in punctuation or zeros at the start. */
  | { readonly kind: "close"; readonly profileIds: readonly ProfileId[] }
  | { readonly kind: "nobody" };

/** A member of staff, without the PIN's hash. */
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
  /** Every version of every tier. */
  readonly tierVersions: readonly TierVersion[];
  /** What staff can write to customers, in head office's order ([X40]). */
  readonly messageTemplates: readonly MessageTemplate[];
};

/** Some products by title, and how many there are. */
export type ProductPage = { readonly count: number; readonly products: readonly HeldProduct[] };

/** Somebody who has bought a product, or has it on a list. */
export type ProductPerson = {
  readonly profile: ProfileFact;
  /** Which variant; null if there is nothing to tell. */
  readonly variant: string | null;
  readonly quantity: number;
  /** When they last bought it; null of what is on a list. */
  readonly at: Instant | null;
  /** A pending command has changed their lists. */
  readonly isPending: boolean;
};

/** Of the people on this device, the latest first. */
export type ProductPeople = {
  readonly bought: readonly ProductPerson[];
  readonly wants: readonly ProductPerson[];
};

/** A task of this store, with pending commands on top ([X18]). */
export type TaskView = {
  readonly task: Task;
  /** Null without a customer, and if they aren't on this device. */
  readonly customerName: string | null;
  /** A pending command has made or changed it. */
  readonly isPending: boolean;
};

/** An appointment of this store, with pending commands on top ([X22]). */
export type AppointmentView = {
  readonly appointment: Appointment;
  /** Null without a customer, and if they aren't on this device. */
  readonly customerName: string | null;
  /** A pending command has made or changed it. */
  readonly isPending: boolean;
};

/** A profile's lists, connections, visits and interactions, with pending commands on top. */
export type ClientelingView = {
  readonly lists: readonly ListView[];
  readonly connections: readonly ConnectionView[];
  /** What edits overruled unseen, unless a pending edit has decided about it ([S25]). */
  readonly overruled: readonly HeldOverruled[];
  /** Claims of sales that wait, or that have ended without one ([J7]). */
  readonly claims: readonly HeldClaim[];
  /** Those made here that the facts don't have yet. */
  readonly claiming: readonly ClaimSaleCommand[];
  /** Visits and interactions, the latest first. */
  readonly history: readonly HistoryView[];
  /** Those recorded here that the facts don't have yet ([X21]). */
  readonly logged: readonly (LogVisitCommand | LogContactCommand)[];
};

export type ListView = {
  readonly list: HeldList;
  /** What head office calls such lists; null if it hasn't defined them. */
  readonly kind: string | null;
  readonly powers: ListPowers;
  /** The list or the items in it that a pending command has made or changed. */
  readonly pendingRefs: readonly string[];
};

export type ConnectionView = {
  readonly connection: HeldConnection;
  /** Null unless the other profile is on this device ([X16]). */
  readonly otherName: string | null;
  readonly kind: string | null;
  /** As it stands now. */
  readonly status: ConnectionStatus;
  /** What staff can bring it to. */
  readonly steps: readonly ConnectionStatus[];
  readonly isPending: boolean;
};

export type HistoryView = Extract<
  FactOf<"clienteling">,
  { readonly kind: "visit" | "interaction" }
>;
