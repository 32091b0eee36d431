import { Button, Paper, Stack, Text, Title } from "@mantine/core";
import { say } from "#renderer/words/say.ts";
import classes from "./kiosk.module.css";

/** What staff should know before they hand the screen to customers ([X50]). */
export const KioskStart = ({
  onStart,
  onBack,
}: {
  readonly onStart: () => void;
  readonly onBack: () => void;
}) => (
  <main id="main" className={classes["start"]}>
    <Paper p="xl">
      <Stack gap="md">
        <Title order={1}>{say("kiosk.start_title")}</Title>
        <Text>{say("kiosk.start_hint")}</Text>
        <Text>{say("kiosk.start_leave")}</Text>
        <Text c="dimmed">{say("kiosk.start_as")}</Text>
        <Text c="dimmed">{say("kiosk.start_lock")}</Text>
        <div className={classes["startActions"]}>
          <Button size="lg" onClick={onStart}>
            {say("kiosk.start")}
          </Button>
          <Button size="lg" variant="default" onClick={onBack}>
            {say("kiosk.cancel")}
          </Button>
        </div>
      </Stack>
    </Paper>
  </main>
);
