import type { Selectable } from "kysely";
import { type ProfileId, profileIdSchema } from "#shared/kernel/ids.ts";
import type { LedgerEntry } from "#shared/ledger/entry.ts";
import type { Remembered } from "#sync-server/simulation/world/remembered.ts";
import { readEntriesAfter } from "#sync-server/storage/ledger/entry-store.ts";
import type { ReadDeps } from "#sync-server/storage/sql.ts";
import type { Tables } from "#sync-server/storage/tables.ts";
import { type Eras, erasIn } from "./account-eras.ts";

/**
 * The final contents of the database, as rows, and with what it held of people who were erased: the
 * checks don't trust any function that reads it.
 */
export type Records = {
  /** Each profile's entries, in the order of its chain. */
  readonly chains: ReadonlyMap<ProfileId, readonly LedgerEntry[]>;
  readonly eras: Eras;
  readonly aliases: readonly Selectable<Tables["profile_aliases"]>[];
  readonly accounts: readonly Selectable<Tables["accounts"]>[];
  readonly lots: readonly Selectable<Tables["lots"]>[];
  readonly due: readonly Selectable<Tables["due"]>[];
  readonly commands: readonly Selectable<Tables["commands"]>[];
  readonly redemptions: readonly Selectable<Tables["redemptions"]>[];
  readonly writeOffs: readonly Selectable<Tables["write_offs"]>[];
  readonly freezes: readonly Selectable<Tables["freezes"]>[];
  /** In the order in which they were recorded. */
  readonly events: readonly Selectable<Tables["events"]>[];
  readonly notes: readonly Selectable<Tables["notes"]>[];
  readonly profiles: readonly Selectable<Tables["profiles"]>[];
  readonly transactions: readonly Selectable<Tables["transactions"]>[];
  readonly giftCards: readonly Selectable<Tables["gift_cards"]>[];
  readonly claims: readonly Selectable<Tables["transaction_claims"]>[];
  readonly budgetUses: readonly Selectable<Tables["budget_uses"]>[];
};

const ENTRIES_MAX = 1_000_000;

export const readRecords = async (deps: ReadDeps, remembered: Remembered): Promise<Records> => {
  const { sql } = deps;
  const profiles = await sql.selectFrom("profiles").selectAll().orderBy("id").execute();
  const chains = new Map<ProfileId, readonly LedgerEntry[]>();
  for (const { id } of profiles) {
    const profileId = profileIdSchema.parse(id);
    const start = { sequence: 0, limit: ENTRIES_MAX };
    chains.set(profileId, await readEntriesAfter(deps, profileId, start));
  }
  const entries = await sql.selectFrom("ledger_entries").select(["entry_id", "seq"]).execute();
  const entrySeqs = new Map(entries.map((row) => [row.entry_id, row.seq]));
  const stored = await sql.selectFrom("events").selectAll().orderBy("seq").execute();
  const contexts = new Map(remembered.events.map(({ seq, context }) => [seq, context]));
  const events = stored.map((event) => ({
    ...event,
    context: contexts.get(event.seq) ?? event.context,
  }));
  return {
    chains,
    eras: erasIn({ chains, entrySeqs, events }),
    aliases: await sql.selectFrom("profile_aliases").selectAll().execute(),
    profiles,
    accounts: await sql.selectFrom("accounts").selectAll().orderBy("profile_id").execute(),
    lots: await sql.selectFrom("lots").selectAll().orderBy("lot_id").execute(),
    due: await sql.selectFrom("due").selectAll().orderBy("key").execute(),
    commands: await sql.selectFrom("commands").selectAll().orderBy("command_id").execute(),
    redemptions: await sql.selectFrom("redemptions").selectAll().orderBy("command_id").execute(),
    writeOffs: await sql.selectFrom("write_offs").selectAll().orderBy("command_id").execute(),
    freezes: await sql.selectFrom("freezes").selectAll().orderBy("id").execute(),
    events,
    notes: withRemembered(
      await sql.selectFrom("notes").selectAll().orderBy("id").execute(),
      remembered.notes,
    ),
    transactions: await sql.selectFrom("transactions").selectAll().orderBy("id").execute(),
    giftCards: await sql.selectFrom("gift_cards").selectAll().orderBy("id").execute(),
    claims: withRemembered(
      await sql.selectFrom("transaction_claims").selectAll().orderBy("id").execute(),
      remembered.claims,
    ),
    budgetUses: await sql.selectFrom("budget_uses").selectAll().execute(),
  };
};

/** With the rows that were erased. */
const withRemembered = <R extends { readonly id: string | number }>(
  stored: readonly R[],
  erased: readonly R[],
): readonly R[] => {
  // What was there last counts: it may have been seen twice, and still be there.
  const rows = new Map([...erased, ...stored].map((row) => [row.id, row]));
  return [...rows.values()];
};
