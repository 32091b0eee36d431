import type { Observable } from "rxjs";
import type { FiguresRequest } from "#renderer/data/query/profile-search.ts";
import type { ListedIds } from "#renderer/search/customer-list.ts";
import type { HeldProduct } from "#shared/catalogue/held-product.ts";
import type {
  Appointment,
  AppointmentChanges,
  AppointmentContent,
  firstStateSchema,
} from "#shared/clienteling/appointment.ts";
import type { ConnectionStatus } from "#shared/clienteling/connection.ts";
import type { ListStep } from "#shared/clienteling/list-step.ts";
import type { Task, TaskChanges, TaskContent } from "#shared/clienteling/task.ts";
import type { Receipt } from "#shared/commerce/claim.ts";
import type { StoreDay } from "#shared/commerce/store-days.ts";
import type {
  AppointmentId,
  CommandId,
  ConnectionId,
  DefinitionId,
  LotId,
  ProductId,
  ProfileId,
  StaffId,
  TaskId,
} from "#shared/kernel/ids.ts";
import type { Cents } from "#shared/kernel/money.ts";
import type { PictureRef } from "#shared/kernel/picture.ts";
import type { Result } from "#shared/kernel/result.ts";
import type { Instant } from "#shared/kernel/time.ts";
import type { GivenConsent } from "#shared/profile/consent.ts";
import type { MergeChoice } from "#shared/profile/merge-choice.ts";
import type { ProfileDetails } from "#shared/profile/profile.ts";
import type { ModeChoice } from "#shared/redemption/choose-mode.ts";
import type { Strategy } from "#shared/redemption/policy.ts";
import type { GiveGoodwillCommand } from "#shared/sync/command.ts";
import type { HeldOverruled } from "#shared/sync/facts.ts";
import type { CardLookup } from "#shared/sync/gift-card.ts";
import type { Verdict } from "#shared/sync/verdict.ts";
import type { Drafts } from "./drafts/drafts.ts";
import type { Alike, Duplicate } from "./duplicate.ts";
import type { Enrolment, EnrolRefusal, EnrolRequest } from "./enrolment.ts";
import type {
  CardPayment,
  CardPaymentRequest,
  GiftCardFound,
  GiftCardRefusal,
} from "./gift-card.ts";
import type { LoggedMoment } from "./logged-moment.ts";
import type { QuarantinedFact } from "./pull/quarantine.ts";
import type { BenefitOutcome, RedeemDecline, RedeemOutcome } from "./redeem-outcome.ts";
import type {
  AppointmentRefusal,
  BookRefusal,
  ConnectionRefusal,
  EditRefusal,
  GoodwillDenial,
  ListRefusal,
  LogRefusal,
  MergeRefusal,
  NoteRefusal,
  PinRefusal,
  ReceiptRefusal,
  ReverseRefusal,
  TaskRefusal,
  UndoRefusal,
} from "./refusal.ts";
import type { SyncStatus } from "./sync-status.ts";
import type {
  AppointmentView,
  AttentionItem,
  ClientelingView,
  CustomerRow,
  CustomersRequest,
  FoundByIdentifier,
  FoundProfiles,
  PendingItem,
  ProductPage,
  ProductPeople,
  ProfileView,
  StaffMember,
  StoreConfig,
  TaskView,
  TransactionsView,
} from "./views.ts";

/**
 * The screens' only access to this device's data. Every observable emits its current value on
 * subscription and again on every change, and never ends or fails. Refusals are values; a rejected
 * promise is a bug.
 */
export type Device = {
  /** Null until the device is enrolled. */
  readonly enrolment$: Observable<Enrolment | null>;
  /** Exchanges a one-time code from head office for this device's token, and starts to pull. */
  readonly enrol: (request: EnrolRequest) => Promise<Result<Enrolment, EnrolRefusal>>;

  /** The time by the server's clock: this device's own may be wrong. */
  readonly now: () => Instant;
  readonly status$: Observable<SyncStatus>;
  /** Pulls facts and pushes pending commands now, for a "try again" button. */
  readonly syncNow: () => void;

  /**
   * Finds profiles as staff type: at most `limit` hits, best first. Waits until the index is
   * loaded.
   */
  readonly search: (query: string, limit: number) => Promise<FoundProfiles>;
  /** Finds the profiles with this scanned card number or other external id. */
  readonly findByIdentifier: (identifier: string) => Promise<FoundByIdentifier>;
  /** The profiles of a list of hits, with pending edits applied. */
  readonly readProfiles: (ids: readonly ProfileId[]) => Promise<readonly ProfileView["profile"][]>;
  /** Some customers of a list, and how many are in it. Waits until the index is loaded. */
  readonly listCustomers: (request: CustomersRequest) => Promise<ListedIds>;
  /** What a store's customers did on each day since one, as of the last contact ([X34]). */
  readonly storeDays: (request: FiguresRequest) => Promise<readonly StoreDay[]>;
  /** The rows of a list of customers, with pending commands applied. */
  readonly readCustomers: (ids: readonly ProfileId[]) => Promise<readonly CustomerRow[]>;
  /** Who of these staff have been in touch with since a time, here or elsewhere ([X42]). */
  readonly readContacted: (
    ids: readonly ProfileId[],
    since: Instant,
  ) => Promise<readonly ProfileId[]>;
  /** One profile with everything that the counter needs; null if it isn't on this device. */
  readonly profile$: (profileId: ProfileId) => Observable<ProfileView | null>;
  /** The newest `limit` purchases of a profile. */
  readonly transactions$: (profileId: ProfileId, limit: number) => Observable<TransactionsView>;

  /** The products that a typed text or a scanned code may mean, best first ([S30]). */
  readonly searchProducts: (text: string, limit: number) => Promise<readonly HeldProduct[]>;
  /** The products with exactly this scanned code, or else with one that is alike. */
  readonly findProductsByCode: (code: string) => Promise<readonly HeldProduct[]>;
  /** Some products by title, and how many this device holds. */
  readonly listProducts: (page: {
    readonly offset: number;
    readonly limit: number;
  }) => Promise<ProductPage>;
  /** One product; null if it isn't on this device. */
  readonly product$: (productId: ProductId) => Observable<HeldProduct | null>;
  /** Who has bought it and who has it on a list, of the people on this device. */
  readonly readProductPeople: (productId: ProductId) => Promise<ProductPeople>;

  /**
   * Which lots would pay, and whether the server, this device or neither can approve it right now.
   */
  readonly previewRedeem: (request: RedeemRequest) => Promise<ModeChoice>;
  /**
   * Redeems. Online it waits for the server's verdict (at most 4 s); offline it decides by the
   * floor limits. When it resolves with `ok`, the command is durable in journal and outbox.
   */
  readonly redeem: (
    request: RedeemRequest & ByStaff,
  ) => Promise<Result<RedeemOutcome, RedeemDecline>>;

  /**
   * Reverses a redemption once the server agrees ([S31]), or undoes it if it was never sent. A late
   * one needs a manager: who is signed in, or whoever approved it by PIN ([S32]).
   */
  readonly reverseRedemption: (
    request: Reversal & ByStaff,
  ) => Promise<Result<{ readonly commandId: CommandId }, ReverseRefusal>>;

  /**
   * Gives a customer something within the limits of who is signed in, or of the manager who has
   * approved it ([S33]). It can be used once the server agrees.
   */
  readonly giveGoodwill: (
    request: GoodwillDraft & ByStaff,
  ) => Promise<Result<{ readonly commandId: CommandId }, GoodwillDenial>>;

  /** What is on a gift card, by its number and PIN. Online only. */
  readonly lookUpGiftCard: (card: CardLookup) => Promise<Result<GiftCardFound, GiftCardRefusal>>;
  /**
   * Pays with a gift card, the whole amount or nothing. Online only. It resolves with `ok` once the
   * card has paid, or when no answer has come: then the device asks by itself until it knows.
   */
  readonly payWithGiftCard: (
    request: CardPaymentRequest,
  ) => Promise<Result<CardPayment, GiftCardRefusal>>;
  /** The last payment by gift card, until staff have seen what happened to it. */
  readonly cardPayment$: Observable<CardPayment | null>;
  /** Forgets that payment, unless it has no answer yet. */
  readonly markCardPaymentSeen: () => Promise<void>;

  /**
   * Uses a benefit once, if the server agrees (within 4 s). Declined at once while it can't be
   * reached. When it resolves with `ok`, the command is durable in journal and outbox. For an
   * answer that comes later, see `verdict$`.
   */
  readonly redeemBenefit: (
    request: { readonly profileId: ProfileId; readonly lotId: LotId } & ByStaff,
  ) => Promise<Result<BenefitOutcome, RedeemDecline>>;

  /**
   * Claims a benefit for a customer, if the server agrees. Declined, answered and kept like a use
   * ([S24]).
   */
  readonly claimBenefit: (
    request: { readonly profileId: ProfileId; readonly definitionId: DefinitionId } & ByStaff,
  ) => Promise<Result<BenefitOutcome, RedeemDecline>>;

  /** Profiles that may be the same person, by contact, identifier or a similar name. */
  readonly findDuplicates: (draft: ProfileDraft) => Promise<readonly Duplicate[]>;
  readonly createProfile: (
    request: NewCustomer & ByStaff,
  ) => Promise<
    Result<{ readonly profileId: ProfileId; readonly commandId: CommandId }, EditRefusal>
  >;
  /** Sends the fields in `changes`, which must be exactly those that changed. */
  readonly editProfile: (
    request: EditRequest & ByStaff,
  ) => Promise<Result<{ readonly commandId: CommandId }, EditRefusal>>;
  /** Says which of two edits of a field is right ([S25]). */
  readonly settleOverruled: (
    request: SettleRequest & ByStaff,
  ) => Promise<Result<{ readonly commandId: CommandId }, EditRefusal>>;
  readonly addNote: (
    request: { readonly profileId: ProfileId; readonly text: string } & ByStaff,
  ) => Promise<Result<{ readonly commandId: CommandId }, NoteRefusal>>;

  /** A profile's lists and connections, and its latest 50 visits and interactions. */
  readonly clienteling$: (profileId: ProfileId) => Observable<ClientelingView>;
  /** Makes a list, or changes what is in one ([X15]). */
  readonly changeLists: (
    request: { readonly profileId: ProfileId; readonly step: ListStep } & ByStaff,
  ) => Promise<Result<{ readonly commandId: CommandId }, ListRefusal>>;
  /** Records a visit or a contact with the customer ([X21]). */
  readonly logMoment: (
    request: { readonly profileId: ProfileId; readonly moment: LoggedMoment } & ByStaff,
  ) => Promise<Result<{ readonly commandId: CommandId }, LogRefusal>>;
  /** Claims the sale of a receipt for a customer (commerce/SPEC.md [J7]). */
  readonly claimSale: (
    request: { readonly profileId: ProfileId; readonly receipt: Receipt } & ByStaff,
  ) => Promise<Result<{ readonly commandId: CommandId }, ReceiptRefusal>>;
  /** Brings a connection into another status, for this side of it ([X16]). */
  readonly stepConnection: (
    request: {
      readonly profileId: ProfileId;
      readonly connectionId: ConnectionId;
      readonly status: ConnectionStatus;
    } & ByStaff,
  ) => Promise<Result<{ readonly commandId: CommandId }, ConnectionRefusal>>;

  /** Merges two customers of this device into one, once the server hears of it ([I28]). */
  readonly mergeProfiles: (
    request: MergeRequest & ByStaff,
  ) => Promise<Result<{ readonly commandId: CommandId }, MergeRefusal>>;
  /** Who a customer of an earlier id is by now; null if this device doesn't know ([I28]). */
  readonly survivorOf: (profileId: ProfileId) => Promise<ProfileId | null>;
  /** Who may be the same person as a customer, the likeliest first ([I11], [I28]). */
  readonly findAlike: (profileId: ProfileId) => Promise<readonly Alike[]>;

  /** The tasks of this store, the earliest due first ([X18]). */
  readonly tasks$: Observable<readonly TaskView[]>;
  readonly addTask: (
    request: TaskDraft & ByStaff,
  ) => Promise<Result<{ readonly commandId: CommandId; readonly taskId: TaskId }, TaskRefusal>>;
  /** Changes the fields of a task that are named ([X19]). */
  readonly changeTask: (
    request: { readonly taskId: TaskId; readonly changes: TaskChanges } & ByStaff,
  ) => Promise<Result<{ readonly commandId: CommandId }, TaskRefusal>>;

  /** Says who looks after a customer; null: nobody ([X30]). */
  readonly moveCustomer: (
    request: { readonly profileId: ProfileId; readonly associateId: StaffId | null } & ByStaff,
  ) => Promise<Result<{ readonly commandId: CommandId }, BookRefusal>>;
  /** Hands over all customers of a staff member, once the server hears of it ([X32]). */
  readonly handOverBook: (
    request: HandOver & ByStaff,
  ) => Promise<Result<{ readonly commandId: CommandId }, BookRefusal>>;

  /** The appointments of this store, by day and time ([X22]). */
  readonly appointments$: Observable<readonly AppointmentView[]>;
  readonly addAppointment: (
    request: AppointmentDraft & ByStaff,
  ) => Promise<
    Result<
      { readonly commandId: CommandId; readonly appointmentId: AppointmentId },
      AppointmentRefusal
    >
  >;
  /** Changes the fields of an appointment that are named ([X19], [X23]). */
  readonly changeAppointment: (
    request: {
      readonly appointmentId: AppointmentId;
      readonly changes: AppointmentChanges;
    } & ByStaff,
  ) => Promise<Result<{ readonly commandId: CommandId }, AppointmentRefusal>>;

  /**
   * Undoes a command that was never sent (sync/SPEC.md [S4]), and the commands that depend on it.
   * Refused with `others_depend` unless all of those are in `agreed`.
   */
  readonly undo: (
    commandId: CommandId,
    agreed?: readonly CommandId[],
  ) => Promise<Result<null, UndoRefusal>>;
  /** What staff have typed and not sent. */
  readonly drafts: Pick<Drafts, "read" | "write">;

  /** The server's verdict on a command, once it has come. Null until then. */
  readonly verdict$: (commandId: CommandId) => Observable<Verdict | null>;

  /**
   * A picture, from this device or else from the server; null if neither has it now ([S29]). No
   * screen waits for one.
   */
  readonly picture: (ref: PictureRef) => Promise<Blob | null>;
  /** How much pictures take up here, in bytes; null if they can't be counted. */
  readonly pictureBytes: () => Promise<number | null>;

  /** Commands without a verdict, oldest first. */
  readonly pending$: Observable<readonly PendingItem[]>;
  /** Every verdict other than a plain `accepted`, newest first. */
  readonly attention$: Observable<readonly AttentionItem[]>;
  readonly markSeen: (commandIds: readonly CommandId[]) => Promise<void>;
  /** Takes that back, so that they need attention again. */
  readonly markUnseen: (commandIds: readonly CommandId[]) => Promise<void>;
  /** Pulled documents that this version can't read, set aside for support. */
  readonly quarantined$: Observable<readonly QuarantinedFact[]>;
  /** All commands not known to be backed up, as JSON text, to be carried away by hand. */
  readonly exportPending: () => Promise<string>;

  /** Active staff of this location, by name. */
  readonly staff$: Observable<readonly StaffMember[]>;
  /** The same and those who have left, by name. */
  readonly team$: Observable<readonly StaffMember[]>;
  readonly verifyPin: (staffId: StaffId, pin: string) => Promise<Result<StaffMember, PinRefusal>>;
  readonly config$: Observable<StoreConfig>;

  /** Stops everything and releases the databases and the lock. */
  readonly dispose: () => Promise<void>;
};

/** Who is acting. The location is the device's own. */
export type ByStaff = { readonly staffId: StaffId };

export type RedeemRequest = {
  readonly profileId: ProfileId;
  readonly amountCents: Cents;
  /** The draw order. Default: rewards, then points. */
  readonly strategies?: readonly Strategy[];
  /** What the sale comes to without gift cards, if staff have said it. */
  readonly basketCents?: Cents | null;
  /** The most that the till that opened the app allows. */
  readonly tillMaxCents?: Cents | null;
  readonly receiptRef?: string | null;
};

/** Which redemption to reverse, and which manager has approved it. */
export type Reversal = {
  readonly profileId: ProfileId;
  readonly redeemCommandId: CommandId;
  readonly approvedBy: StaffId | null;
};

/** What to give, how much, why, and which manager has approved it. */
export type GoodwillDraft = Pick<
  GiveGoodwillCommand,
  "profileId" | "definitionId" | "amount" | "reason" | "text" | "approvedBy"
>;

export type EditRequest = {
  readonly profileId: ProfileId;
  readonly changes: Partial<ProfileDetails>;
  readonly consent?: readonly { readonly name: string; readonly allowed: boolean }[];
};

export type SettleRequest = {
  readonly profileId: ProfileId;
  readonly overruled: HeldOverruled;
  /** Take what was overruled; or else keep what the profile says. */
  readonly use: boolean;
};

/** Which of two customers stays, and what it takes from the other where both have something. */
export type MergeRequest = {
  readonly winnerId: ProfileId;
  readonly loserId: ProfileId;
  readonly fromLoser: readonly MergeChoice[];
};

/** Whose customers go to whom; null: to nobody. */
export type HandOver = { readonly fromStaffId: StaffId; readonly toStaffId: StaffId | null };

/** A task as staff fill it in. */
export type TaskDraft = TaskContent & Pick<Task, "profileId" | "noteId">;

/** An appointment as staff fill it in. */
export type AppointmentDraft = AppointmentContent &
  Pick<Appointment, "profileId" | "isWalkIn"> & {
    readonly state: (typeof firstStateSchema.options)[number];
  };

export type ProfileDraft = {
  readonly details: ProfileDetails;
  readonly identities: readonly { readonly handle: string; readonly identifier: string }[];
};

/** A customer to create, and what they allow if they have said. */
export type NewCustomer = ProfileDraft & { readonly consent?: GivenConsent | null };

/** Why the device did not open. */
export type OpenRefusal =
  /** Another tab or window of this browser has it open. Only one can. */
  | { readonly reason: "open_elsewhere" }
  /** The browser provides no storage or no worker. `message` is for people. */
  | { readonly reason: "storage_unavailable"; readonly message: string };
