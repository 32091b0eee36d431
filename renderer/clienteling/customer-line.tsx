import { Text } from "@mantine/core";
import type { ReactNode } from "react";
import { PersonAvatar } from "#renderer/ui/person-avatar.tsx";
import { personName } from "#renderer/words/person-text.ts";
import type { ProfileFact } from "#shared/sync/facts.ts";
import classes from "./customer-line.module.css";
import { Picture } from "./picture.tsx";

/** One customer in a list: who, a line that tells namesakes apart, and a figure at the end. */
export const CustomerLine = ({
  profile,
  name,
  badge,
  line,
  end,
}: {
  readonly profile: ProfileFact;
  /** The name as it is shown here, such as with letters marked. */
  readonly name?: ReactNode;
  readonly badge?: ReactNode;
  readonly line: ReactNode;
  readonly end?: ReactNode;
}) => {
  const plain = personName(profile);
  return (
    <span className={classes["line"]}>
      <Picture of={profile.picture} size={40}>
        <PersonAvatar name={plain} />
      </Picture>
      <span className={classes["who"]}>
        <span className={classes["name"]}>
          <Text component="span" fw={500} lineClamp={2} lh={1.3} title={plain}>
            {name ?? plain}
          </Text>
          {badge}
        </span>
        <Text component="span" size="sm" c="dimmed" lh={1.35} lineClamp={2}>
          {line}
        </Text>
      </span>
      {end !== undefined && <span className={`numbers ${classes["end"]}`}>{end}</span>}
    </span>
  );
};
