import { Button, Center, Paper, Stack } from "@mantine/core";
import { useNavigate } from "@tanstack/react-router";
import { Callout } from "#renderer/ui/callout.tsx";

/** A screen that could not be drawn, or does not exist. What was done is safe: it is not kept here. */
export const FailedScreen = ({
  error,
  onRetry,
}: {
  /** Null where there is no such screen. */
  readonly error: unknown;
  readonly onRetry: () => void;
}) => {
  const navigate = useNavigate();
  const home = async () => {
    await navigate({ to: "/" });
    onRetry();
  };
  return (
    <Center mih="60dvh" p="md">
      <Paper p="xl" maw={560} component="main" id="main">
        <Stack gap="md">
          <Callout
            tone="bad"
            title={error === null ? "There is no such screen." : "This screen could not be shown."}
          >
            {error === null
              ? "Go to the search and begin anew."
              : "Nothing that was done is lost. Try again, or go to the search."}
          </Callout>
          {error instanceof Error && (
            <details>
              <summary>What went wrong</summary>
              <pre className="failure">{error.message}</pre>
            </details>
          )}
          <Button onClick={() => void home()}>Go to the search</Button>
          {error !== null && (
            <Button variant="default" onClick={onRetry}>
              Try again
            </Button>
          )}
        </Stack>
      </Paper>
    </Center>
  );
};
