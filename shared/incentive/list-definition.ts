import { z } from "zod";
import { type DefinitionRules, definitionFields } from "./definition-rules.ts";

/** The template of a list: what its lists may do (DOMAIN §13.1). */
export const listDefinitionSchema = z.object({
  ...definitionFields("list"),
  /** What head office calls such lists, such as wishlist. Nothing depends on it. */
  type: z.string(),
  allowShare: z.boolean(),
  allowReserve: z.boolean(),
  allowQuantity: z.boolean(),
  allowCustomProduct: z.boolean(),
  allowNew: z.boolean(),
  allowEdit: z.boolean(),
  allowDelete: z.boolean(),
  isPublished: z.boolean(),
  isActive: z.boolean(),
});
export type ListDefinition = z.infer<typeof listDefinitionSchema>;

/** Defaults of a new definition: a private list of one of each thing. */
export const LIST_DEFAULTS = {
  allowShare: false,
  allowReserve: false,
  allowQuantity: false,
  allowCustomProduct: false,
  allowNew: true,
  allowEdit: true,
  allowDelete: true,
  isPublished: true,
  isActive: true,
} as const satisfies Partial<ListDefinition>;

export const listRules: DefinitionRules<ListDefinition> = {
  fixed: [],
  problemOf: () => null,
  retired: { isPublished: false, isActive: false },
};
