import { Badge, Text } from "@mantine/core";
import { Picture } from "#renderer/clienteling/picture.tsx";
import { PersonAvatar } from "#renderer/ui/person-avatar.tsx";
import { cardOf, maskEmail, maskPhone, personName } from "#renderer/words/person-text.ts";
import type { ProfileFact } from "#shared/sync/facts.ts";
import classes from "./hit-row.module.css";
import type { MatchedField } from "./use-profile-search.ts";

/**
 * One profile in a list: enough to ask "is that you?", too little to read anyone's contact details.
 */
export const HitRow = ({
  profile,
  matched = null,
  isExact = true,
  typed = "",
}: {
  readonly profile: ProfileFact;
  readonly matched?: MatchedField | null;
  readonly isExact?: boolean;
  /** What was searched for. */
  readonly typed?: string;
}) => {
  const name = personName(profile);
  const card = cardOf(profile) ?? "";
  const email = profile.email === null ? "" : maskEmail(profile.email);
  const why = matched === null ? null : whyFound(matched, isExact, typed);
  return (
    <span className={classes["row"]}>
      <Picture of={profile.picture} size={40}>
        <PersonAvatar name={name} />
      </Picture>
      <span className={classes["who"]}>
        <Text component="span" fw={600} lineClamp={3} lh={1.3} title={name}>
          {name}
        </Text>
        {why !== null && (
          <Text component="span" size="xs" c="dimmed">
            {why}
          </Text>
        )}
      </span>
      <Text component="span" size="sm" className={classes["contact"]} lineClamp={1} title={email}>
        {email}
      </Text>
      <Text component="span" size="sm" className={`numbers ${classes["phone"]}`}>
        {profile.mobilePhone === null ? "" : maskPhone(profile.mobilePhone)}
      </Text>
      <Text
        component="span"
        size="sm"
        className={`numbers ${classes["card"]}`}
        lineClamp={1}
        title={card}
      >
        {card}
      </Text>
      <span className={classes["badges"]}>
        {profile.profileType !== "active" && (
          <Badge variant="outline" color="gray" tt="none">
            {profile.profileType}
          </Badge>
        )}
      </span>
    </span>
  );
};

/** Why a profile is in the list, where the row itself doesn't show it. */
const whyFound = (matched: MatchedField, isExact: boolean, typed: string): string | null => {
  const why = FOUND_BY[matched](typed);
  if (!isExact) return `${why}, not an exact match`;
  return matched === "name" ? null : why;
};

const FOUND_BY: Readonly<Record<MatchedField, (typed: string) => string>> = {
  name: () => "by name",
  email: () => "by email",
  phone: () => "by phone",
  identifier: () => "by card",
  receipt: (typed) => `Receipt ${typed}`,
};
