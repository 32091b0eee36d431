import { z } from "zod";
import {
  type CommandId,
  definitionIdSchema,
  productIdSchema,
  variantIdSchema,
} from "#shared/kernel/ids.ts";
import { centsSchema } from "#shared/kernel/money.ts";
import { pictureRefSchema } from "#shared/kernel/picture.ts";

/**
 * How devices name a list or an item: by the id of the command that made it, or else by its number
 * as text ([X15]).
 */
export const madeRefSchema = z.string().min(1).max(36);

/** How devices name this list or item. */
export const madeRef = (made: {
  readonly id: number;
  readonly commandId?: CommandId | null;
}): string => made.commandId ?? String(made.id);

/** An item of a list as devices hold it, with what is shown of its product. */
export const heldItemSchema = z.object({
  ref: madeRefSchema,
  productId: productIdSchema.nullable(),
  productVariantId: variantIdSchema.nullable(),
  productCategoryId: z.int().nullable(),
  /** What a custom product is called; null if it is none. */
  customProduct: z.string().nullable(),
  /** Of the product and its variant; null if there is nothing to say. */
  name: z.string().nullable(),
  sku: z.string().nullable(),
  priceCents: centsSchema.nullable(),
  picture: pictureRefSchema.nullable(),
  quantity: z.int(),
  /** How many of them guests have reserved or bought ([X13]). */
  reserved: z.int(),
  status: z.string().nullable(),
  note: z.string().nullable(),
});
export type HeldItem = z.infer<typeof heldItemSchema>;

/** A list as devices hold it. */
export const heldListSchema = z.object({
  ref: madeRefSchema,
  definitionId: definitionIdSchema.nullable(),
  name: z.string(),
  description: z.string().nullable(),
  items: z.array(heldItemSchema).readonly(),
});
export type HeldList = z.infer<typeof heldListSchema>;
