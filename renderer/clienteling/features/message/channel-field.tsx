import { Button } from "@mantine/core";
import { IconBrandWhatsapp, IconMail, IconMessage } from "@tabler/icons-react";
import dialog from "#renderer/ui/dialog.module.css";
import { say } from "#renderer/words/say.ts";
import type { MessageWay } from "#shared/clienteling/message.ts";
import type { MessageChannel } from "#shared/clienteling/message-template.ts";
import classes from "./message-sheet.module.css";

const ICONS: Readonly<Record<MessageChannel, typeof IconMail>> = {
  ...{ email: IconMail, sms: IconMessage, chat: IconBrandWhatsapp },
};

/** By which channel to write, and why not by the others ([X41]). */
export const ChannelField = ({
  ways,
  chosen,
  onChoose,
}: {
  readonly ways: readonly MessageWay[];
  readonly chosen: MessageChannel;
  readonly onChoose: (channel: MessageChannel) => void;
}) => {
  const closed = ways.flatMap(({ channel, problem }) =>
    problem === null
      ? []
      : say("message.cannot", {
          channel: say(`message.channel.${channel}`),
          why: say(`message.problem.${problem}`),
        }),
  );
  return (
    <fieldset className={dialog["group"]}>
      <legend className={dialog["label"]}>{say("message.how")}</legend>
      <div className={classes["channels"]}>
        {ways.map(({ channel, problem }) => {
          const Icon = ICONS[channel];
          return (
            <Button
              key={channel}
              variant={channel === chosen ? "light" : "default"}
              aria-pressed={channel === chosen}
              disabled={problem !== null}
              leftSection={<Icon size={18} aria-hidden />}
              onClick={() => onChoose(channel)}
            >
              {say(`message.channel.${channel}`)}
            </Button>
          );
        })}
      </div>
      {closed.length > 0 && <p className={classes["why"]}>{closed.join(" · ")}</p>}
    </fieldset>
  );
};
