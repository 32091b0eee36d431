import { Loader } from "@mantine/core";
import {
  IconAlertTriangle,
  IconCircleCheck,
  IconCircleX,
  IconInfoCircle,
} from "@tabler/icons-react";
import type { ReactNode } from "react";
import type { Tone } from "#renderer/ui/callout.tsx";
import { useFormat } from "#renderer/ui/format-context.tsx";
import { say } from "#renderer/words/say.ts";
import type { Sentence } from "#renderer/words/sentence.ts";
import type { Cents } from "#shared/kernel/money.ts";
import type { ModeChoice } from "#shared/redemption/choose-mode.ts";
import type { RedeemMode } from "#shared/sync/command.ts";
import classes from "./redeem-form.module.css";

/** Above the button, in a line: whether the amount can be redeemed now, by whom, or why not. */
export const RedeemState = ({
  problem,
  preview,
  mostCents,
  isOnline,
  isAsking,
}: {
  /** Why it can't be redeemed. */
  readonly problem: Sentence | null;
  /** What would happen to the amount; null if there is none yet. */
  readonly preview: ModeChoice | null;
  readonly mostCents: Cents;
  readonly isOnline: boolean;
  readonly isAsking: boolean;
}) => {
  const most = useFormat().money(mostCents);
  if (isAsking && isOnline) return <Line tone="info" title={say("redeem.asking")} isAsking />;
  if (problem !== null) return <Line tone="danger" {...problem} />;
  if (preview !== null && preview.mode !== "declined") return MODE_LINES[preview.mode](most);
  if (mostCents <= 0) return <Line tone="info" title={say("redeem.nothing_now")} />;
  return isOnline ? (
    <Line tone="info" title={say("redeem.up_to_now", { money: most })} />
  ) : (
    <Line tone="warning" title={say("redeem.up_to_offline", { money: most })} />
  );
};

/** What each mode means for the customer. `most` is how much may be redeemed without the server. */
const MODE_LINES: Readonly<Record<RedeemMode, (most: string) => ReactNode>> = {
  online: () => <Line tone="success" title={say("redeem.at_once")} />,
  at_risk: (money) => (
    <Line
      tone="warning"
      title={say("redeem.offline")}
      advice={say("redeem.offline_hint", { money })}
    />
  ),
};

const Line = ({
  tone,
  title,
  advice = "",
  isAsking = false,
}: {
  readonly tone: Tone;
  readonly title: string;
  readonly advice?: string;
  readonly isAsking?: boolean;
}) => {
  const Icon = ICONS[tone];
  return (
    <div
      className={classes["state"]}
      data-tone={tone}
      role={tone === "danger" ? "alert" : "status"}
    >
      {isAsking ? <Loader size="xs" aria-hidden /> : <Icon size={20} aria-hidden />}
      <div>
        <div className={classes["stateTitle"]}>{title}</div>
        {advice !== "" && <div>{advice}</div>}
      </div>
    </div>
  );
};

const ICONS: Readonly<Record<Tone, typeof IconCircleX>> = {
  info: IconInfoCircle,
  success: IconCircleCheck,
  warning: IconAlertTriangle,
  danger: IconCircleX,
};
