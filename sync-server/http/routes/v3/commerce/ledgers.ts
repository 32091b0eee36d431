import { rowNumber } from "#shared/api/fields.ts";
import { ledgerView, ledgerViewSchema } from "#shared/api/ledger.ts";
import { resource } from "#sync-server/http/routes/v3/resource.ts";
import { listLedger, readLedgerLine } from "#sync-server/storage/ledger-list.ts";

/** `/profiles/{id}/ledgers` (DOMAIN §11.8): every movement of value, newest first. Read only. */
export const ledgers = resource({
  path: "/ledgers",
  noun: "ledger entry",
  nouns: "ledger entries",
  tag: "ledgers",
  scope: "ledgers",
  id: rowNumber,
  view: ledgerViewSchema,
  ofProfile: {
    filters: {},
    page: async ({ read }, query, profile) => {
      const { rows, total } = await listLedger(read, profile.id, query);
      return { rows: rows.map((line) => ({ ...line, profile })), total };
    },
    read: async ({ read }, id, profile) => {
      const line = await readLedgerLine(read, profile.id, id);
      return line && { ...line, profile };
    },
    unknown: "ledger entry",
  },
  show: (_plane, entries) => entries.map(ledgerView),
});
