import { z } from "zod";
import { both, momentOrNull, optionalLines, shown, shownMoment } from "#shared/api/api-field.ts";
import { customFields } from "#shared/api/custom-fields.ts";
import {
  definitionNumber,
  filled,
  freeJson,
  locationNumber,
  orNull,
  slug,
  tags,
  textOrNull,
} from "#shared/api/fields.ts";
import { listDefinitionApi } from "#shared/api/incentive/list-definition.ts";
import { LIST_ITEMS_MAX } from "#shared/clienteling/list.ts";
import { encoderOf, type Inside, insideNames } from "#shared/kernel/codec.ts";
import { anyJson } from "#shared/kernel/json.ts";
import { flag, wholeNumber } from "#shared/kernel/lenient.ts";
import { pick, pluck } from "#shared/kernel/object.ts";
import { encounterView, encounterViewFields } from "./encounter.ts";
import {
  itemOfListSchema,
  listItemOf,
  listItemViewSchema,
  sharedItemViewSchema,
} from "./list-item.ts";
import { listShareViewSchema } from "./list-share.ts";

const sent = {
  name: both(filled(200), z.string()),
  description: optionalLines(2000),
  sort_order: both(orNull(wholeNumber), z.int().nullable()),
  tags: both(tags, z.array(z.string())),
  custom_fields: customFields,
  meta: both(orNull(freeJson), anyJson),
};
const fields = {
  id: shown(z.int()),
  handle: shown(z.string()),
  ...sent,
  /** Of the caller's own, such as the day of a wedding. */
  custom_date: momentOrNull,
  created_at: shownMoment,
  updated_at: shownMoment,
};

/** What may change of a list (DOMAIN §13.2). */
export const listChangeSchema = z
  .object({
    ...pluck(sent, "body"),
    handle: orNull(slug),
    list_definition_id: orNull(definitionNumber),
    custom_date: fields.custom_date.body,
    location_id: orNull(locationNumber),
    /** By id or by staff number. */
    staff_id: textOrNull(64),
    items: orNull(
      z.array(itemOfListSchema).max(LIST_ITEMS_MAX, `must not have more than ${LIST_ITEMS_MAX}`),
    ),
    /** Whether items that aren't sent stay. */
    update_items_only: orNull(flag),
  })
  .partial();

/** A new list. */
export const newListSchema = listChangeSchema.extend({ name: sent.name.body });

/** A list in a body, in our words. */
export const listOf = <B extends z.output<typeof listChangeSchema>>(body: B) => ({
  ...insideNames(sent, body),
  handle: body.handle,
  definitionId: body.list_definition_id,
  customDate: body.custom_date,
  locationId: body.location_id,
  staff: body.staff_id,
  items: body.items?.map(listItemOf),
  keepsOthers: body.update_items_only === true,
});

const definitionView = listDefinitionApi.view;

export const listViewSchema = z.object({
  ...pluck(fields, "view"),
  ...encounterViewFields,
  list_definition_id: z.int().nullable(),
  definition: definitionView.nullable(),
  items: z.array(listItemViewSchema),
  is_shared: z.boolean(),
  shares: z.array(listShareViewSchema),
});
type ListView = z.output<typeof listViewSchema>;

const sharedDefinition = z.object({
  ...{ id: z.int(), name: z.string(), handle: z.string(), type: z.string() },
  ...{ icon: anyJson, cover: anyJson },
});
const open = pick(fields, { name: true, description: true, custom_date: true });

/** What a guest sees of a list: nothing about whose it is (DOMAIN §13.3). */
export const sharedListViewSchema = z.object({
  ...pluck(open, "view"),
  definition: sharedDefinition.nullable(),
  items: z.array(sharedItemViewSchema),
});

const encode = encoderOf(fields);

/** A list as the API shows it, with what was looked up for it. */
export const listView = (
  list: Inside<typeof fields> &
    Parameters<typeof encounterView>[0] & { readonly definitionId: number | null },
  found: Parameters<typeof encounterView>[1] & Pick<ListView, "definition" | "items" | "shares">,
): ListView => ({
  ...encode(list),
  ...encounterView(list, found),
  list_definition_id: list.definitionId,
  definition: found.definition,
  items: found.items,
  is_shared: found.shares.length > 0,
  shares: found.shares,
});

const encodeOpen = encoderOf(open);

/** A list as guests see it. */
export const sharedListView = (
  list: Inside<typeof open>,
  found: {
    readonly definition: ListView["definition"];
    readonly items: z.output<typeof sharedItemViewSchema>[];
  },
): z.output<typeof sharedListViewSchema> => ({
  ...encodeOpen(list),
  definition: found.definition && sharedDefinition.parse(found.definition),
  items: found.items,
});
