import { Container, Stack, Text, TextInput, Title, UnstyledButton } from "@mantine/core";
import { IconSearch, IconUsers } from "@tabler/icons-react";
import { type FormEvent, useState } from "react";
import type { StaffMember } from "#renderer/data/views.ts";
import { EmptyNote } from "#renderer/ui/empty-note.tsx";
import { LiveMessage } from "#renderer/ui/live-message.tsx";
import { PersonAvatar } from "#renderer/ui/person-avatar.tsx";
import type { StaffId } from "#shared/kernel/ids.ts";
import { foldText } from "#shared/profile/fold-text.ts";
import classes from "./staff-picker.module.css";

/** The staff of this location as tiles, filtered by name or number. Enter picks the first. */
export const StaffPicker = ({
  staff,
  onPick,
}: {
  readonly staff: readonly StaffMember[];
  readonly onPick: (staffId: StaffId) => void;
}) => {
  const [query, setQuery] = useState("");
  const found = staff.filter((member) => isMatch(member, query));
  const pickFirst = (event: FormEvent) => {
    event.preventDefault();
    const [first] = found;
    if (first !== undefined && query.trim() !== "") onPick(first.id);
  };
  return (
    <Container size={960} py="xl" component="main" id="main">
      <Stack gap="lg">
        <Title order={1}>Who is serving?</Title>
        {staff.length > 0 && (
          <form onSubmit={pickFirst}>
            <TextInput
              aria-label="Find your name"
              placeholder="Your name or staff number"
              leftSection={<IconSearch size={20} aria-hidden />}
              value={query}
              onChange={(event) => setQuery(event.currentTarget.value)}
              maxLength={60}
              autoComplete="off"
              data-autofocus
              // Typing is all this screen is for.
              autoFocus
            />
          </form>
        )}
        {found.length > 0 ? (
          <ul className={classes["tiles"]}>
            {found.map((member) => (
              <li key={member.id}>
                <UnstyledButton className={classes["tile"]} onClick={() => onPick(member.id)}>
                  <PersonAvatar name={member.name} size={44} />
                  <span className={classes["words"]}>
                    <Text component="span" fw={600} lineClamp={1}>
                      {member.name}
                    </Text>
                    <Text component="span" size="sm" c="dimmed" className="numbers">
                      {member.staffNumber}
                    </Text>
                  </span>
                </UnstyledButton>
              </li>
            ))}
          </ul>
        ) : staff.length > 0 ? (
          <EmptyNote icon={<IconSearch size={32} />} title="Nobody here has that name or number">
            Only staff at this location are listed.
          </EmptyNote>
        ) : (
          <EmptyNote icon={<IconUsers size={32} />} title="Nobody works at this location yet">
            Head office adds staff. They appear here after the next sync.
          </EmptyNote>
        )}
        <LiveMessage>{`${found.length} of ${staff.length} shown`}</LiveMessage>
      </Stack>
    </Container>
  );
};

const isMatch = (member: StaffMember, query: string): boolean => {
  const words = foldText(query).split(/\s+/);
  const text = foldText(`${member.name} ${member.staffNumber}`);
  return words.every((word) => text.includes(word));
};
