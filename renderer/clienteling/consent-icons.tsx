import { Tooltip, VisuallyHidden } from "@mantine/core";
import {
  IconMail,
  IconMailOff,
  IconMessage,
  IconMessageOff,
  IconPhone,
  IconPhoneOff,
} from "@tabler/icons-react";
import { contactConsentText } from "#renderer/words/contact-consent.ts";
import { CHANNEL_WORDS } from "#renderer/words/overruled.ts";
import { contactConsent } from "#shared/profile/contact-consent.ts";
import type { ProfileFact } from "#shared/sync/facts.ts";
import { commsOf } from "#shared/sync/pending.ts";
import classes from "./consent-icons.module.css";

const CHANNELS = [
  { channel: "email", Yes: IconMail, No: IconMailOff },
  { channel: "sms", Yes: IconMessage, No: IconMessageOff },
  { channel: "phone", Yes: IconPhone, No: IconPhoneOff },
] as const;

/** By which ways the customer may be told of offers, at a glance and in words. */
export const ConsentIcons = ({ profile }: { readonly profile: ProfileFact }) => {
  const comms = commsOf(profile);
  return (
    <ul className={classes["icons"]}>
      {CHANNELS.map(({ channel, Yes, No }) => {
        const consent = contactConsent(comms, channel);
        const Icon = consent === "allowed" || consent === "not_asked" ? Yes : No;
        const text = `${CHANNEL_WORDS[channel]}: ${contactConsentText(consent)}`;
        return (
          <Tooltip key={channel} label={text}>
            <li data-allowed={consent === "allowed" || undefined}>
              <Icon size={18} aria-hidden />
              <VisuallyHidden>{text}</VisuallyHidden>
            </li>
          </Tooltip>
        );
      })}
    </ul>
  );
};
