import { Button, Paper, Text } from "@mantine/core";
import { useSyncExternalStore } from "react";
import { appUpdate } from "./app-update.ts";
import classes from "./update-prompt.module.css";

/**
 * Says that a new version is ready. It never reloads by itself: that could lose a half-filled form.
 */
export const UpdatePrompt = () => {
  const isReady = useSyncExternalStore(appUpdate.subscribe, appUpdate.isReady);
  if (!isReady) return null;
  return (
    <Paper className={classes["prompt"]} role="status" shadow="md">
      <Text size="sm">A new version is ready.</Text>
      <Button onClick={appUpdate.apply}>Reload now</Button>
      <Button variant="subtle" onClick={appUpdate.dismiss}>
        Later
      </Button>
    </Paper>
  );
};
