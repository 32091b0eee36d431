import type { SyncStatus } from "#renderer/data/sync-status.ts";
import { Callout } from "#renderer/ui/callout.tsx";
import { useFormat } from "#renderer/ui/format-context.tsx";
import { clockSentence } from "#renderer/words/network.ts";
import classes from "./connection-banner.module.css";

/** Warns that this device's own clock is wrong. Shows nothing while it is right. */
export const ClockBanner = ({ aheadMs }: { readonly aheadMs: SyncStatus["clockAheadMs"] }) => {
  const sentence = clockSentence(aheadMs, useFormat());
  if (sentence === null) return null;
  return (
    <div className={classes["banner"]}>
      <Callout tone="warning" title={sentence.title}>
        {sentence.advice}
      </Callout>
    </div>
  );
};
