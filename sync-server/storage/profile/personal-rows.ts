import { type RawBuilder, type SqlBool, sql } from "kysely";
import type { ProfileId, TenantId } from "#shared/kernel/ids.ts";
import type { Tables } from "#sync-server/storage/tables.ts";
import { NO_MERGE_BODY } from "./merge-table.ts";

/**
 * What becomes of somebody's rows in a table when the person is erased: they are deleted, they stay
 * as they are, or these of their columns are overwritten.
 */
type Erasing<Row> =
  | "delete"
  | "keep"
  | { readonly [C in keyof Row]?: Extract<Row[C], string | number | null> };

/** What a table holds about a person. */
type Personal<Row> = {
  /** Which rows: the column with the profile's id, or a condition. */
  readonly of: (keyof Row & string) | ((who: Who) => RawBuilder<SqlBool>);
  readonly purge: Erasing<Row>;
  readonly depersonalise: Erasing<Row>;
  /** Rows that stay all the same. */
  readonly except?: RawBuilder<SqlBool>;
  /** Columns that aren't the person's to see: secrets, hashes, and what was worked out for us. */
  readonly unshown?: readonly (keyof Row & string)[];
  /** It only repeats what other tables hold, so an export leaves it out. */
  readonly isDerived?: true;
};

/** The ids of one person: the profile's, and those that lead to it ([I2]). */
export type People = readonly ProfileId[];

/** The same, and whose they are. */
export type Who = { readonly tenantId: TenantId; readonly people: People };

const inside = (people: People) => sql`(${sql.join(people)})`;

/** Rows that only say what moved, when and where, by ids. */
const MOVEMENTS = { of: "profile_id", purge: "keep", depersonalise: "keep" } as const;
const NO_EXTRA = { extra: "{}" } as const;
const NO_NAME = {
  title: null,
  first_name: "Unknown",
  last_name: "Unknown",
  first_name_folded: "unknown",
  last_name_folded: "unknown",
  email: null,
  mobile_phone: null,
  secondary_phone: null,
  birth_day: null,
  birth_month: null,
  birth_year: null,
  tags: "[]",
  extra: "{}",
} as const;
const NO_CASE = { reference: "", unfreeze_reference: null } as const;

/** A merge of which only whose it was is left. */
export const NO_MEMORY = { body: JSON.stringify(NO_MERGE_BODY) } as const;

/** A command whose body is gone. */
export const SAYS_NOTHING = { body: "{}", email: null, mobile_phone: null } as const;

/**
 * The ids of rows of a table that are people's. Names the tenant itself, and not as a column of the
 * outer query, which would be asked again for each row of that.
 */
const idsOf = (table: "lists" | "shares" | "transactions", { tenantId, people }: Who) =>
  sql`(select id from ${sql.table(table)} where tenant_id = ${tenantId}
    and profile_id in ${inside(people)})`;

/** What lists of people have. */
const ofLists = (who: Who) => sql<SqlBool>`list_id in ${idsOf("lists", who)}`;

/** The tables with a column that names a profile: a new one breaks the build until it is here. */
type NamesProfile = {
  [T in keyof Tables]: Extract<keyof Tables[T], `${string}profile_id`> extends never ? never : T;
}[keyof Tables];

/**
 * What each table holds about a person; the others hold nothing. Erasing ([I14], [I15]) and
 * exporting ([I19]) follow from it.
 */
export const PERSONAL: {
  readonly [T in NamesProfile]: Personal<Tables[T]>;
} & { readonly [T in keyof Tables]?: Personal<Tables[T]> } = {
  profiles: {
    of: "id",
    purge: {
      ...NO_NAME,
      gender: null,
      joined_at: null,
      joined_location_id: null,
      joined_staff_id: null,
      preferred_location_id: null,
      associate_id: null,
      statuses: "[]",
      statuses_past: "[]",
    },
    depersonalise: NO_NAME,
    unshown: ["first_name_folded", "last_name_folded", "extra_preferred_staff_id"],
  },
  identities: {
    of: "profile_id",
    purge: "delete",
    depersonalise: "delete",
    unshown: ["identifier_key"],
  },
  profile_attributes: {
    of: "profile_id",
    purge: "delete",
    depersonalise: "delete",
    unshown: ["body_namespace", "body_handle"],
  },
  profile_regions: { of: "profile_id", purge: "delete", depersonalise: "keep" },
  profile_searches: {
    ...{ of: "profile_id", purge: "delete", depersonalise: "delete", isDerived: true },
  },
  // Deleted with the words from which they were made, by which they are found.
  profile_tokens: { of: "profile_id", purge: "keep", depersonalise: "keep", isDerived: true },
  profile_tags: {
    ...{ of: "profile_id", purge: "delete", depersonalise: "delete", isDerived: true },
  },
  likeness_keys: {
    ...{ of: "profile_id", purge: "delete", depersonalise: "delete", isDerived: true },
  },
  // What was worked out for us, about two people.
  duplicates: {
    of: ({ people }) =>
      sql<SqlBool>`profile_id in ${inside(people)} or other_profile_id in ${inside(people)}`,
    ...{ purge: "delete", depersonalise: "delete", isDerived: true },
  },
  // Entries of the ledger and what devices still send name these ids.
  profile_aliases: { of: "profile_id", purge: "keep", depersonalise: "keep" },
  // The ledger says with them what was owed when. See `eraseMerges` for those that were undone.
  profile_merges: { of: "profile_id", purge: NO_MEMORY, depersonalise: NO_MEMORY },
  overruled_edits: { of: "profile_id", purge: "delete", depersonalise: "delete" },
  notes: { of: "profile_id", purge: "delete", depersonalise: "delete" },
  tasks: { of: "profile_id", purge: "delete", depersonalise: "delete" },
  appointments: { of: "profile_id", purge: "delete", depersonalise: "delete" },
  interactions: {
    of: "profile_id",
    purge: "delete",
    depersonalise: {
      identity: null,
      name: "",
      description: null,
      url: null,
      latitude: null,
      longitude: null,
      tags: "[]",
      meta: "{}",
    },
  },
  connections: {
    of: ({ people }) => sql<SqlBool>`connector_profile_id in ${inside(people)}
      or connected_profile_id in ${inside(people)}`,
    purge: "delete",
    depersonalise: "delete",
  },
  ratings: {
    of: "profile_id",
    purge: "delete",
    depersonalise: { name: null, comment: null, tags: "[]", meta: "{}" },
  },
  // Also of what they shared, which refers to it, and goes because its code may be a name.
  share_uses: {
    of: (who) => sql<SqlBool>`profile_id in ${inside(who.people)}
      or share_id in ${idsOf("shares", who)}`,
    purge: "delete",
    depersonalise: "delete",
  },
  shares: { of: "profile_id", purge: "delete", depersonalise: "delete" },
  // Where somebody belongs may tell who they are.
  organisation_members: { of: "profile_id", purge: "delete", depersonalise: "delete" },
  location_profiles: { of: "profile_id", purge: "delete", depersonalise: "delete" },
  // Also what others reserved on their lists. Before the lists, to which they refer.
  list_reservations: {
    of: (who) => sql<SqlBool>`profile_id in ${inside(who.people)} or list_item_id in (
      select id from list_items where tenant_id = ${who.tenantId} and ${ofLists(who)})`,
    purge: "delete",
    depersonalise: "delete",
  },
  list_items: { of: ofLists, purge: "delete", depersonalise: "delete" },
  list_shares: { of: ofLists, purge: "delete", depersonalise: "delete" },
  lists: { of: "profile_id", purge: "delete", depersonalise: "delete" },
  visits: {
    of: "profile_id",
    purge: "delete",
    depersonalise: { notes: null, meta: "{}" },
  },
  // See `forgetLines` for the lines of orders and sales when who bought is depersonalised.
  orders: { of: "profile_id", purge: "delete", depersonalise: NO_EXTRA },
  // The numbers of receipts stay: goods still come back for them.
  transactions: {
    of: "profile_id",
    purge: { ...NO_EXTRA, body_hash: "" },
    depersonalise: { ...NO_EXTRA, body_hash: "" },
    unshown: ["body_hash", "receipt_key", "extra_order_id"],
  },
  transaction_items: {
    of: (who) => sql<SqlBool>`transaction_id in ${idsOf("transactions", who)}`,
    purge: { name: "", ...NO_EXTRA },
    depersonalise: "keep",
    unshown: ["extra_barcode"],
  },
  transaction_claims: {
    of: "profile_id",
    purge: "delete",
    depersonalise: "keep",
    unshown: ["receipt_key"],
  },
  shop_days: { ...MOVEMENTS, isDerived: true },
  tier_days: { ...MOVEMENTS, isDerived: true },
  achievement_days: { ...MOVEMENTS, isDerived: true },
  tier_standings: { ...MOVEMENTS, unshown: ["checkpoint"] },
  achievement_unlocks: { ...MOVEMENTS, unshown: ["checkpoint"] },
  tier_points: {
    of: "profile_id",
    purge: { reference: null, ...NO_EXTRA },
    depersonalise: { reference: null, ...NO_EXTRA },
  },
  tier_assignments: MOVEMENTS,
  achievement_counts: MOVEMENTS,
  achievement_manual_counts: {
    of: "profile_id",
    purge: { reference: null },
    depersonalise: { reference: null },
  },
  // A chain without them couldn't be verified ([L6]); a reference is the number of a case.
  ledger_entries: MOVEMENTS,
  accounts: { ...MOVEMENTS, unshown: ["head_hash"] },
  lots: {
    of: "profile_id",
    purge: { external_id: null, ...NO_EXTRA, lock_token: null, lock_expires_at: null },
    depersonalise: { external_id: null, ...NO_EXTRA, lock_token: null, lock_expires_at: null },
    unshown: ["lock_token"],
  },
  redemptions: {
    of: "profile_id",
    purge: { meta: "{}" },
    depersonalise: { meta: "{}" },
    unshown: ["sale_external_key", "sale_receipt_key"],
  },
  write_offs: { of: "profile_id", purge: { reference: "" }, depersonalise: { reference: "" } },
  freezes: { of: "profile_id", purge: NO_CASE, depersonalise: NO_CASE },
  allocations: { ...MOVEMENTS, unshown: ["code_key"] },
  // It is whoever's holds it.
  gift_cards: {
    of: "creator_profile_id",
    purge: { creator_profile_id: null },
    depersonalise: { creator_profile_id: null },
    unshown: ["number_hash", "pin_hash", "lock_token"],
  },
  budget_uses: { of: "holder", purge: "keep", depersonalise: "keep" },
  velocity_acts: {
    of: ({ people }) => sql<SqlBool>`counted_per = 'profile' and subject_id in ${inside(people)}`,
    purge: "keep",
    depersonalise: "keep",
  },
  events: {
    of: "profile_id",
    purge: { context: "{}" },
    // A merge is told by ids alone, and some of them are another's.
    except: sql<SqlBool>`kind in ('profile.merged', 'profile.unmerged')`,
    depersonalise: { context: "{}" },
  },
  // See `eraseCommands` for those that name only the person's contacts.
  commands: {
    of: ({ people }) =>
      sql<SqlBool>`profile_id in ${inside(people)} or answer_profile_id in ${inside(people)}`,
    purge: SAYS_NOTHING,
    depersonalise: SAYS_NOTHING,
    unshown: ["body_hash"],
  },
  // Nobody can read them without the caller's key.
  kept_answers: {
    ...{ of: "profile_id", purge: "delete", depersonalise: "delete", isDerived: true },
  },
  batch_rows: {
    of: "profile_id",
    purge: { body: null, error: null },
    depersonalise: { body: null, error: null },
  },
};

/** The rows of a table that are about a person. */
export const rowsOf = (
  { of }: { readonly of: string | ((who: Who) => RawBuilder<SqlBool>) },
  who: Who,
): RawBuilder<SqlBool> =>
  typeof of === "string" ? sql<SqlBool>`${sql.ref(of)} in ${inside(who.people)}` : of(who);
