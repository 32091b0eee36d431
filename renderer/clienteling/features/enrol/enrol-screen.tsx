import { Button, Container, Paper, Stack, Text, TextInput, Title } from "@mantine/core";
import { useForm } from "@mantine/form";
import { zod4Resolver } from "mantine-form-zod-resolver";
import { useState } from "react";
import { z } from "zod";
import { useDevice } from "#renderer/clienteling/device-context.tsx";
import type { Launch } from "#renderer/clienteling/launcher.ts";
import type { EnrolRefusal } from "#renderer/data/enrolment.ts";
import { useSession } from "#renderer/state/session-store.ts";
import { Callout } from "#renderer/ui/callout.tsx";
import { enrolRefusalSentence } from "#renderer/words/enrol-refusal.ts";

const formSchema = z.object({
  serverUrl: z
    .url({ protocol: /^https?$/, error: "Write the address in full, starting with https://" })
    .trim(),
  code: z.string().trim().min(6, "The code has at least 6 characters.").max(64, "That's too long."),
  deviceName: z
    .string()
    .trim()
    .min(1, "Give the device a name, such as Till 1.")
    .max(100, "Use at most 100 characters."),
});

/**
 * Enrols this device at a location. Asks for the server's address, a one-time code and a name for
 * the device.
 */
export const EnrolScreen = ({
  launch,
  isAgain,
  pendingCount,
  onEnrolled,
}: {
  readonly launch: Launch;
  /** The device was enrolled before. */
  readonly isAgain: boolean;
  readonly pendingCount: number;
  readonly onEnrolled?: () => void;
}) => {
  const device = useDevice();
  const usedCode = useSession((session) => session.usedEnrolCode);
  const spendCode = useSession((session) => session.spendEnrolCode);
  // A code works once, and the code that this window started with may have been used already.
  const code = launch.enrolCode === usedCode ? null : launch.enrolCode;
  const [refusal, setRefusal] = useState<EnrolRefusal | null>(null);
  const form = useForm({
    initialValues: {
      serverUrl: launch.serverUrl ?? "",
      code: code ?? "",
      deviceName: launch.deviceName ?? "",
    },
    validate: zod4Resolver(formSchema),
    validateInputOnBlur: true,
  });

  const enrol = form.onSubmit(async (values) => {
    setRefusal(null);
    const answer = await device.enrol({
      serverUrl: new URL(values.serverUrl.trim()).origin,
      code: values.code.trim(),
      deviceName: values.deviceName.trim(),
    });
    if (answer.ok) {
      spendCode(values.code);
      onEnrolled?.();
    } else setRefusal(answer.error);
  });

  const sentence = refusal === null ? null : enrolRefusalSentence(refusal);
  const firstField = code === null ? "code" : "deviceName";
  return (
    <Container size={520} py="xl" component="main" id="main">
      <Paper p="xl" bg="var(--panel)">
        <form onSubmit={enrol} noValidate aria-label="Enrol this device">
          <Stack gap="md">
            <div>
              <Title order={1}>{isAgain ? "Enrol this device again" : "Enrol this device"}</Title>
              <Text c="dimmed" mt={4}>
                {isAgain && pendingCount > 0
                  ? `Anything waiting to be sent (${pendingCount}) is kept and sent afterwards.`
                  : "Head office gives you a one-time code, which sets the location of this device."}
              </Text>
            </div>
            {sentence !== null && (
              <Callout tone="danger" title={sentence.title}>
                {sentence.advice}
              </Callout>
            )}
            <TextInput
              label="Server"
              placeholder="https://sync.example.com"
              type="url"
              autoComplete="off"
              spellCheck={false}
              readOnly={launch.isServerFixed}
              description={
                launch.isServerFixed &&
                "To use another server, open the app at that server’s own address."
              }
              {...form.getInputProps("serverUrl")}
            />
            <TextInput
              label="Code"
              autoComplete="off"
              autoCapitalize="characters"
              spellCheck={false}
              autoFocus={firstField === "code"}
              {...form.getInputProps("code")}
            />
            <TextInput
              label="Name of this device"
              placeholder="For example, Till 1"
              autoComplete="off"
              autoFocus={firstField === "deviceName"}
              {...form.getInputProps("deviceName")}
            />
            <Button type="submit" loading={form.submitting} mt="xs">
              Enrol
            </Button>
          </Stack>
        </form>
      </Paper>
    </Container>
  );
};
