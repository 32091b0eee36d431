import { Button, Menu, Text } from "@mantine/core";
import { IconChevronDown, IconLock } from "@tabler/icons-react";
import type { StaffMember } from "#renderer/data/views.ts";
import { PersonAvatar } from "#renderer/ui/person-avatar.tsx";
import classes from "./staff-menu.module.css";

/** Who is signed in, with a way to hand the till to somebody else in two clicks. */
export const StaffMenu = ({
  staff,
  onSwitch,
}: {
  readonly staff: StaffMember;
  readonly onSwitch: () => void;
}) => (
  // Mantine's focus placeholder isn't a menu item, and a menu may contain nothing else.
  <Menu position="bottom-end" width={240} withInitialFocusPlaceholder={false}>
    <Menu.Target>
      <Button
        variant="subtle"
        color="gray"
        px="xs"
        className={classes["button"]}
        aria-label={`Signed in: ${staff.name}`}
        leftSection={<PersonAvatar name={staff.name} size={30} />}
        rightSection={<IconChevronDown size={16} aria-hidden />}
      >
        <Text component="span" size="sm" fw={600} className={classes["name"]}>
          {staff.name}
        </Text>
      </Button>
    </Menu.Target>
    <Menu.Dropdown>
      <Menu.Label>
        {staff.name} · {staff.staffNumber}
      </Menu.Label>
      <Menu.Item leftSection={<IconLock size={18} aria-hidden />} onClick={onSwitch}>
        Lock or switch staff
      </Menu.Item>
    </Menu.Dropdown>
  </Menu>
);
