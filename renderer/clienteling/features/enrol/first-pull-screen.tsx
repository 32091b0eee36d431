import { Button, Container, Paper, Progress, Stack, Text, Title } from "@mantine/core";
import type { SyncStatus } from "#renderer/data/sync-status.ts";
import { Callout } from "#renderer/ui/callout.tsx";
import { useFormat } from "#renderer/ui/format-context.tsx";
import { LiveMessage } from "#renderer/ui/live-message.tsx";
import { networkSentence } from "#renderer/words/network.ts";
import classes from "./first-pull-screen.module.css";

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
  const problem = status.connection === "online" ? null : networkSentence(status.connection);
  return (
    <Container size={520} py="xl" component="main" id="main">
      <Paper p="xl" bg="var(--panel)">
        <Stack gap="md">
          <div>
            <Title order={1}>
              {locationName === null ? "Setting up this device" : `Setting up for ${locationName}`}
            </Title>
            <Text c="dimmed" mt={4}>
              This location's customers come first. After this, everything works offline.
            </Text>
          </div>
          <Progress.Root size={10} aria-label="First pull">
            <Progress.Section value={100} animated striped aria-label="Loaded" />
          </Progress.Root>
          <Text className={`numbers ${classes["count"]}`}>
            {`${format.count(status.loadedCount)} records so far`}
          </Text>
          <LiveMessage>Loading</LiveMessage>
          {problem !== null && (
            <Callout
              tone="warning"
              title={
                status.connection === "offline" ? "The server isn't answering." : problem.title
              }
              actions={
                <Button variant="default" onClick={onRetry}>
                  Try again
                </Button>
              }
            >
              {status.connection === "offline"
                ? "Loading continues where it stopped as soon as the network is back."
                : problem.advice}
            </Callout>
          )}
          <Button variant={canStart ? "filled" : "default"} disabled={!canStart} onClick={onStart}>
            Start now
          </Button>
          <Text size="sm" c="dimmed">
            {canStart
              ? "You can start with what's here. The rest keeps loading."
              : "You can start as soon as staff and the first customers are here."}
          </Text>
        </Stack>
      </Paper>
    </Container>
  );
};
