import { ProgressRow } from "#renderer/clienteling/features/profile/progress-row.tsx";
import { RowList } from "#renderer/clienteling/features/profile/row-list.tsx";
import { useNow } from "#renderer/clienteling/use-now.ts";
import { useFormat } from "#renderer/ui/format-context.tsx";
import { Panel } from "#renderer/ui/panel.tsx";
import { nextText, reachedText, scorePercent, scoreText } from "#renderer/words/achievement.ts";
import { say } from "#renderer/words/say.ts";
import { standingIn } from "#shared/incentive/achievements/achievement-standing.ts";
import type { HeldAchievement } from "#shared/incentive/achievements/held-achievement.ts";

/**
 * How far the customer has come in what head office counts. Time alone starts a cycle again, and
 * may hide an achievement ([M3], [M8]). Nothing if there is none to show.
 */
export const AchievementsPanel = ({
  achievements,
}: {
  readonly achievements: readonly HeldAchievement[];
}) => {
  const format = useFormat();
  const now = useNow(60_000);
  const shown = achievements
    .map((held) => ({ ...held, standing: standingIn(held, now) }))
    .filter(({ standing }) => standing.shown === "all");
  if (shown.length === 0) return null;
  return (
    <Panel title={say("rewards.achievements")} flush>
      <RowList>
        {shown.map(({ definition, zone, standing }) => {
          const { progress } = standing;
          return (
            <ProgressRow
              key={definition.id}
              name={definition.name}
              figure={scoreText(progress, format)}
              percent={scorePercent(progress)}
              label={definition.name}
              notes={[
                definition.shortDescription,
                reachedText(progress, zone, format),
                nextText(standing, zone, now, format),
              ]}
            />
          );
        })}
      </RowList>
    </Panel>
  );
};
