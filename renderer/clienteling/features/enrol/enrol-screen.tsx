import { Button, Stack, Text, TextInput, Title } from "@mantine/core";
import { useForm } from "@mantine/form";
import { zod4Resolver } from "mantine-form-zod-resolver";
import { useState } from "react";
import { z } from "zod";
import { useDevice } from "#renderer/clienteling/device-context.tsx";
import type { Launch } from "#renderer/clienteling/launcher.ts";
import type { EnrolRefusal } from "#renderer/data/enrolment.ts";
import { useSession } from "#renderer/state/session-store.ts";
import { Callout } from "#renderer/ui/callout.tsx";
import { useFormat } from "#renderer/ui/format-context.tsx";
import { enrolRefusalSentence } from "#renderer/words/enrol-refusal.ts";
import { say } from "#renderer/words/say.ts";
import { SetupPage } from "./setup-page.tsx";

const formSchema = z.object({
  serverUrl: z.url({ protocol: /^https?$/, error: say("enrol.server_invalid") }).trim(),
  code: z.string().trim().min(6, say("enrol.code_short")).max(64, say("enrol.code_long")),
  deviceName: z.string().trim().min(1, say("enrol.name_missing")).max(100, say("enrol.name_long")),
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
  const format = useFormat();
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
    <SetupPage>
      <form onSubmit={enrol} noValidate aria-label={say("enrol.title")}>
        <Stack gap="md">
          <div>
            <Title order={1}>{isAgain ? say("enrol.again") : say("enrol.title")}</Title>
            <Text c="dimmed" mt={4}>
              {isAgain && pendingCount > 0
                ? say("enrol.again_kept", {
                    count: pendingCount,
                    shown: format.count(pendingCount),
                  })
                : say("enrol.intro")}
            </Text>
          </div>
          {sentence !== null && (
            <Callout tone="danger" title={sentence.title}>
              {sentence.advice}
            </Callout>
          )}
          <TextInput
            label={say("enrol.code")}
            autoComplete="off"
            autoCapitalize="characters"
            autoCorrect="off"
            spellCheck={false}
            autoFocus={firstField === "code"}
            {...form.getInputProps("code")}
          />
          <TextInput
            label={say("enrol.name")}
            placeholder={say("enrol.name_hint")}
            autoComplete="off"
            autoCorrect="off"
            autoFocus={firstField === "deviceName"}
            {...form.getInputProps("deviceName")}
          />
          {launch.isServerFixed ? null : (
            <TextInput
              label={say("enrol.server")}
              placeholder={say("enrol.server_hint")}
              type="url"
              autoComplete="off"
              autoCapitalize="none"
              autoCorrect="off"
              spellCheck={false}
              {...form.getInputProps("serverUrl")}
            />
          )}
          <Button type="submit" loading={form.submitting} mt="xs">
            {say("enrol.enrol")}
          </Button>
          {launch.isServerFixed && launch.serverUrl !== null && (
            <Text size="sm" c="dimmed" ta="center">
              {say("enrol.connects_to", { host: new URL(launch.serverUrl).host })}
            </Text>
          )}
        </Stack>
      </form>
    </SetupPage>
  );
};
