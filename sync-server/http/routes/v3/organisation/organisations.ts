import { rowNumber } from "#shared/api/fields.ts";
import {
  newOrganisationSchema,
  organisationChangeSchema,
  organisationView,
  organisationViewSchema,
} from "#shared/api/organisation/organisation.ts";
import { camelKeys } from "#shared/kernel/case.ts";
import { organisationIdSchema } from "#shared/kernel/ids.ts";
import { filtersOf } from "#sync-server/http/routes/v3/list-query.ts";
import { addressErrors } from "#sync-server/http/routes/v3/profile/profile-refusals.ts";
import { conflict, invalid, invalidFields, unknown } from "#sync-server/http/routes/v3/refusals.ts";
import { resource } from "#sync-server/http/routes/v3/resource.ts";
import { organisationStore } from "#sync-server/storage/organisation/organisation-store.ts";
import { organisationTable } from "#sync-server/storage/organisation/organisation-table.ts";

/** `/organisations` (DOMAIN §14.5). */
export const organisations = resource({
  path: "/organisations",
  noun: "organisation",
  id: rowNumber.pipe(organisationIdSchema),
  view: organisationViewSchema,
  list: {
    filters: filtersOf(organisationTable),
    page: ({ read }, query) => organisationStore.list(read, query),
  },
  read: ({ read }, id) => organisationStore.read(read, id),
  create: {
    body: newOrganisationSchema,
    write: ({ write, body: { name, handle, type, ...body } }) =>
      write("createOrganisation", { ...camelKeys(body), name, handle, type }),
  },
  change: {
    body: organisationChangeSchema,
    write: ({ write, body }, id) => write("updateOrganisation", { id, changes: camelKeys(body) }),
  },
  remove: {
    write: ({ write }, id) => write("deleteOrganisation", { id }),
    summary: "Delete an organisation that never had members",
  },
  show: (_plane, rows) => rows.map(organisationView),
  refusals: {
    organisation_unknown: unknown("organisation"),
    address_unfit: ({ faults }) => invalidFields(addressErrors(faults, "address.")),
    handle_taken: invalid("handle", "The handle has already been taken."),
    handle_immutable: invalid("handle", "The handle can't be changed."),
    in_use: conflict("It can't be deleted: it has or had members. Set is_active to false instead."),
  },
});
