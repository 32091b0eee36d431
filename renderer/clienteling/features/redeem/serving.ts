import type { ProfileView } from "#renderer/data/views.ts";
import type { Serving } from "#renderer/state/customer-display-store.ts";
import type { Format } from "#renderer/words/format.ts";
import { say } from "#renderer/words/say.ts";
import { type Cents, subtractCents } from "#shared/kernel/money.ts";
import { UNKNOWN_NAME } from "#shared/profile/profile.ts";

/**
 * What the customer sees while an amount is entered ([X53]): their balance, and what `amountCents`
 * of it leaves, which is null while it can't be redeemed. Of a frozen account nothing.
 */
export const servingForm = (
  view: ProfileView,
  heldCents: Cents,
  amountCents: Cents | null,
  format: Format,
): Serving => {
  if (view.freeze !== null) return { title: titleOf(view), lines: [] };
  const balance = { name: say("display.balance"), value: format.money(heldCents) };
  if (amountCents === null) return { title: titleOf(view), lines: [balance] };
  const left = format.money(subtractCents(heldCents, amountCents));
  return {
    title: titleOf(view),
    lines: [
      balance,
      { name: say("display.redeeming"), value: format.money(amountCents) },
      { name: say("display.left"), value: left },
    ],
  };
};

/** What they see beside the slip. `takenCents` is null if nothing was redeemed in the end. */
export const servingSlip = (
  view: ProfileView,
  heldCents: Cents,
  takenCents: Cents | null,
  format: Format,
): Serving => {
  if (takenCents === null) return servingForm(view, heldCents, null, format);
  return {
    title: titleOf(view),
    lines: [
      { name: say("display.redeemed"), value: format.money(takenCents) },
      { name: say("display.new_balance"), value: format.money(heldCents) },
    ],
  };
};

/** No more of the name than a greeting needs: others can read it. */
const titleOf = ({ profile: { firstName } }: ProfileView): string =>
  firstName === "" || firstName === UNKNOWN_NAME
    ? say("display.hello_again")
    : say("display.hello", { name: firstName.slice(0, 100) });
