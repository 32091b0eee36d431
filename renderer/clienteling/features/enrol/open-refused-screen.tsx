import { Button, Center, Paper, Stack, Text } from "@mantine/core";
import type { OpenRefusal } from "#renderer/data/device.ts";
import { Callout } from "#renderer/ui/callout.tsx";
import { ProductMark } from "#renderer/ui/product-mark.tsx";
import { openRefusalSentence } from "#renderer/words/enrol-refusal.ts";

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
    <Center mih="100dvh" p="md">
      <Paper p="xl" maw={520} bg="var(--panel)">
        <Stack gap="lg">
          <ProductMark size={40} />
          <Callout tone="danger" title={sentence.title}>
            {sentence.advice}
          </Callout>
          {refusal.reason === "storage_unavailable" && (
            <Text size="sm" c="dimmed">
              {refusal.message}
            </Text>
          )}
          <Button onClick={onRetry}>Try again</Button>
        </Stack>
      </Paper>
    </Center>
  );
};
