import { z } from "zod";
import { both, toggle } from "#shared/api/api-field.ts";
import { filled, linesOrNull, textOrNull } from "#shared/api/fields.ts";
import { LIST_DEFAULTS } from "#shared/incentive/list-definition.ts";
import { definitionApi } from "./definition-api.ts";

/** A list definition in the API (DOMAIN §13.1). */
export const listDefinitionApi = definitionApi({
  kind: "list",
  required: { type: both(filled(64), z.string()) },
  optional: {
    allow_share: toggle,
    allow_reserve: toggle,
    allow_quantity: toggle,
    allow_custom_product: toggle,
    allow_new: toggle,
    allow_edit: toggle,
    allow_delete: toggle,
    is_published: toggle,
    is_active: toggle,
  },
  kept: {
    description: linesOrNull(2000),
    short_description: linesOrNull(500),
    icon: textOrNull(2000),
    cover: textOrNull(2000),
  },
  defaults: LIST_DEFAULTS,
});
