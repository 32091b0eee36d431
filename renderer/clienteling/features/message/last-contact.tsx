import { Text } from "@mantine/core";
import type { z } from "zod";
import { useNow } from "#renderer/clienteling/use-now.ts";
import type { ClientelingView, StaffMember } from "#renderer/data/views.ts";
import { Callout } from "#renderer/ui/callout.tsx";
import { useFormat } from "#renderer/ui/format-context.tsx";
import { say } from "#renderer/words/say.ts";
import type { interactionChannelSchema } from "#shared/clienteling/interaction.ts";
import { lastContactOf, quietUntil } from "#shared/clienteling/message.ts";

/**
 * Who was last in touch with the customer, also from another store, and a warning for some days
 * after it ([X42]).
 */
export const LastContact = ({
  clienteling: { history, logged },
  team,
}: {
  readonly clienteling: ClientelingView;
  readonly team: readonly StaffMember[];
}) => {
  const format = useFormat();
  const now = useNow(60_000);
  const last = lastContactOf([
    ...history.flatMap((each) => (each.kind === "interaction" ? [each.interaction] : [])),
    ...logged.flatMap((each) =>
      each.kind === "log_contact"
        ? [{ ...each, action: "reach" as const, at: each.occurredAt }]
        : [],
    ),
  ]);
  if (last === null) {
    return (
      <Text size="sm" c="dimmed">
        {say("message.never")}
      </Text>
    );
  }
  const name =
    last.staffId === null
      ? say("message.nobody_named")
      : (team.find(({ id }) => id === last.staffId)?.name ?? say("message.colleague"));
  const how = HOW[last.channel]();
  const until = quietUntil(last, now);
  const when = format.pastDay(last.at, now);
  const sentence = say("message.last", { name, when, how });
  if (until === null) {
    return (
      <Text size="sm" c="dimmed">
        {sentence}
      </Text>
    );
  }
  return (
    <Callout tone="warning" title={sentence}>
      {say("message.quiet_why", { day: format.weekday(until) })}
    </Callout>
  );
};

type Way = z.infer<typeof interactionChannelSchema>;

const HOW: Readonly<Record<Way, () => string>> = {
  app: () => say("message.by.app"),
  email: () => say("message.by.email"),
  location: () => say("message.by.location"),
  push: () => say("message.by.push"),
  sms: () => say("message.by.sms"),
  social: () => say("message.by.social"),
  support: () => say("message.by.support"),
  website: () => say("message.by.website"),
};
