import type { ListRefusal } from "#renderer/data/refusal.ts";
import type { HeldItem } from "#shared/clienteling/held-list.ts";
import { unreachable } from "#shared/kernel/assert.ts";
import type { Format } from "./format.ts";
import { cannotKeepSentence } from "./local-refusal.ts";
import type { Sentence } from "./sentence.ts";

/** What an item of a list is, for staff. */
export const itemName = ({ name, customProduct, productId, productCategoryId }: HeldItem): string =>
  name ??
  (customProduct || null) ??
  (productId === null && productCategoryId !== null ? "Any of a category" : "A product");

/** Why a list wasn't changed. */
export const listRefusalSentence = (refusal: ListRefusal, format: Format): Sentence => {
  switch (refusal.reason) {
    case "not_readable":
    case "item_empty":
    case "item_twofold":
      return { title: "That can't be put on a list.", advice: "Write it in fewer words." };
    case "profile_unknown":
      return {
        title: "This customer is no longer on this device.",
        advice: "Go back and search again.",
      };
    case "list_unknown":
    case "list_item_unknown":
      return { title: "It isn't there any more.", advice: "Somebody has just taken it away." };
    case "definition_unknown":
    case "new_not_allowed":
    case "edit_not_allowed":
    case "custom_product_not_allowed":
    case "quantity_not_allowed":
      return {
        title: "This kind of list doesn't allow that.",
        advice: "Head office decides what each kind of list may hold.",
      };
    case "quantity_reserved":
    case "item_reserved":
      return {
        title: `Guests have reserved ${format.count(refusal.reserved)} of it.`,
        advice: "Leave at least as many on the list.",
      };
    case "too_many_items":
      return {
        title: `A list holds at most ${format.count(refusal.max)}.`,
        advice: "Take something off it first.",
      };
    case "not_ready":
    case "not_durable":
      return cannotKeepSentence(refusal);
    default:
      return unreachable(refusal);
  }
};
