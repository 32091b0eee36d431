import { Text } from "@mantine/core";
import { useNow } from "#renderer/clienteling/use-now.ts";
import { useFormat } from "#renderer/ui/format-context.tsx";
import { Panel } from "#renderer/ui/panel.tsx";
import { nextText, reachedText, scorePercent, scoreText } from "#renderer/words/achievement.ts";
import { standingIn } from "#shared/incentive/achievement-standing.ts";
import type { HeldAchievement } from "#shared/incentive/held-achievement.ts";
import classes from "./achievements-panel.module.css";

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
    <Panel title="Achievements" flush>
      <ul className={classes["list"]}>
        {shown.map(({ definition, zone, standing }) => {
          const { progress } = standing;
          const score = scoreText(progress, format);
          return (
            <li key={definition.id}>
              <div className={classes["head"]}>
                <Text size="sm" fw={500}>
                  {definition.name}
                </Text>
                <Text size="sm" fw={600} className="numbers unbroken">
                  {score}
                </Text>
              </div>
              <progress max={100} value={scorePercent(progress)} aria-label={definition.name}>
                {score}
              </progress>
              <Note>{definition.shortDescription}</Note>
              <Note>{reachedText(progress, zone, format)}</Note>
              <Note>{nextText(standing, zone, now, format)}</Note>
            </li>
          );
        })}
      </ul>
    </Panel>
  );
};

const Note = ({ children }: { readonly children: string | null }) =>
  children !== null && (
    <Text size="xs" c="dimmed" className="numbers">
      {children}
    </Text>
  );
