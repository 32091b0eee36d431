import { useStaff } from "#renderer/clienteling/use-device-data.ts";
import type { ProfileView, RecentRedemption } from "#renderer/data/views.ts";
import { Callout } from "#renderer/ui/callout.tsx";
import { useFormat } from "#renderer/ui/format-context.tsx";
import { shortCode } from "#renderer/words/short-code.ts";

/**
 * What was redeemed for this customer a few minutes ago, so that staff who lost the slip to a
 * reload or a lock don't redeem it again by mistake.
 */
export const RecentRedemptionNote = ({ view }: { readonly view: ProfileView }) => {
  const format = useFormat();
  const staff = useStaff();
  const [latest] = view.recentRedemptions;
  if (latest === undefined) return null;
  const money = format.money(latest.amountCents);
  const by = staff?.find(({ id }) => id === latest.staffId)?.name;
  const code = `Code ${shortCode(latest.commandId)}${by === undefined ? "" : `, by ${by}`}.`;
  const isOpen = !latest.isAnswered && IS_ASKED[latest.mode];
  return (
    <Callout
      tone="warning"
      mb="md"
      title={
        isOpen
          ? `${money} isn't confirmed yet.`
          : `${money} was redeemed at ${format.time(latest.occurredAt)}.`
      }
    >
      {isOpen
        ? `${code} The server hasn't answered. Wait for the answer before you redeem again.`
        : `${code} Redeem again only if the customer wants to use more.`}
    </Callout>
  );
};

/** Whether a redemption waits for the server's answer, by its mode. */
const IS_ASKED: Readonly<Record<RecentRedemption["mode"], boolean>> = {
  online: true,
  at_risk: false,
};
