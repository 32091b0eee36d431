import type { Generated, GeneratedAlways } from "kysely";
import type { deviceTable } from "./access/device-table.ts";
import type { productTable, variantTable } from "./catalogue/product-table.ts";
import type { appointmentTable } from "./clienteling/appointment-table.ts";
import type { connectionDefinitionTable } from "./clienteling/connection-definition-table.ts";
import type { connectionTable } from "./clienteling/connection-table.ts";
import type { interactionTable } from "./clienteling/interaction-table.ts";
import type {
  listItemTable,
  listReservationTable,
  listShareTable,
  listTable,
} from "./clienteling/list-table.ts";
import type { messageTemplateTable } from "./clienteling/message-template-table.ts";
import type { ratingTable } from "./clienteling/rating-table.ts";
import type { taskTable } from "./clienteling/task-table.ts";
import type { visitTable } from "./clienteling/visit-table.ts";
import type { RowOf } from "./column-table.ts";
import type { orderTable } from "./commerce/order-table.ts";
import type { transactionClaimTable } from "./commerce/transaction-claim-table.ts";
import type { transactionTable } from "./commerce/transaction-table.ts";
import type { allocationTable } from "./incentive/allocation-table.ts";
import type { prizeDrawTable } from "./incentive/benefits/prize-draw-table.ts";
import type { giftCardTable } from "./incentive/credits/gift-card-table.ts";
import type { definitionTable } from "./incentive/definition-table.ts";
import type { tierPointTable } from "./incentive/tiers/tier-point-table.ts";
import type { freezeTable } from "./ledger/freeze-table.ts";
import type { lotTable } from "./ledger/lot-table.ts";
import type { writeOffTable } from "./ledger/write-off-table.ts";
import type { assignmentTable } from "./organisation/assignment-table.ts";
import type { countryTable } from "./organisation/country-table.ts";
import type { currencyTable } from "./organisation/currency-table.ts";
import type { customFieldTable } from "./organisation/custom-field-table.ts";
import type { locationTable } from "./organisation/location-table.ts";
import type { organisationTable } from "./organisation/organisation-table.ts";
import type { staffTable } from "./organisation/staff-table.ts";
import type { termTable } from "./organisation/term-table.ts";
import type { batchRowTable, batchTable } from "./profile/batch-table.ts";
import type { duplicateTable } from "./profile/duplicate-table.ts";
import type { identityTable } from "./profile/identity-table.ts";
import type { importTable } from "./profile/import-table.ts";
import type { membershipTable } from "./profile/membership-table.ts";
import type { profileMergeTable } from "./profile/merge-table.ts";
import type { overruledEditTable } from "./profile/overruled-edit-table.ts";
import type { profileRegionTable } from "./profile/profile-region-table.ts";
import type { profileTable } from "./profile/profile-table.ts";
import type { shareTable, shareUseTable } from "./profile/share-table.ts";
import type { eventTable } from "./reaction/event-table.ts";
import type { reminderTable } from "./reaction/reminder-table.ts";
import type { redemptionTable } from "./redemption/redemption-table.ts";

/**
 * Every table, as both databases store it. Booleans are 0 or 1, JSON is text, and instants are
 * whole milliseconds, so that the two differ as little as possible. Tables that the v3 API lists
 * are declared column by column in a `columnTable`; the stores of the others parse rows into domain
 * types.
 */
export type Tables = {
  server_identity: {
    id: number;
    /** Random; rewritten by every restore. */
    epoch: string;
    backed_up_through: number | null;
    restored_at: number | null;
    /** When a server last tried whether it can write. */
    tried_at: number | null;
  };
  tenants: {
    id: string;
    name: string;
    currency: string;
    locale: string;
    country: string;
    timezone: string;
    created_at: number;
  };
  settings: {
    tenant_id: string;
    handle: string;
    value: string;
    version: number;
    updated_at: number;
  };
  /** What staff have given of their own accord (redemption/SPEC.md [Y4]). */
  goodwill: {
    tenant_id: string;
    command_id: string;
    definition_id: number;
    worth_cents: number;
    reason: string;
    staff_id: string;
    approved_by: string | null;
    counted_for: string;
    day: string;
  };
  /** Every version of the redemption policy that head office has set. */
  policy_versions: { tenant_id: string; version: number; value: string; recorded_at: number };
  locations: RowOf<typeof locationTable>;
  terms: RowOf<typeof termTable>;
  countries: RowOf<typeof countryTable>;
  currencies: RowOf<typeof currencyTable>;
  custom_fields: RowOf<typeof customFieldTable>;
  imports: RowOf<typeof importTable>;
  batches: RowOf<typeof batchTable>;
  batch_rows: RowOf<typeof batchRowTable>;
  profile_regions: RowOf<typeof profileRegionTable>;
  staff: RowOf<typeof staffTable>;
  staff_locations: { tenant_id: string; staff_id: string; location_id: number };
  profiles: RowOf<typeof profileTable> & {
    /** The names as they are compared whatever their case. */
    first_name_folded: string;
    last_name_folded: string;
    extra_preferred_staff_id: GeneratedAlways<string | null>;
    /** What a deleted profile was, for when it is restored. */
    type_before: Generated<string | null>;
  };
  profile_merges: RowOf<typeof profileMergeTable>;
  /** Sync [S10], profile [I2]: what is for `alias_id` goes to `profile_id`. */
  profile_aliases: { tenant_id: string; alias_id: string; profile_id: string };
  identities: RowOf<typeof identityTable>;
  /** All tokens by which a search finds a profile, with a space before each. */
  profile_searches: { tenant_id: string; profile_id: string; tokens: string };
  /** The same, one by one. */
  /** What profiles are compared by, to find those of one person ([I23]). */
  likeness_keys: { tenant_id: string; key: string; profile_id: string };
  /** Up to which change profiles were compared. */
  likeness_scans: { tenant_id: string; until: number; after: string };
  duplicates: RowOf<typeof duplicateTable>;
  profile_tokens: { tenant_id: string; token: string; profile_id: string };
  /** The tags of profiles, one by one, as lists are filtered by them. */
  profile_tags: { tenant_id: string; profile_id: string; tag: string };
  /** The words of profiles' names, each once: those that a word with a typo may stand for. */
  name_words: { tenant_id: string; word: string };
  /** Addresses and attributes of profiles (DOMAIN §3.5, §3.6). */
  profile_attributes: {
    id: Generated<number>;
    tenant_id: string;
    profile_id: string;
    /** address | comms | custom | date */
    kind: string;
    /** Identifies a row of a kind that allows only one: `comms`, `<namespace>:<handle>`. */
    key: string | null;
    /** One JSON object with the fields of the v3 API: nothing depends on them. */
    body: string;
    /** Two of its fields. */
    body_namespace: GeneratedAlways<string | null>;
    body_handle: GeneratedAlways<string | null>;
    created_at: number;
    updated_at: number;
  };
  definitions: RowOf<typeof definitionTable>;
  /** Every version of every definition: entries store the one that decided them. */
  definition_versions: {
    tenant_id: string;
    definition_id: number;
    kind: string;
    version: number;
    body: string;
    recorded_at: number;
  };
  /**
   * One random version for each tenant. Triggers change it whenever a definition or a setting
   * changes, so a programme cached in memory is valid as long as the version is the same.
   */
  programmes: { tenant_id: string; version: string };
  orders: RowOf<typeof orderTable>;
  products: RowOf<typeof productTable>;
  product_variants: RowOf<typeof variantTable>;
  /** The column is a field of `extra`. */
  transactions: RowOf<typeof transactionTable> & { extra_order_id: GeneratedAlways<string | null> };
  transaction_claims: RowOf<typeof transactionClaimTable>;
  transaction_items: {
    id: Generated<number>;
    tenant_id: string;
    transaction_id: number;
    position: number;
    name: string;
    sku: string | null;
    external_id: string | null;
    quantity: number;
    price_sell_cents: number;
    price_current_cents: number | null;
    price_original_cents: number | null;
    price_tax_cents: number | null;
    extra: string;
    /** A field of it. */
    extra_barcode: GeneratedAlways<string | null>;
  };
  /** What profiles bought and brought back by day, added up (DOMAIN §4). */
  shop_days: {
    tenant_id: string;
    profile_id: string;
    day: string;
    currency: string;
    /** 0 for none. */
    location_id: number;
    spend_cents: number;
    transactions: number;
    sales: number;
    priced_sales: number;
    discount_cents: number;
  };
  ledger_entries: {
    seq: Generated<number>;
    tenant_id: string;
    entry_id: string;
    profile_id: string;
    sequence: number;
    kind: string;
    unit: string;
    definition_id: number | null;
    definition_version: number;
    lot_id: string;
    amount: number;
    value_cents: number;
    active_at: number | null;
    expires_at: number | null;
    timezone: string;
    source_type: string;
    source_id: string;
    source_version: number | null;
    source_level: number | null;
    source_transaction_id: number | null;
    reason: string | null;
    reference: string | null;
    command_id: string;
    occurred_at: number;
    recorded_at: number;
    location_id: number | null;
    staff_id: string | null;
    device_id: string | null;
    hash: string;
  };
  accounts: {
    tenant_id: string;
    profile_id: string;
    version: number;
    head_hash: string;
    /** How many entries of other chains its version counts ([I3]). */
    merged_entries: Generated<number>;
    outstanding: string;
    frozen: string | null;
    recorded_at: number;
  };
  lots: RowOf<typeof lotTable>;
  gift_cards: RowOf<typeof giftCardTable>;
  /**
   * Tier points by local day, in hundredths: what transactions earned and what was given by hand.
   */
  tier_days: {
    tenant_id: string;
    profile_id: string;
    /** The point definition. */
    definition_id: number;
    day: string;
    gained: number;
    lost: number;
  };
  /** What each transaction has counted for achievements, in hundredths; negative for returns. */
  achievement_counts: {
    tenant_id: string;
    transaction_id: number;
    definition_id: number;
    /** The version that decided it. */
    definition_version: number;
    profile_id: string;
    day: string;
    count: number;
  };
  /** What was counted by hand; a correction takes from what was gained. */
  achievement_manual_counts: {
    tenant_id: string;
    profile_id: string;
    command_id: string;
    definition_id: number;
    definition_version: number;
    day: string;
    gained: number;
    lost: number;
    reason: string | null;
    reference: string | null;
  };
  /** The sum of both by day. */
  achievement_days: {
    tenant_id: string;
    profile_id: string;
    definition_id: number;
    day: string;
    gained: number;
    lost: number;
  };
  /** The levels that profiles have unlocked in each cycle. */
  achievement_unlocks: {
    tenant_id: string;
    profile_id: string;
    definition_id: number;
    /** Its first day; empty if the achievement is counted for life. */
    cycle: string;
    unlocked: string;
    /** What its older days come to; null while they are few, or once one of them has changed. */
    checkpoint: string | null;
    updated_at: number;
  };
  tier_points: RowOf<typeof tierPointTable>;
  prize_draws: RowOf<typeof prizeDrawTable>;
  /** The ids of those who took part, sorted, one a line: they are only read to check a draw. */
  prize_draw_entrants: { tenant_id: string; prize_draw_id: number; profile_ids: string };
  /** Tiers that staff gave by hand. */
  tier_assignments: {
    tenant_id: string;
    command_id: string;
    profile_id: string;
    definition_id: number;
    assigned_at: number;
  };
  /** Each profile's tiers as its events last reported them; reads work them out again. */
  tier_standings: {
    tenant_id: string;
    profile_id: string;
    programme: string;
    definition_id: number | null;
    achieved_at: number | null;
    anniversary_at: number | null;
    maintained_at: number | null;
    /** When devices are sent its days again; null: they hold each of them. */
    send_at: number | null;
    /** What its older days come to; null while they are few, or once one of them has changed. */
    checkpoint: string | null;
    /** The tiers that it was welcomed to. */
    welcomed: string;
    updated_at: number;
  };
  redemptions: RowOf<typeof redemptionTable>;
  write_offs: RowOf<typeof writeOffTable>;
  freezes: RowOf<typeof freezeTable>;
  /** What a profile, or everybody (''), uses of the budget of a definition or rate ([G4]). */
  budget_uses: {
    tenant_id: string;
    definition_id: number;
    holder: string;
    cents: number;
    issues: number;
  };
  /** Who pays for lots whose points rates with shares decided ([G8]). */
  issue_shares: { tenant_id: string; lot_id: string; funder: string; share: number };
  budget_marks: {
    tenant_id: string;
    definition_id: number;
    counted_in: string;
    total: number;
    mark: number;
  };
  /** How many benefits of a definition there have been, and how often they were used ([N6]). */
  benefit_counts: { tenant_id: string; definition_id: number; created: number; redeemed: number };
  allocations: RowOf<typeof allocationTable>;
  velocity_acts: {
    id: number;
    tenant_id: string;
    counted: string;
    counted_per: string;
    subject_id: string;
    occurred_at: number;
    reported: string | null;
    recorded_at: number;
  };
  notes: {
    id: string;
    tenant_id: string;
    profile_id: string;
    text: string;
    occurred_at: number;
    recorded_at: number;
    staff_id: string | null;
    location_id: number | null;
    device_id: string | null;
  };
  interactions: RowOf<typeof interactionTable>;
  visits: RowOf<typeof visitTable>;
  tasks: RowOf<typeof taskTable>;
  message_templates: RowOf<typeof messageTemplateTable>;
  appointments: RowOf<typeof appointmentTable>;
  connection_definitions: RowOf<typeof connectionDefinitionTable>;
  connections: RowOf<typeof connectionTable>;
  overruled_edits: RowOf<typeof overruledEditTable>;
  ratings: RowOf<typeof ratingTable>;
  shares: RowOf<typeof shareTable>;
  share_uses: RowOf<typeof shareUseTable>;
  reminders: RowOf<typeof reminderTable>;
  lists: RowOf<typeof listTable>;
  list_items: RowOf<typeof listItemTable>;
  list_shares: RowOf<typeof listShareTable>;
  list_reservations: RowOf<typeof listReservationTable>;
  location_profiles: RowOf<typeof assignmentTable>;
  organisations: RowOf<typeof organisationTable>;
  organisation_members: RowOf<typeof membershipTable>;
  devices: RowOf<typeof deviceTable>;
  /** When devices were in contact, by the last command that they had made by then (sync [S8]). */
  device_contacts: {
    tenant_id: string;
    device_id: string;
    last_made: number;
    first_at: number;
    last_at: number;
  };
  /** What devices gave away beyond what they may (sync [S21]). */
  device_charges: {
    tenant_id: string;
    command_id: string;
    device_id: string;
    location_id: number;
    amount_cents: number;
    reason: string;
    occurred_at: number;
    recorded_at: number;
  };
  enrolment_codes: {
    code_hash: string;
    tenant_id: string;
    location_id: number;
    expires_at: number;
    used_at: number | null;
    created_at: number;
  };
  tokens: {
    id: string;
    tenant_id: string;
    /** api | dev */
    kind: string;
    name: string;
    /** SHA-256 of the secret, hex. */
    secret_hash: string;
    scopes: string;
    device_id: string | null;
    created_at: number;
    expires_at: number | null;
    last_used_at: number | null;
    revoked_at: number | null;
  };
  /**
   * Every command ever received with its verdict: ids are never reused. API writes are commands
   * too.
   */
  /** What writes under an `Idempotency-Key` answered, sealed (DOMAIN §1.2 no. 12). */
  kept_answers: {
    tenant_id: string;
    key_hash: string;
    /** Which write of its request it is, from 0. */
    step: number;
    body_hash: string;
    answer: string;
    profile_id: string | null;
    kept_until: number;
  };
  commands: {
    tenant_id: string;
    command_id: string;
    device_id: string | null;
    device_epoch: number | null;
    device_seq: number | null;
    kind: string;
    body_hash: string;
    body: string;
    verdict: string;
    /** What it gave away before the server had agreed, and to whom; null if nothing. */
    at_risk_cents: number | null;
    at_risk_profile_id: string | null;
    /** Whom it is about, and whom its answer names instead: so that erasing finds it. */
    profile_id: string | null;
    answer_profile_id: string | null;
    /** The contacts in its body, which may be another person's; null if there are none. */
    email: string | null;
    mobile_phone: string | null;
    received_at: number;
  };
  /** One row per fact and scope: its last change in commit order. */
  feed: {
    tenant_id: string;
    collection: string;
    doc_id: string;
    /** A region, a device id (verdicts), or `*` for everybody. */
    scope: string;
    /** Used to serve a device its own location's facts first; null if there is none. */
    location_id: number | null;
    /** The writing transaction on PostgreSQL; 0 on SQLite. */
    tx: string;
    seq: number;
    is_deleted: number;
  };
  /** Events, in commit order by `(tx, seq)`. */
  events: RowOf<typeof eventTable> & {
    /** The writing transaction on PostgreSQL; 0 on SQLite. */
    tx: string;
  };
  /** What is due, for what, and when: at most one row per kind and key. */
  due: {
    tenant_id: string;
    kind: string;
    key: string;
    due_at: number;
    /** The time of the next attempt; null once it has failed too often. */
    attempt_at: number | null;
    attempts: number;
    /** Why the last attempt failed, without personal data. */
    failure: string | null;
  };
  import_runs: {
    id: string;
    tenant_id: string;
    kind: string;
    /** SHA-256 of the file's bytes. */
    file_hash: string;
    /** Rows done so far; a run resumes after them. */
    rows_done: number;
    report: string;
    started_at: number;
    finished_at: number | null;
  };
};
