import { useStaff } from "#renderer/clienteling/use-device-data.ts";
import type { ProfileView, RecentRedemption } from "#renderer/data/views.ts";
import { Callout } from "#renderer/ui/callout.tsx";
import { useFormat } from "#renderer/ui/format-context.tsx";
import { say } from "#renderer/words/say.ts";
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
  const code = shortCode(latest.commandId);
  const reference =
    by === undefined
      ? say("redeem.recent_code", { code })
      : say("redeem.recent_code_by", { code, name: by });
  const isOpen = !latest.isAnswered && IS_ASKED[latest.mode];
  return (
    <Callout
      tone="warning"
      title={
        isOpen
          ? say("redeem.recent_open", { money })
          : say("redeem.recent", { money, time: format.time(latest.occurredAt) })
      }
    >
      {`${reference} ${isOpen ? say("redeem.recent_open_hint") : say("redeem.recent_hint")}`}
    </Callout>
  );
};

/** Whether a redemption waits for the server's answer, by its mode. */
const IS_ASKED: Readonly<Record<RecentRedemption["mode"], boolean>> = {
  online: true,
  at_risk: false,
};
