import { z } from "zod";
import { definitionIdSchema, productIdSchema, variantIdSchema } from "#shared/kernel/ids.ts";
import { linesSchema, textSchema } from "#shared/kernel/text.ts";
import { madeRefSchema } from "./held-list.ts";
import { LIST_QUANTITY_MAX } from "./list.ts";

const quantitySchema = z.int().min(1).max(LIST_QUANTITY_MAX);
const itemNoteSchema = linesSchema.trim().max(500).nullable();

/** Makes a list; its items name it by the command ([X15]). */
export const createListSchema = z.object({
  kind: z.literal("create_list"),
  name: textSchema.trim().min(1).max(200),
  definitionId: definitionIdSchema.nullable(),
});

/** Puts a product, a variant or something in staff's own words into a list. */
export const addListItemSchema = z.object({
  kind: z.literal("add_list_item"),
  list: madeRefSchema,
  productId: productIdSchema.nullable(),
  productVariantId: variantIdSchema.nullable(),
  text: textSchema.trim().min(1).max(200).nullable(),
  quantity: quantitySchema,
  note: itemNoteSchema,
});

/** Only the fields that staff changed; the last change of a field wins. */
export const changeListItemSchema = z.object({
  kind: z.literal("change_list_item"),
  list: madeRefSchema,
  item: madeRefSchema,
  changes: z
    .object({
      quantity: quantitySchema,
      note: itemNoteSchema,
      status: textSchema.trim().max(64).nullable(),
    })
    .partial(),
});

export const removeListItemSchema = z.object({
  kind: z.literal("remove_list_item"),
  list: madeRefSchema,
  item: madeRefSchema,
});

/** What staff do with a profile's lists on a device ([X15]). */
export const listStepSchema = z.discriminatedUnion("kind", [
  createListSchema,
  addListItemSchema,
  changeListItemSchema,
  removeListItemSchema,
]);
export type ListStep = z.infer<typeof listStepSchema>;
