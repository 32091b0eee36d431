import { Button, Text } from "@mantine/core";
import type { OpenRefusal } from "#renderer/data/device.ts";
import { Callout } from "#renderer/ui/callout.tsx";
import { openRefusalSentence } from "#renderer/words/enrol-refusal.ts";
import { say } from "#renderer/words/say-first.ts";
import { SetupPage } from "./setup-page.tsx";

/** Shown when the app can't open this device's data. */
export const OpenRefusedScreen = ({
  refusal,
  onRetry,
}: {
  readonly refusal: OpenRefusal;
  readonly onRetry: () => void;
}) => {
  const sentence = openRefusalSentence(refusal);
  return (
    <SetupPage>
      <Callout tone="danger" title={sentence.title}>
        {sentence.advice}
      </Callout>
      {refusal.reason === "storage_unavailable" && (
        <Text size="sm" c="dimmed">
          {refusal.message}
        </Text>
      )}
      <Button onClick={onRetry}>{say("enrol.retry")}</Button>
    </SetupPage>
  );
};
