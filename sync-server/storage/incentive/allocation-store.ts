import { sql } from "kysely";
import type { AllocationId, DefinitionId, LotId, ProfileId } from "#shared/kernel/ids.ts";
import type { Cents } from "#shared/kernel/money.ts";
import type { Instant } from "#shared/kernel/time.ts";
import type { Dialect } from "#sync-server/storage/dialect.ts";
import type { ListQuery, Page } from "#sync-server/storage/list-query.ts";
import { lockNamed } from "#sync-server/storage/lock-named.ts";
import type { ReadDeps, WriteDeps } from "#sync-server/storage/sql.ts";
import { placeholders, rowsStatement, statement } from "#sync-server/storage/statement.ts";
import { readPage, readRecords } from "#sync-server/storage/table-queries.ts";
import {
  type AllocationField,
  type AllocationRecord,
  allocationTable,
  type NewAllocation,
} from "./allocation-table.ts";

/** A page of the codes of all definitions. */
export const listAllocations = (
  deps: ReadDeps,
  query: ListQuery<AllocationField>,
): Promise<Page<AllocationRecord>> => readPage(deps, allocationTable, query);

/** The codes that these lots have taken. */
export const readAllocationsOf = async (
  deps: ReadDeps,
  lotIds: readonly LotId[],
): Promise<readonly AllocationRecord[]> =>
  lotIds.length === 0
    ? []
    : readRecords(deps, allocationTable, sql`lot_id in (${sql.join(lotIds)})`);

/** Lets nobody else load codes of this tenant until the end of the transaction. */
export const lockAllocations = async (deps: WriteDeps): Promise<void> => {
  await lockNamed(deps, `allocations ${deps.tenantId}`);
};

/** Which of these codes, as they are compared, the tenant has. */
export const readTakenCodes = async (
  deps: ReadDeps,
  codeKeys: readonly string[],
): Promise<ReadonlySet<string>> => {
  const taken = new Set<string>();
  for (let from = 0; from < codeKeys.length; from += KEYS_AT_ONCE) {
    const some = codeKeys.slice(from, from + KEYS_AT_ONCE);
    for (const row of await selectTaken(deps, some.length, [deps.tenantId, ...some])) {
      taken.add(row.code_key);
    }
  }
  return taken;
};

const KEYS_AT_ONCE = 500;

const selectTaken = rowsStatement<{ readonly code_key: string }>(
  (count) =>
    `select code_key from allocations
     where tenant_id = ? and code_key in (${placeholders(count)})`,
);

/** Puts a code into a pool; null if the tenant has it already. */
export const insertAllocation = async (
  deps: WriteDeps,
  allocation: NewAllocation,
): Promise<AllocationId | null> => {
  const { definitionId, unit, code, codeKey, name, valueCents } = allocation;
  const { validFrom, validTo, externalId, extra } = allocation;
  const [row] = await insert(deps, [
    deps.tenantId,
    definitionId,
    unit,
    code,
    codeKey,
    name ?? null,
    valueCents ?? null,
    validFrom ?? null,
    validTo ?? null,
    externalId ?? null,
    JSON.stringify(extra),
    deps.now,
    deps.now,
  ]);
  return row?.id ?? null;
};

const insert = statement<{ readonly id: AllocationId }>(
  `insert into allocations (tenant_id, definition_id, unit, code, code_key, name, value_cents,
     valid_from, valid_to, external_id, extra, created_at, updated_at)
   values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
   on conflict (tenant_id, code_key) do nothing returning id`,
);

/**
 * Gives a lot the first free code of a pool that is valid now: if the lot has a value, one for
 * that, or else one for any; null if there is none. Of several at the same time each gets another
 * one, and the last code goes to one of them.
 */
export const takeAllocation = async (
  deps: WriteDeps,
  definitionId: DefinitionId,
  taker: { readonly lotId: LotId; readonly profileId: ProfileId; readonly valueCents?: Cents },
): Promise<AllocationId | null> => {
  const { now, tenantId } = deps;
  const { lotId, profileId, valueCents } = taker;
  const values = [lotId, profileId, now, now, tenantId, tenantId, definitionId, now, now];
  if (valueCents === undefined) return (await take(deps, values))[0]?.id ?? null;
  const [row] = await takeOfValue(deps, [...values, valueCents]);
  return (row ?? (await takeOfAnyValue(deps, values))[0])?.id ?? null;
};

const textOfTake = ({ forUpdateSkipLocked }: Dialect, more: string): string =>
  `update allocations set lot_id = ?, profile_id = ?, allocated_at = ?, updated_at = ?
     where tenant_id = ? and id = (
       select id from allocations
       where tenant_id = ? and definition_id = ? and lot_id is null
         and (valid_from is null or valid_from <= ?) and (valid_to is null or valid_to > ?) ${more}
       order by id limit 1 ${forUpdateSkipLocked})
     returning id`;

const take = statement<{ readonly id: AllocationId }>((dialect) => textOfTake(dialect, ""));
// One after the other: with "or" every code of other values would be read.
const takeOfValue = statement<{ readonly id: AllocationId }>((dialect) =>
  textOfTake(dialect, "and value_cents = ?"),
);
const takeOfAnyValue = statement<{ readonly id: AllocationId }>((dialect) =>
  textOfTake(dialect, "and value_cents is null"),
);

/** Whether a pool has a code that nobody has taken and that is valid at an instant. */
export const hasFreeAllocation = async (
  deps: ReadDeps,
  definitionId: DefinitionId,
  at: Instant,
): Promise<boolean> => (await findFree(deps, [deps.tenantId, definitionId, at, at])).length > 0;

const findFree = statement<{ readonly id: AllocationId }>(
  `select id from allocations
   where tenant_id = ? and definition_id = ? and lot_id is null
     and (valid_from is null or valid_from <= ?) and (valid_to is null or valid_to > ?)
   order by id limit 1`,
);

/**
 * How many codes there are of each value, in all pools or of one definition's, and how many of them
 * are taken or can still be, now or later ([N7]).
 */
export const countAllocationsByValue = async (
  deps: ReadDeps,
  definitionId: DefinitionId | null,
  now: Instant,
): Promise<readonly ValueCounts[]> => {
  const one = definitionId === null ? sql`` : sql`and definition_id = ${definitionId}`;
  const { rows } = await sql<CountRow>`
    select value_cents, count(*) as "all", count(lot_id) as redeemed,
      count(case when lot_id is null and (valid_to is null or valid_to > ${now}) then 1 end)
        as remaining
    from allocations where tenant_id = ${deps.tenantId} ${one}
    group by value_cents order by value_cents is null, value_cents
  `.execute(deps.sql);
  return rows.map((row) => ({
    valueCents: row.value_cents,
    ...{ all: Number(row.all), redeemed: Number(row.redeemed), remaining: Number(row.remaining) },
  }));
};

type ValueCounts = AllocationCounts & {
  readonly valueCents: Cents | null;
  readonly remaining: number;
};
type CountRow = Omit<ValueCounts, "valueCents"> & { readonly value_cents: Cents | null };

/** How many codes a pool has, and how many of them are taken. */
export type AllocationCounts = { readonly all: number; readonly redeemed: number };

/** The same of every pool, or of some. */
export const countAllocations = async (
  deps: ReadDeps,
  definitionIds: readonly DefinitionId[] | null,
): Promise<ReadonlyMap<DefinitionId, AllocationCounts>> => {
  if (definitionIds?.length === 0) return new Map();
  const some =
    definitionIds === null ? sql`` : sql`and definition_id in (${sql.join(definitionIds)})`;
  const { rows } = await sql<{ definition_id: DefinitionId } & AllocationCounts>`
    select definition_id, count(*) as "all", count(lot_id) as redeemed from allocations
    where tenant_id = ${deps.tenantId} ${some} group by definition_id
  `.execute(deps.sql);
  return new Map(
    rows.map((row) => [
      row.definition_id,
      { all: Number(row.all), redeemed: Number(row.redeemed) },
    ]),
  );
};
