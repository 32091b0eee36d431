import {
  customFieldChangeSchema,
  customFieldView,
  customFieldViewSchema,
  newCustomFieldSchema,
} from "#shared/api/organisation/custom-field.ts";
import { customKey } from "#shared/api/profile/custom-attribute.ts";
import { filtersOf } from "#sync-server/http/routes/v3/list-query.ts";
import { invalid, unknown } from "#sync-server/http/routes/v3/refusals.ts";
import { resource } from "#sync-server/http/routes/v3/resource.ts";
import { customFieldStore } from "#sync-server/storage/organisation/custom-field-store.ts";
import { customFieldTable } from "#sync-server/storage/organisation/custom-field-table.ts";

/** `/tenants/custom-fields` (DOMAIN §2.4). */
export const customFields = resource({
  path: "/tenants/custom-fields",
  noun: "custom field",
  scope: "tenants",
  id: customKey,
  param: "key",
  view: customFieldViewSchema,
  list: {
    filters: filtersOf(customFieldTable),
    page: ({ read }, query) => customFieldStore.list(read, query),
  },
  read: ({ read }, key) => customFieldStore.find(read, key),
  create: {
    body: newCustomFieldSchema,
    write: ({ write, body }) => write("createCustomField", body),
  },
  change: {
    body: customFieldChangeSchema,
    write: ({ write, body }, key) => write("updateCustomField", { ...key, changes: body }),
  },
  remove: { write: ({ write }, key) => write("deleteCustomField", key) },
  show: (_plane, rows) => rows.map(customFieldView),
  refusals: {
    custom_field_unknown: unknown("custom field"),
    custom_field_taken: invalid("handle", "The namespace has a custom field with this handle."),
    value_unfit: ({ must }) => invalid("value", `The value ${must}, because of its type.`),
  },
});
