import type { CustomFieldId } from "#shared/kernel/ids.ts";
import { definedFields } from "#shared/kernel/object.ts";
import { err, ok, type Result } from "#shared/kernel/result.ts";
import { fitValue } from "#shared/profile/custom-value.ts";
import {
  appendCustomField,
  type CustomFieldKey,
  findCustomField,
  lockCustomField,
  removeCustomField,
  updateCustomFieldRow,
} from "#sync-server/storage/organisation/custom-field-store.ts";
import type { CustomFieldRecord } from "#sync-server/storage/organisation/custom-field-table.ts";
import type { WriteDeps } from "#sync-server/storage/sql.ts";

type Held = Pick<CustomFieldRecord, "name" | "type" | "value">;
type Unknown = { readonly reason: "custom_field_unknown" };

/** Why a custom field can't be changed, in order of precedence. */
type ChangeRefusal =
  | Unknown
  /** Its value isn't of its type. */
  | { readonly reason: "value_unfit"; readonly must: string };

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

/** Changes what is given of a custom field; its value must fit its type (DOMAIN §2.4). */
export const updateCustomField = async (
  deps: WriteDeps,
  {
    key,
    changes,
  }: {
    readonly key: CustomFieldKey;
    readonly changes: { readonly [K in keyof Held]?: Held[K] | undefined };
  },
): Promise<Result<CustomFieldRecord, ChangeRefusal>> => {
  const before = await lockCustomField(deps, key);
  if (!before) return err({ reason: "custom_field_unknown" });
  const after = { ...before, ...definedFields(changes), updatedAt: deps.now };
  const fitting = fitValue(after.type, after.value);
  if (!fitting.ok) return err({ reason: "value_unfit", must: fitting.error });
  const { name, type } = after;
  const fields = { name, type, value: fitting.value };
  await updateCustomFieldRow(deps, before.id, fields);
  fieldHappened(deps, "custom-field.updated", before.id);
  return ok({ ...after, ...fields });
};

/** Deletes a custom field with its value. */
export const deleteCustomField = async (
  deps: WriteDeps,
  { key }: { readonly key: CustomFieldKey },
): Promise<Result<null, Unknown>> => {
  const before = await lockCustomField(deps, key);
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
