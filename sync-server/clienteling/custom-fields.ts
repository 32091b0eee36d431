import type { CustomFieldId } from "#shared/kernel/ids.ts";
import { definedFields } from "#shared/kernel/object.ts";
import { err, ok, type Result } from "#shared/kernel/result.ts";
import {
  appendCustomField,
  type CustomFieldKey,
  findCustomField,
  removeCustomField,
  updateCustomFieldRow,
} from "#sync-server/storage/custom-field-store.ts";
import type { CustomFieldRecord } from "#sync-server/storage/custom-field-table.ts";
import type { WriteDeps } from "#sync-server/storage/sql.ts";

type Held = Pick<CustomFieldRecord, "name" | "type" | "value">;
type Unknown = { readonly reason: "custom_field_unknown" };

/** Creates a custom field of the tenant (DOMAIN §2.4). Its name defaults to its handle. */
export const createCustomField = async (
  deps: WriteDeps,
  input: CustomFieldKey & Omit<Held, "name"> & { readonly name?: string | undefined },
): Promise<Result<CustomFieldRecord, { readonly reason: "custom_field_taken" }>> => {
  if (await findCustomField(deps, input)) return err({ reason: "custom_field_taken" });
  const field = await appendCustomField(deps, { ...input, name: input.name ?? input.handle });
  fieldHappened(deps, "custom-field.created", field.id);
  return ok(field);
};

/** Changes what is given of a custom field. The caller has fitted its value to its type. */
export const updateCustomField = async (
  deps: WriteDeps,
  {
    key,
    changes,
  }: {
    readonly key: CustomFieldKey;
    readonly changes: { readonly [K in keyof Held]?: Held[K] | undefined };
  },
): Promise<Result<CustomFieldRecord, Unknown>> => {
  const before = await findCustomField(deps, key);
  if (!before) return err({ reason: "custom_field_unknown" });
  const fields = definedFields(changes);
  await updateCustomFieldRow(deps, before.id, fields);
  fieldHappened(deps, "custom-field.updated", before.id);
  return ok({ ...before, ...fields, updatedAt: deps.now });
};

/** Deletes a custom field with its value. */
export const deleteCustomField = async (
  deps: WriteDeps,
  { key }: { readonly key: CustomFieldKey },
): Promise<Result<null, Unknown>> => {
  const before = await findCustomField(deps, key);
  if (!before) return err({ reason: "custom_field_unknown" });
  await removeCustomField(deps, before.id);
  fieldHappened(deps, "custom-field.deleted", before.id);
  return ok(null);
};

const fieldHappened = (
  deps: WriteDeps,
  kind: "custom-field.created" | "custom-field.updated" | "custom-field.deleted",
  customFieldId: CustomFieldId,
): void => deps.happened({ kind, profileId: null, context: { customFieldId } });
