import { Button, Text } from "@mantine/core";
import { IconUsers } from "@tabler/icons-react";
import { type Duplicate, type DuplicateMatch, IS_REFUSED } from "#renderer/data/duplicate.ts";
import { personName } from "#renderer/words/person-text.ts";
import { say } from "#renderer/words/say.ts";
import type { ProfileId } from "#shared/kernel/ids.ts";
import classes from "./profile-form.module.css";

/**
 * Below a field, the customers who have the same or nearly: it is better to open one of them than
 * to have the person twice.
 */
export const DuplicateNotes = ({
  duplicates,
  field,
  onOpen,
}: {
  readonly duplicates: readonly Duplicate[];
  readonly field: DuplicateField;
  readonly onOpen: (profileId: ProfileId) => void;
}) =>
  duplicates
    .filter(({ matched }) => FIELD_OF[matched] === field)
    .map(({ profile, matched }) => {
      const name = personName(profile);
      return (
        <div
          key={profile.id}
          className={classes["duplicate"]}
          data-tone={IS_REFUSED[matched] ? "danger" : "warning"}
        >
          <IconUsers size={18} aria-hidden />
          <Text size="sm" component="span">
            {SAME[matched](name)}
          </Text>
          <Button
            variant="subtle"
            px="xs"
            aria-label={say("customerForm.open_name", { name })}
            onClick={() => onOpen(profile.id)}
          >
            {say("customerForm.open")}
          </Button>
        </div>
      );
    });

type DuplicateField = "mobilePhone" | "email" | "card" | "name";

/** Where each likeness is said. */
const FIELD_OF: Readonly<Record<DuplicateMatch, DuplicateField>> = {
  email: "email",
  phone: "mobilePhone",
  identifier: "card",
  similar_identifier: "card",
  name: "name",
};

const inUse = (name: string) => say("customerForm.in_use", { name });

const SAME: Readonly<Record<DuplicateMatch, (name: string) => string>> = {
  email: inUse,
  phone: inUse,
  identifier: inUse,
  similar_identifier: (name) => say("customerForm.similar_card", { name }),
  name: (name) => say("customerForm.similar_name", { name }),
};
