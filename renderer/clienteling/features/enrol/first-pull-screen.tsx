import { Button, Loader, Progress, Text, Title, VisuallyHidden } from "@mantine/core";
import { IconCircleCheckFilled } from "@tabler/icons-react";
import type { SyncStatus } from "#renderer/data/sync-status.ts";
import { Callout } from "#renderer/ui/callout.tsx";
import { useFormat } from "#renderer/ui/format-context.tsx";
import { networkSentence } from "#renderer/words/network.ts";
import { say } from "#renderer/words/say.ts";
import classes from "./first-pull-screen.module.css";
import { SetupPage } from "./setup-page.tsx";

/** The progress of the first pull. Staff may start as soon as there is somebody to sign in. */
export const FirstPullScreen = ({
  status,
  locationName,
  canStart,
  onStart,
  onRetry,
}: {
  readonly status: SyncStatus;
  readonly locationName: string | null;
  readonly canStart: boolean;
  readonly onStart: () => void;
  readonly onRetry: () => void;
}) => {
  const format = useFormat();
  const { connection, loadedCount } = status;
  const problem =
    connection === "online" ? null : networkSentence(connection, status.isIntercepted);
  const isOffline = connection === "offline" && !status.isIntercepted;
  return (
    <SetupPage>
      <div>
        <Title order={1}>
          {locationName === null
            ? say("enrol.setting_up_device")
            : say("enrol.setting_up_for", { store: locationName })}
        </Title>
        <Text c="dimmed" mt={4}>
          {say("enrol.first")}
        </Text>
      </div>
      <Progress.Root size={8} aria-label={say("enrol.progress")}>
        <Progress.Section value={100} animated striped aria-label={say("enrol.progress")} />
      </Progress.Root>
      <ul className={classes["steps"]}>
        <li className={classes["step"]} data-done={canStart || undefined}>
          {canStart ? <IconCircleCheckFilled size={22} aria-hidden /> : <Loader size={22} />}
          <Text fw={500}>{say("enrol.step_store")}</Text>
          {canStart && <VisuallyHidden role="status">{say("enrol.step_done")}</VisuallyHidden>}
        </li>
        <li className={classes["step"]}>
          <Loader size={22} />
          <div>
            <Text fw={500}>{say("enrol.step_customers")}</Text>
            <Text size="sm" c="dimmed" className="numbers">
              {say("enrol.step_customers_so_far", { shown: format.count(loadedCount) })}
            </Text>
          </div>
        </li>
      </ul>
      {problem !== null && (
        <Callout
          tone="warning"
          title={isOffline ? say("enrol.stopped") : problem.title}
          actions={
            <Button variant="default" onClick={onRetry}>
              {say("enrol.retry")}
            </Button>
          }
        >
          {isOffline ? say("enrol.stopped_hint") : problem.advice}
        </Callout>
      )}
      <Button variant={canStart ? "filled" : "default"} disabled={!canStart} onClick={onStart}>
        {say("enrol.start")}
      </Button>
      <Text size="sm" c="dimmed">
        {canStart ? say("enrol.can_start") : say("enrol.can_start_soon")}
      </Text>
    </SetupPage>
  );
};
