import { useNow } from "#renderer/clienteling/use-now.ts";
import { useFormat } from "#renderer/ui/format-context.tsx";
import { Panel } from "#renderer/ui/panel.tsx";
import { say } from "#renderer/words/say.ts";
import {
  changesText,
  goalFigure,
  goalLabel,
  goalPercent,
  heldText,
  keepText,
  tierName,
  toNextText,
} from "#renderer/words/tier.ts";
import { ProgressRow } from "./progress-row.tsx";
import { RowList } from "./row-list.tsx";
import { type TierSource, useTiers } from "./use-tiers.ts";

/**
 * The customer's tier in each programme, how long they hold it, and what is missing for the next
 * one and to keep it. Works offline: time alone changes it ([T8], [T15]). Nothing if head office
 * has defined no tiers.
 */
export const TiersPanel = (source: TierSource) => {
  const format = useFormat();
  const now = useNow(60_000);
  const tiers = useTiers(source);
  const zone = source.config.tenant?.timezone;
  if (tiers.length === 0 || zone === undefined) return null;
  return (
    <Panel title={tiers.length === 1 ? say("rewards.tier") : say("rewards.tiers")} flush>
      <RowList>
        {tiers.map(({ programme, name, standing }) => (
          <ProgressRow
            key={programme}
            name={tierName(standing)}
            figure={goalFigure(standing, format)}
            percent={goalPercent(standing)}
            label={goalLabel(standing)}
            notes={[
              tiers.length === 1 ? null : name,
              toNextText(standing, format),
              heldText(standing, zone, now, format),
              keepText(standing, zone, format),
              changesText(standing, zone, format),
            ]}
          />
        ))}
      </RowList>
    </Panel>
  );
};
