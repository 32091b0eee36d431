import { sql } from "kysely";
import { type ProfileId, profileIdSchema } from "#shared/kernel/ids.ts";
import { ok } from "#shared/kernel/result.ts";
import { profileIdOf } from "#shared/sync/command.ts";
import type { ErasedList } from "#sync-server/erased-list.ts";
import { keepErased } from "#sync-server/keep-erased.ts";
import { openSimStore } from "#sync-server/simulation/server/sim-store.ts";
import { seeded } from "#sync-server/simulation/world/seeded.ts";
import type { World } from "#sync-server/simulation/world/world.ts";
import type { ReadDeps } from "#sync-server/storage/sql.ts";
import { verifyLedger } from "#sync-server/verify/verify.ts";
import { parseVerdict } from "./check-redemptions.ts";
import type { Records } from "./records.ts";

/**
 * [I14] to [I18]: of people who were erased, no table and no device has what only they were called,
 * or what was written of them; they hold and owe nothing; commands that came later were refused or
 * charged, and aren't kept; and a backup from before doesn't bring them back.
 */
export const checkErasures = async (world: World, records: Records): Promise<void> => {
  const { history, server, devices } = world;
  if (history.erased.size === 0) return;
  checkHeld(world, records);
  checkLate(world, records);
  const words = wordsOf(world, records);
  checkNowhere(world, "a table", await everyRow(server.store.readDeps()), words);
  for (const { deviceId, durable } of devices) {
    const { verdicts, ...facts } = durable.cache.documents;
    const held = Object.values(facts).flatMap((each) => [...each.values()]);
    const texts = [...held, ...verdicts.values()].map((fact) => JSON.stringify(fact));
    checkNowhere(world, deviceId, texts, words);
    checkForgotten(world, deviceId, held);
  }
  await checkBackup(world, words);
};

/** [I16] What they held ended, and what they owed was written off. */
const checkHeld = ({ history }: World, records: Records): void => {
  for (const id of history.erased.keys()) {
    const held = records.lots.filter((lot) => lot.profile_id === id && lot.remaining > 0);
    const owed = records.accounts.find((row) => row.profile_id === id)?.outstanding ?? "[]";
    if (held.length > 0 || owed !== "[]") {
      history.violate(`[I16] ${id} was erased, holds ${held.length} lots and owes ${owed}`);
    }
  }
};

/** [I17] What is decided for somebody who is gone gives nothing and is kept nowhere. */
const checkLate = ({ history }: World, records: Records): void => {
  const rows = new Map(records.commands.map((row) => [row.command_id, row]));
  for (const { command, isWithdrawn } of history.made.values()) {
    const profileId = profileIdOf(command);
    if (profileId === null || isWithdrawn) continue;
    const ownerId = profileIdSchema.parse(records.eras.ownerOf(profileId));
    const since = history.erased.get(ownerId);
    if (since === undefined) continue;
    const row = rows.get(command.commandId);
    if (row?.body !== "{}") {
      history.violate(`[I15] [I17] ${command.commandId} says ${row?.body} of ${ownerId}`);
    }
    const verdict = history.verdicts.get(command.commandId);
    if (verdict === undefined || verdict.decision < since) continue;
    const { status, reason } = parseVerdict(verdict.text);
    history.count(`late for somebody erased ${status}`);
    const isNothing =
      status === "charged" || (status === "refused" && reason === "profile_deleted");
    if (!isNothing) history.violate(`[I17] ${command.commandId} for ${ownerId} was ${status}`);
  }
};

/** What only the erased were called, and what was written of them. */
const wordsOf = ({ history }: World, { eras }: Records): ReadonlySet<string> => {
  const isErased = (id: ProfileId): boolean => history.erased.has(id) && !eras.wasParted(id);
  const names = history.canaries.filter(({ profileId }) => isErased(profileId));
  const notes = [...history.made.values()].flatMap(({ command }) =>
    command.kind === "add_note" && isErased(command.profileId) ? [command.text] : [],
  );
  const tasks = [...history.made.values()].flatMap(({ command }) =>
    command.kind === "add_task" && command.profileId !== null && isErased(command.profileId)
      ? [command.title]
      : [],
  );
  return new Set(
    [...names.map(({ text }) => text), ...notes, ...tasks].map((text) => text.toLowerCase()),
  );
};

const checkNowhere = (
  { history }: World,
  where: string,
  rows: readonly string[],
  words: ReadonlySet<string>,
): void => {
  for (const row of rows) {
    const text = row.toLowerCase();
    for (const word of words) {
      if (text.includes(word)) history.violate(`[I15] ${where} has ${word}: ${row.slice(0, 300)}`);
    }
  }
  history.count("looked for who is gone");
};

const everyRow = async ({ sql: connection, dialect }: ReadDeps): Promise<readonly string[]> => {
  const { rows: tables } = await TABLES[dialect].execute(connection);
  const rows: string[] = [];
  for (const { name } of tables) {
    const found = await sql`select * from ${sql.table(name)}`.execute(connection);
    rows.push(...found.rows.map((row) => `${name} ${JSON.stringify(row)}`));
  }
  return rows;
};

type Named = { readonly name: string };
const TABLES = {
  sqlite: sql<Named>`select name from sqlite_master where type = 'table'`,
  postgres: sql<Named>`select table_name as name from information_schema.tables
    where table_schema = 'public'`,
} as const;

/** [I17] A device has heard who is gone, and has nothing else of them but its verdicts ([S5]). */
const checkForgotten = (
  { history }: World,
  deviceId: string,
  held: readonly { readonly id: string }[],
): void => {
  for (const id of history.erased.keys()) {
    const fact = held.find((each) => each.id === `erased:${id}`);
    if (!fact) history.violate(`[I17] ${deviceId} hasn't heard that ${id} is gone`);
    const rest = held.filter((each) => each !== fact && JSON.stringify(each).includes(id));
    for (const each of rest) {
      history.violate(`[I17] ${deviceId} has ${JSON.stringify(each)} of ${id}`);
    }
  }
};

/** [I18] A backup of before, and the list of those who are gone since. */
const checkBackup = async (world: World, words: ReadonlySet<string>): Promise<void> => {
  const { history, server, seed } = world;
  const database = server.backup();
  if (database === null) return;
  const { tenantId } = server.store.readDeps();
  const store = openSimStore({
    ...{ database, tenantId, clock: server.clock, random: seeded(seed, "backup") },
    onCommitted: async () => {},
  });
  const list: ErasedList = {
    path: "in memory",
    exists: () => true,
    prepare: () => ok(undefined),
    read: () => ok(server.store.erased),
    add: () => {},
  };
  const kept = await keepErased(store, tenantId, list, { mayBeMissing: false });
  history.count(`erased again ${kept.ok && kept.value > 0}`);
  const deps = store.readDeps();
  checkNowhere(world, "a backup", await everyRow(deps), words);
  const { rows } = await sql<{ readonly id: string }>`select id from profiles
    where profile_type in ('purged', 'depersonalised')`.execute(deps.sql);
  for (const [id, type] of history.gone) {
    const isBack = type === "purged" && !rows.some((row) => row.id === id);
    if (isBack) history.violate(`[I18] ${id} was purged, and a backup brought them back`);
  }
  const { isWhole, ...findings } = await verifyLedger({ ...deps, now: server.clock() });
  if (!isWhole) history.violate(`[I18] verify finds ${JSON.stringify(findings)} in a backup`);
  await store.close();
};
