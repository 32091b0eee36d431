import { Button, Text } from "@mantine/core";
import type { Duplicate, DuplicateMatch } from "#renderer/data/duplicate.ts";
import { LiveMessage } from "#renderer/ui/live-message.tsx";
import { Panel } from "#renderer/ui/panel.tsx";
import { PersonAvatar } from "#renderer/ui/person-avatar.tsx";
import { cardOf, maskEmail, maskPhone, personName } from "#renderer/words/person-text.ts";
import type { ProfileId } from "#shared/kernel/ids.ts";
import classes from "./duplicates-panel.module.css";

/** Profiles that may be the same person. It is better to open one than to have the person twice. */
export const DuplicatesPanel = ({
  duplicates,
  isBlocking,
  isNew,
  isAsked,
  onOpen,
}: {
  readonly duplicates: readonly Duplicate[];
  /** A contact or a card is identical, so the server would refuse it. */
  readonly isBlocking: boolean;
  readonly isNew: boolean;
  /** Whether there is anything to compare yet. */
  readonly isAsked: boolean;
  readonly onOpen: (profileId: ProfileId) => void;
}) => (
  <div className={classes["panel"]} data-tone={tone(duplicates, isBlocking)}>
    <Panel
      title={
        duplicates.length > 0
          ? "Possible duplicates"
          : isNew
            ? "Already a customer?"
            : "Possible duplicates"
      }
    >
      <LiveMessage>
        {duplicates.length === 0 ? "" : `${duplicates.length} possible duplicates`}
      </LiveMessage>
      {duplicates.length === 0 ? (
        <Text size="sm" c="dimmed">
          {isAsked
            ? `No ${isNew ? "" : "other "}customer on this device has this name, email, phone or card.`
            : "We compare what you type with the customers on this device."}
        </Text>
      ) : (
        <>
          <Text size="sm">
            {isBlocking
              ? "Another customer has the same email, phone or card. Open that customer, or correct the details."
              : isNew
                ? "The name or the card is similar. If it's the same person, open them; otherwise carry on."
                : "The name or the card is similar. Check that this isn't a second record of the same person."}
          </Text>
          <ul className={classes["list"]}>
            {duplicates.map(({ profile, matched }) => (
              <li key={profile.id} className={classes["item"]}>
                <PersonAvatar name={personName(profile)} size={36} />
                <span className={classes["who"]}>
                  <Text component="span" fw={600} lineClamp={3} lh={1.3}>
                    {personName(profile)}
                  </Text>
                  <Text component="span" size="xs" c="dimmed" className="numbers">
                    {[
                      profile.email && maskEmail(profile.email),
                      profile.mobilePhone && maskPhone(profile.mobilePhone),
                      cardOf(profile),
                    ]
                      .filter(Boolean)
                      .join(" · ")}
                  </Text>
                  <Text component="span" size="xs" c={SAME[matched].color}>
                    {SAME[matched].text}
                  </Text>
                </span>
                <Button
                  variant="default"
                  aria-label={`Open ${personName(profile)}`}
                  onClick={() => onOpen(profile.id)}
                >
                  Open
                </Button>
              </li>
            ))}
          </ul>
        </>
      )}
    </Panel>
  </div>
);

const tone = (duplicates: readonly Duplicate[], isBlocking: boolean) =>
  duplicates.length === 0 ? "none" : isBlocking ? "danger" : "warning";

const SAME: Readonly<Record<DuplicateMatch, { readonly text: string; readonly color: string }>> = {
  email: { text: "Same email", color: "var(--danger)" },
  phone: { text: "Same phone", color: "var(--danger)" },
  identifier: { text: "Same card", color: "var(--danger)" },
  similar_identifier: { text: "Similar card", color: "dimmed" },
  name: { text: "Similar name", color: "dimmed" },
};
