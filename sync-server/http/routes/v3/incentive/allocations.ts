import { z } from "zod";
import { definitionNumber } from "#shared/api/fields.ts";
import {
  allocationBatchSchema,
  allocationCountSchema,
  allocationCountView,
  allocationsLoadedSchema,
  allocationsLoadedView,
  allocationView,
  allocationViewSchema,
  newCodesOf,
  poolOf,
} from "#shared/api/incentive/allocation.ts";
import { CODES_CSV, codesInRows, problemsShown } from "#shared/api/incentive/allocation-csv.ts";
import type { Currency } from "#shared/kernel/currency.ts";
import { err, ok, type Result } from "#shared/kernel/result.ts";
import { filtersOf } from "#sync-server/http/routes/v3/list-query.ts";
import { invalid, invalidFields, keyReused } from "#sync-server/http/routes/v3/refusals.ts";
import { resource } from "#sync-server/http/routes/v3/resource.ts";
import { addRoute, type Mount } from "#sync-server/http/routes/v3/route.ts";
import { readCsv } from "#sync-server/import/read-csv.ts";
import type { LoadAllocationsRefusal, Loaded } from "#sync-server/incentive/load-allocations.ts";
import {
  countAllocationsByValue,
  listAllocations,
} from "#sync-server/storage/incentive/allocation-store.ts";
import { allocationTable } from "#sync-server/storage/incentive/allocation-table.ts";
import { readLotRecords } from "#sync-server/storage/ledger/lot-record-store.ts";

/** `/allocations` (DOMAIN §6.7): the codes of every pool. */
export const allocations = resource({
  path: "/allocations",
  noun: "allocation",
  view: allocationViewSchema,
  list: {
    filters: filtersOf(allocationTable, { code_key: "code", value_cents: "value" }),
    page: ({ read }, query) => listAllocations(read, query),
  },
  show: async ({ read, currency }, rows) => {
    const lots = await readLotRecords(
      read,
      rows.flatMap(({ lotId }) => lotId ?? []),
    );
    return rows.map((row) => {
      const lot = lots.find(({ lotId }) => lotId === row.lotId);
      return allocationView(row, lot?.number ?? null, currency);
    });
  },
});

/** `POST /allocations`: loads codes into the pool of a definition. */
export const allocationBatches = resource({
  path: "/allocations",
  noun: "batch of allocations",
  nouns: "allocations",
  view: allocationsLoadedSchema,
  create: {
    body: allocationBatchSchema,
    write: async ({ write, currency, body, commandId }): Promise<Result<Loaded, Refusal>> => {
      const { definition, allocations = [], csv } = body;
      const read =
        csv === undefined ? ok({ codes: newCodesOf(allocations) }) : codesIn(csv, currency);
      if (!read.ok) return err({ reason: "csv_invalid", problems: read.error });
      const input = { ...poolOf(definition), ...read.value, commandId };
      return write("loadAllocations", input);
    },
    summary: "Load codes into the pool of a definition",
    description:
      "Codes that exist already are skipped and listed; the others are loaded. A `csv` is loaded whole or not at all.",
  },
  show: (_plane, rows) => rows.map(allocationsLoadedView),
  refusals: {
    key_reused: keyReused,
    definition_unknown: invalid("definition.id", "There is no such definition in use."),
    takes_no_codes: invalid("definition.id", "Tier points aren't issued one by one."),
    csv_invalid: ({ problems }) => invalidFields({ csv: problemsShown(problems) }),
    codes_taken: ({ lines }) =>
      invalidFields({ csv: problemsShown(lines.map((line) => `Line ${line}, code: ${TAKEN}`)) }),
  },
});

const TAKEN = "there is such a code already.";

type Refusal =
  | LoadAllocationsRefusal
  | { readonly reason: "csv_invalid"; readonly problems: readonly string[] };

const codesIn = (csv: string, currency: Currency) => {
  const rows = readCsv(csv, CODES_CSV);
  return rows.ok ? codesInRows(rows.value, currency) : rows;
};

/** `GET /allocations.count`: of all pools, or of one definition's. */
export const addAllocationCount = (mount: Mount): void => {
  addRoute(mount, {
    method: "GET",
    url: "/allocations.count",
    scopes: ["read-allocations"],
    tag: "allocations",
    summary: "Count the codes of all pools, or of one",
    query: z.object({ definition_id: definitionNumber.optional() }),
    answer: allocationCountSchema,
    handle: async ({ read, now, currency, query: { definition_id: id } }) =>
      ok(allocationCountView(await countAllocationsByValue(read, id ?? null, now), currency)),
  });
};
