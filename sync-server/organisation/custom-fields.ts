import { type Changes, definedFields } from "#shared/kernel/object.ts";
import { err, ok, type Result } from "#shared/kernel/result.ts";
import { fitValue } from "#shared/profile/custom-value.ts";
import { recordWrites } from "#sync-server/record-writes.ts";
import { customFieldStore } from "#sync-server/storage/organisation/custom-field-store.ts";
import type { NewCustomFieldRecord } from "#sync-server/storage/organisation/custom-field-table.ts";

type Held = Pick<NewCustomFieldRecord, "name" | "type" | "value">;

/** Its value isn't of its type. */
type Unfit = { readonly reason: "value_unfit"; readonly must: string };

/** Writes custom fields of the tenant (DOMAIN §2.4). A name defaults to the handle. */
export const {
  create: createCustomField,
  change: updateCustomField,
  remove: deleteCustomField,
} = recordWrites("custom_field", customFieldStore, {
  newOf: (
    _deps,
    sent: Omit<NewCustomFieldRecord, "name"> & { readonly name?: string | undefined },
  ) => fitted({ ...sent, name: sent.name ?? sent.handle }),
  changedOf: (_deps, before, changes: Changes<Held>) =>
    fitted({ ...before, ...definedFields(changes) }),
  taken: {
    refusal: { reason: "custom_field_taken" },
    keyOf: ({ namespace, handle }) => ({ namespace, handle }),
  },
  wrote: (deps, verb, { id: customFieldId }) =>
    deps.happened({ kind: `custom-field.${verb}`, profileId: null, context: { customFieldId } }),
});

/** With its value as its type keeps it. */
const fitted = (field: NewCustomFieldRecord): Result<NewCustomFieldRecord, Unfit> => {
  const fitting = fitValue(field.type, field.value);
  return fitting.ok
    ? ok({ ...field, value: fitting.value })
    : err({ reason: "value_unfit", must: fitting.error });
};
