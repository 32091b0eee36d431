import { rowNumber } from "#shared/api/fields.ts";
import { ledgerView, ledgerViewSchema } from "#shared/api/ledger/ledger.ts";
import { filtersOf } from "#sync-server/http/routes/v3/list-query.ts";
import { profileResource } from "#sync-server/http/routes/v3/profile-mount.ts";
import { ledgerList, listLedger, readLedgerLine } from "#sync-server/storage/ledger/ledger-list.ts";

/** `/profiles/{id}/ledgers` (DOMAIN §11.8): every movement of value, newest first. Read only. */
export const ledgers = profileResource({
  path: "/ledgers",
  noun: "ledger entry",
  nouns: "ledger entries",
  tag: "ledgers",
  scope: "ledgers",
  id: rowNumber,
  view: ledgerViewSchema,
  list: {
    filters: filtersOf(ledgerList),
    page: async ({ read, profile }, query) => {
      const page = await listLedger(read, profile.id, query);
      return { ...page, rows: page.rows.map((line) => ({ ...line, profile })) };
    },
  },
  read: async ({ read, profile }, id) => {
    const line = await readLedgerLine(read, profile.id, id);
    return line && { ...line, profile };
  },
  show: ({ read, currency }, entries) =>
    entries.map((entry) => {
      const email = read.hidesPeople ? null : entry.profile.email;
      return ledgerView({ ...entry, profile: { ...entry.profile, email } }, currency);
    }),
});
