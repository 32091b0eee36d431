import classes from "#renderer/clienteling/features/profile/profile-columns.module.css";
import type { ProfileTabProps } from "#renderer/clienteling/features/profile/profile-tab.ts";
import { TiersPanel } from "#renderer/clienteling/features/profile/tiers-panel.tsx";
import { ShortfallNote } from "#renderer/clienteling/shortfall-note.tsx";
import { PAYING_UNITS } from "#renderer/words/lot-text.ts";
import { AchievementsPanel } from "./achievements-panel.tsx";
import { BenefitsPanel } from "./benefits-panel.tsx";
import { ClaimsPanel } from "./claims-panel.tsx";
import { GoodwillButton } from "./goodwill-button.tsx";
import { HoldingsPanel } from "./holdings-panel.tsx";
import { RedemptionsPanel } from "./redemptions-panel.tsx";

/** Everything the customer holds, can claim, has redeemed and is on the way to. */
export const RewardsTab = ({ view, config, status }: ProfileTabProps) => {
  const tierSource = { view, config, isLoaded: status.phase === "ready" };
  const isOnline = status.connection === "online";
  const { lots, inactiveLots } = view;
  return (
    <div className={classes["columns"]}>
      <div className={classes["column"]}>
        <ShortfallNote view={view} config={config} />
        <GoodwillButton view={view} config={config} />
        <HoldingsPanel view={view} config={config} />
        <BenefitsPanel
          profileId={view.profile.id}
          lots={lots.filter(({ unit }) => !PAYING_UNITS.includes(unit))}
          inactiveLots={inactiveLots.filter(({ unit }) => !PAYING_UNITS.includes(unit))}
          programme={config.programme}
          canUse={view.freeze !== null ? "frozen" : isOnline ? "yes" : "offline"}
        />
        <ClaimsPanel {...tierSource} isOnline={isOnline} />
        <RedemptionsPanel profile={view.profile} redemptions={view.redemptions} config={config} />
      </div>
      <div className={classes["column"]}>
        <TiersPanel {...tierSource} />
        <AchievementsPanel achievements={view.achievements} />
      </div>
    </div>
  );
};
