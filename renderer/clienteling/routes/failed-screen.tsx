import { Button, Center, Paper, Stack } from "@mantine/core";
import { useNavigate } from "@tanstack/react-router";
import { Callout } from "#renderer/ui/callout.tsx";
import { say } from "#renderer/words/say-first.ts";

/**
 * Shown for a page that failed or doesn't exist. Nothing is lost, because screens store nothing.
 */
export const FailedScreen = ({
  error,
  onRetry,
}: {
  /** Null if there is no such page. */
  readonly error: unknown;
  /** Draws the page again. Null if that can't help. */
  readonly onRetry: (() => void) | null;
}) => {
  const navigate = useNavigate();
  const home = async () => {
    await navigate({ to: "/" });
    onRetry?.();
  };
  return (
    <Center mih="60dvh" p="md">
      <Paper p="xl" maw={560} component="main" id="main">
        <Stack gap="md">
          <Callout
            tone="danger"
            title={error === null ? say("enrol.no_page") : say("enrol.failed")}
          >
            {error === null ? say("enrol.no_page_hint") : say("enrol.failed_hint")}
          </Callout>
          {error instanceof Error && (
            <details>
              <summary>{say("enrol.details")}</summary>
              <pre className="failure">{error.message}</pre>
            </details>
          )}
          <Button onClick={() => void home()}>{say("enrol.home")}</Button>
          {onRetry !== null && (
            <Button variant="default" onClick={onRetry}>
              {say("enrol.retry")}
            </Button>
          )}
        </Stack>
      </Paper>
    </Center>
  );
};
