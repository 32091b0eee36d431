import type { ListRefusal } from "#renderer/data/refusal.ts";
import type { HeldItem } from "#shared/clienteling/held-list.ts";
import { unreachable } from "#shared/kernel/assert.ts";
import type { Format } from "./format.ts";
import { cannotKeepSentence } from "./local-refusal.ts";
import { say } from "./say.ts";
import type { Sentence } from "./sentence.ts";

/** What an item of a list is, for staff. */
export const itemName = ({ name, customProduct, productId, productCategoryId }: HeldItem): string =>
  name ??
  (customProduct || null) ??
  (productId === null && productCategoryId !== null
    ? say("wishlist.any_of_category")
    : say("wishlist.a_product"));

/** Why a list wasn't changed. */
export const listRefusalSentence = (refusal: ListRefusal, format: Format): Sentence => {
  switch (refusal.reason) {
    case "not_readable":
    case "item_empty":
    case "item_twofold":
      return { title: say("refusal.not_for_list"), advice: say("refusal.not_for_list_advice") };
    case "profile_unknown":
      return {
        title: say("refusal.customer_gone"),
        advice: say("refusal.customer_gone_advice"),
      };
    case "list_unknown":
    case "list_item_unknown":
      return { title: say("refusal.item_gone"), advice: say("refusal.item_gone_advice") };
    case "definition_unknown":
    case "new_not_allowed":
    case "edit_not_allowed":
    case "custom_product_not_allowed":
    case "quantity_not_allowed":
      return {
        title: say("refusal.list_not_allowed"),
        advice: say("refusal.list_not_allowed_advice"),
      };
    case "quantity_reserved":
    case "item_reserved":
      return {
        title: say("refusal.item_reserved", {
          count: refusal.reserved,
          shown: format.count(refusal.reserved),
        }),
        advice: say("refusal.item_reserved_advice"),
      };
    case "too_many_items":
      return {
        title: say("refusal.too_many_items", {
          count: refusal.max,
          shown: format.count(refusal.max),
        }),
        advice: say("refusal.too_many_items_advice"),
      };
    case "not_ready":
    case "not_durable":
      return cannotKeepSentence(refusal);
    default:
      return unreachable(refusal);
  }
};
