import { Text, TextInput, Title, UnstyledButton } from "@mantine/core";
import { IconSearch, IconUsers } from "@tabler/icons-react";
import { type FormEvent, useState } from "react";
import type { StaffMember } from "#renderer/data/views.ts";
import { EmptyNote } from "#renderer/ui/empty-note.tsx";
import { LiveMessage } from "#renderer/ui/live-message.tsx";
import { PersonAvatar } from "#renderer/ui/person-avatar.tsx";
import { say } from "#renderer/words/say-first.ts";
import type { StaffId } from "#shared/kernel/ids.ts";
import { foldText } from "#shared/profile/fold-text.ts";
import classes from "./staff-picker.module.css";
import { useTileKeys } from "./use-tile-keys.ts";

/** So many faces are seen at a glance. More of them have a field to find one's own. */
const GLANCE_MAX = 12;

/**
 * The staff of this store as tiles, in the order given. Arrow keys and first letters go from one to
 * the next; in a large store there is a field for name or number, where Enter picks the first.
 */
export const StaffPicker = ({
  staff,
  onPick,
}: {
  readonly staff: readonly StaffMember[];
  readonly onPick: (staffId: StaffId) => void;
}) => {
  const [query, setQuery] = useState("");
  const tiles = useTileKeys();
  const found = staff.filter((member) => isMatch(member, query));
  const pickFirst = (event: FormEvent) => {
    event.preventDefault();
    const [first] = found;
    if (first !== undefined && query.trim() !== "") onPick(first.id);
  };
  return (
    <main id="main" className={classes["screen"]}>
      <div className={classes["column"]}>
        <Title order={1} className={classes["title"]}>
          {say("signIn.title")}
        </Title>
        {staff.length > GLANCE_MAX && (
          <form onSubmit={pickFirst} className={classes["find"]}>
            <TextInput
              aria-label={say("signIn.find")}
              placeholder={say("signIn.find_hint")}
              leftSection={<IconSearch size={20} aria-hidden />}
              value={query}
              onChange={(event) => setQuery(event.currentTarget.value)}
              maxLength={60}
              autoComplete="off"
              autoCapitalize="none"
              autoCorrect="off"
              spellCheck={false}
              data-autofocus
              // Typing is all this screen is for.
              autoFocus
            />
          </form>
        )}
        {found.length > 0 ? (
          <ul ref={tiles} className={classes["tiles"]}>
            {found.map((member) => (
              <li key={member.id}>
                <UnstyledButton className={classes["tile"]} onClick={() => onPick(member.id)}>
                  <PersonAvatar name={member.name} size={72} />
                  <Text component="span" fw={500} lh={1.3} className={classes["name"]}>
                    {member.name}
                  </Text>
                  <Text component="span" size="sm" c="dimmed" className="numbers">
                    {member.staffNumber}
                  </Text>
                </UnstyledButton>
              </li>
            ))}
          </ul>
        ) : staff.length > 0 ? (
          <EmptyNote icon={<IconSearch size={32} />} title={say("signIn.no_match")}>
            {say("signIn.no_match_hint")}
          </EmptyNote>
        ) : (
          <EmptyNote icon={<IconUsers size={32} />} title={say("signIn.no_staff")}>
            {say("signIn.no_staff_hint")}
          </EmptyNote>
        )}
        {query !== "" && (
          <LiveMessage>
            {say("signIn.shown", { shown: String(found.length), all: String(staff.length) })}
          </LiveMessage>
        )}
      </div>
    </main>
  );
};

const isMatch = (member: StaffMember, query: string): boolean => {
  const words = foldText(query).split(/\s+/);
  const text = foldText(`${member.name} ${member.staffNumber}`);
  return words.every((word) => text.includes(word));
};
