import { ActionIcon, Text, Tooltip } from "@mantine/core";
import { IconMail, IconMessage, IconPhone } from "@tabler/icons-react";
import type { ComponentType } from "react";
import { RowList } from "#renderer/clienteling/features/profile/row-list.tsx";
import type { ProfileView } from "#renderer/data/views.ts";
import { Panel } from "#renderer/ui/panel.tsx";
import { contactConsent, contactConsentText } from "#renderer/words/contact-consent.ts";
import { CHANNEL_WORDS } from "#renderer/words/overruled.ts";
import { spacedPhone } from "#renderer/words/person-text.ts";
import { say } from "#renderer/words/say.ts";
import type { ConsentChannel } from "#shared/profile/consent.ts";
import { shownEmail } from "#shared/profile/email.ts";
import { commsOf } from "#shared/sync/pending.ts";
import classes from "./contact-panel.module.css";

/** A way to reach somebody with what the device has for it. */
type Way = {
  readonly channel: ConsentChannel;
  readonly href: string;
  readonly label: string;
  readonly Icon: ComponentType<{ readonly size: number }>;
};

/** How to reach the customer: a tap where they allow it, and why not where they don't. */
export const ContactPanel = ({ view: { profile } }: { readonly view: ProfileView }) => {
  const comms = commsOf(profile);
  const email = profile.email && shownEmail(profile.email);
  const phones = [
    { name: say("overview.mobile"), phone: profile.mobilePhone },
    { name: say("overview.other_phone"), phone: profile.secondaryPhone },
  ].flatMap(({ name, phone }) => (phone === null ? [] : [{ name, phone }]));
  return (
    <Panel title={say("overview.contact")} flush>
      {!email && phones.length === 0 && (
        <Text size="sm" c="dimmed" px="md" py="sm">
          {say("overview.no_contact")}
        </Text>
      )}
      <RowList>
        {phones.map(({ name, phone }) => {
          const number = spacedPhone(phone);
          const ways: readonly Way[] = [
            {
              ...{ channel: "phone", href: `tel:${phone}`, Icon: IconPhone },
              label: say("overview.call", { number }),
            },
            {
              ...{ channel: "sms", href: `sms:${phone}`, Icon: IconMessage },
              label: say("overview.text", { number }),
            },
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
                ...{ channel: "email", href: `mailto:${email}`, Icon: IconMail },
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
  /** It is read from left to right in every language (traps 27). */
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
        .map(({ channel, href, label, Icon }) => (
          <Tooltip key={channel} label={label}>
            <ActionIcon component="a" href={href} variant="default" aria-label={label}>
              <Icon size={20} />
            </ActionIcon>
          </Tooltip>
        ))}
    </li>
  );
};
