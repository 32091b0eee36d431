import { Button, Center, Paper, Stack } from "@mantine/core";
import { useNavigate } from "@tanstack/react-router";
import { Callout } from "#renderer/ui/callout.tsx";

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
            title={error === null ? "Page not found." : "We couldn't show this screen."}
          >
            {error === null
              ? "There's no page at this address."
              : "Nothing you did is lost. Try again, or go to search."}
          </Callout>
          {error instanceof Error && (
            <details>
              <summary>What went wrong</summary>
              <pre className="failure">{error.message}</pre>
            </details>
          )}
          <Button onClick={() => void home()}>Go to search</Button>
          {onRetry !== null && (
            <Button variant="default" onClick={onRetry}>
              Try again
            </Button>
          )}
        </Stack>
      </Paper>
    </Center>
  );
};
