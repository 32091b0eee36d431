import { customKey } from "#shared/api/custom-attribute.ts";
import {
  customFieldChangeSchema,
  customFieldView,
  customFieldViewSchema,
  newCustomFieldSchema,
} from "#shared/api/custom-field.ts";
import { fitValue } from "#shared/api/custom-value.ts";
import { definedFields } from "#shared/kernel/object.ts";
import { err, type Result } from "#shared/kernel/result.ts";
import { filtersOf } from "#sync-server/http/routes/v3/list-query.ts";
import { invalid, unknown } from "#sync-server/http/routes/v3/refusals.ts";
import { resource } from "#sync-server/http/routes/v3/resource.ts";
import { findCustomField, listCustomFields } from "#sync-server/storage/custom-field-store.ts";
import {
  type CustomFieldRecord,
  customFieldTable,
} from "#sync-server/storage/custom-field-table.ts";

/** Why a custom field can't be changed, in order of precedence. */
type Refusal =
  | { readonly reason: "custom_field_unknown" }
  | { readonly reason: "value_unfit"; readonly must: string };

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
    page: ({ read }, query) => listCustomFields(read, query),
  },
  read: ({ read }, key) => findCustomField(read, key),
  create: {
    body: newCustomFieldSchema,
    write: ({ write, body }) => write("createCustomField", body),
  },
  change: {
    body: customFieldChangeSchema,
    write: async ({ read, write, body }, key): Promise<Result<CustomFieldRecord, Refusal>> => {
      const before = await findCustomField(read, key);
      if (!before) return err({ reason: "custom_field_unknown" });
      const { type, value } = { ...before, ...definedFields(body) };
      const fitting = fitValue(type, value);
      return fitting.ok
        ? write("updateCustomField", { key, changes: { ...body, value: fitting.value } })
        : err({ reason: "value_unfit", must: fitting.error });
    },
  },
  remove: { write: ({ write }, key) => write("deleteCustomField", { key }) },
  show: (_plane, rows) => rows.map(customFieldView),
  refusals: {
    custom_field_unknown: unknown("custom field"),
    custom_field_taken: invalid("handle", "The namespace has a custom field with this handle."),
    value_unfit: ({ must }) => invalid("value", `The value ${must}: see its type.`),
  },
});
