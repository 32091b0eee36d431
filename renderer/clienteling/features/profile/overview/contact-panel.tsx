import { ActionIcon, Text, Tooltip } from "@mantine/core";
import { IconMail, IconMessage, IconPhone } from "@tabler/icons-react";
import type { ComponentType } from "react";
import { RowList } from "#renderer/clienteling/features/profile/row-list.tsx";
import type { ProfileView } from "#renderer/data/views.ts";
import { Panel } from "#renderer/ui/panel.tsx";
import { contactConsentText } from "#renderer/words/contact-consent.ts";
import { CHANNEL_WORDS } from "#renderer/words/overruled.ts";
import { spacedPhone } from "#renderer/words/person-text.ts";
import { say } from "#renderer/words/say.ts";
import type { MessageChannel } from "#shared/clienteling/message-template.ts";
import type { ConsentChannel } from "#shared/profile/consent.ts";
import { contactConsent } from "#shared/profile/contact-consent.ts";
import { shownEmail } from "#shared/profile/email.ts";
import { commsOf } from "#shared/sync/pending.ts";
import classes from "./contact-panel.module.css";

/** A way to reach somebody with what the device has for it. */
type Way = {
  readonly channel: ConsentChannel;
  /** An address for a call, or what writes a message. */
  readonly open: string | (() => void);
  readonly label: string;
  readonly Icon: ComponentType<{ readonly size: number }>;
};

/** How to reach the customer: a tap where they allow it, and why not where they don't. */
export const ContactPanel = ({
  view: { profile },
  onMessage,
}: {
  readonly view: ProfileView;
  readonly onMessage: (channel: MessageChannel) => void;
}) => {
  const comms = commsOf(profile);
  const email = profile.email && shownEmail(profile.email);
  const phones = [
    { name: say("overview.mobile"), phone: profile.mobilePhone, isMobile: true },
    { name: say("overview.other_phone"), phone: profile.secondaryPhone, isMobile: false },
  ].flatMap(({ phone, ...each }) => (phone === null ? [] : [{ ...each, phone }]));
  return (
    <Panel title={say("overview.contact")} flush>
      {!email && phones.length === 0 && (
        <Text size="sm" c="dimmed" px="md" py="sm">
          {say("overview.no_contact")}
        </Text>
      )}
      <RowList>
        {phones.map(({ name, phone, isMobile }) => {
          const number = spacedPhone(phone);
          const ways: readonly Way[] = [
            {
              ...{ channel: "phone", open: `tel:${phone}`, Icon: IconPhone },
              label: say("overview.call", { number }),
            },
            ...(isMobile
              ? [
                  {
                    ...({
                      channel: "sms",
                      open: () => onMessage("sms"),
                      Icon: IconMessage,
                    } as const),
                    label: say("overview.text", { number }),
                  },
                ]
              : []),
          ];
          return (
            <ContactRow key={name} name={name} value={number} comms={comms} ways={ways} isNumber />
          );
        })}
        {email && (
          <ContactRow
            name={say("overview.email")}
            value={email}
            comms={comms}
            ways={[
              {
                ...{ channel: "email", open: () => onMessage("email"), Icon: IconMail },
                label: say("overview.write", { address: email }),
              },
            ]}
          />
        )}
      </RowList>
    </Panel>
  );
};

const ContactRow = ({
  name,
  value,
  comms,
  ways,
  isNumber = false,
}: {
  readonly name: string;
  readonly value: string;
  readonly comms: ReturnType<typeof commsOf>;
  readonly ways: readonly Way[];
  /** It is read from left to right in every language. */
  readonly isNumber?: boolean;
}) => {
  const asked = ways.map((way) => ({ ...way, consent: contactConsent(comms, way.channel) }));
  const refused = asked.filter(({ consent }) => consent !== "allowed");
  return (
    <li className={classes["row"]}>
      <div className={classes["what"]}>
        <Text size="sm" c="dimmed">
          {name}
        </Text>
        <Text className={isNumber ? "numbers unbroken" : classes["address"]} dir="ltr" ta="start">
          {value}
        </Text>
        {[...new Set(refused.map(({ consent }) => consent))].map((why) => (
          <Text key={why} size="xs" c="dimmed">
            {refused
              .filter(({ consent }) => consent === why)
              .map(({ channel }) => CHANNEL_WORDS[channel])
              .join(", ")}
            : {contactConsentText(why)}
          </Text>
        ))}
      </div>
      {asked
        .filter(({ consent }) => consent === "allowed")
        .map(({ channel, open, label, Icon }) => (
          <Tooltip key={channel} label={label}>
            {typeof open === "string" ? (
              <ActionIcon component="a" href={open} variant="default" aria-label={label}>
                <Icon size={20} />
              </ActionIcon>
            ) : (
              <ActionIcon variant="default" aria-label={label} onClick={open}>
                <Icon size={20} />
              </ActionIcon>
            )}
          </Tooltip>
        ))}
    </li>
  );
};
