import { IconStarFilled } from "@tabler/icons-react";
import type { CustomerRow } from "#renderer/data/views.ts";
import { say } from "#renderer/words/say.ts";
import { isVipAt, vipTimeOf } from "#shared/profile/vip.ts";
import classes from "./customer-badges.module.css";
import { useNow } from "./use-now.ts";

/** What kind of customer a row is: a VIP ([X33]), and the tier that they hold. */
export const CustomerBadges = ({ row: { profile, tierName } }: { readonly row: CustomerRow }) => {
  const isVip = isVipAt(vipTimeOf(profile), useNow(60_000));
  if (!isVip && tierName === null) return null;
  return (
    <>
      {isVip && (
        <span className={classes["vip"]}>
          <IconStarFilled size={12} aria-hidden />
          {say("customers.vip")}
        </span>
      )}
      {tierName !== null && <span className={classes["tier"]}>{tierName}</span>}
    </>
  );
};
