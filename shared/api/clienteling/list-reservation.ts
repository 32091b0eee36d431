import { z } from "zod";
import { both, shown, shownMoment } from "#shared/api/api-field.ts";
import { filled, orNull, profileUuid } from "#shared/api/fields.ts";
import { LIST_QUANTITY_MAX } from "#shared/clienteling/list.ts";
import { reservationStatusSchema } from "#shared/clienteling/list-reservation.ts";
import { encoderOf, type Inside } from "#shared/kernel/codec.ts";
import { wholeNumber } from "#shared/kernel/lenient.ts";
import { pluck } from "#shared/kernel/object.ts";

const sent = {
  quantity: both(wholeNumber.pipe(z.int().min(1).max(LIST_QUANTITY_MAX)), z.int()),
  status: both(reservationStatusSchema, reservationStatusSchema),
};
const fields = {
  id: shown(z.int()),
  product_list_item_id: shown(z.int()),
  profile_id: shown(z.string().nullable()),
  external_profile_id: shown(z.string().nullable()),
  ...sent,
  created_at: shownMoment,
  updated_at: shownMoment,
};

/** What may change of a reservation (DOMAIN §13.4). */
export const reservationChangeSchema = z.object(pluck(sent, "body")).partial();

/** A new reservation, by a profile or by somebody whom only the shop knows. */
export const newReservationSchema = z
  .object({
    profile_id: orNull(profileUuid).optional(),
    external_profile_id: orNull(filled(190)).optional(),
    quantity: sent.quantity.body.optional(),
  })
  .superRefine(({ profile_id: id, external_profile_id: external }, context) => {
    if ((id ?? null) !== null || (external ?? null) !== null) return;
    context.addIssue({ code: "custom", path: ["profile_id"], message: "is required" });
  });

export const reservationViewSchema = z.object(pluck(fields, "view"));

const encode = encoderOf(fields);

/**
 * A reservation as the API shows it, without what the shop calls the guest for those who may not
 * see people.
 */
export const reservationView = (
  {
    listItemId,
    ...reservation
  }: Omit<Inside<typeof fields>, "productListItemId"> & {
    readonly listItemId: number;
  },
  hidesPeople: boolean,
): z.output<typeof reservationViewSchema> => {
  const view = encode({ ...reservation, productListItemId: listItemId });
  return hidesPeople ? { ...view, external_profile_id: null } : view;
};
