import { Button, Paper, Text } from "@mantine/core";
import { useSyncExternalStore } from "react";
import { say } from "#renderer/words/say-first.ts";
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
      <Text size="sm">{say("frame.update")}</Text>
      <Button onClick={appUpdate.apply}>{say("frame.update_now")}</Button>
      <Button variant="subtle" onClick={appUpdate.dismiss}>
        {say("frame.update_later")}
      </Button>
    </Paper>
  );
};

/**
 * Says that a new version has waited for days. A store's app applies it at the lock, and asks
 * nobody.
 */
export const OverdueUpdate = () => {
  const isOverdue = useSyncExternalStore(appUpdate.subscribe, appUpdate.isOverdue);
  if (!isOverdue) return null;
  return (
    <Paper className={classes["prompt"]} role="status" shadow="md">
      <Text size="sm">{say("frame.update_overdue")}</Text>
      <Button variant="subtle" onClick={appUpdate.dismiss}>
        {say("frame.update_later")}
      </Button>
    </Paper>
  );
};
