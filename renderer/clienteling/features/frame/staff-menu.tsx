import { Menu, UnstyledButton } from "@mantine/core";
import { IconDeviceTablet, IconLock, IconSettings } from "@tabler/icons-react";
import type { StaffMember } from "#renderer/data/views.ts";
import { PersonAvatar } from "#renderer/ui/person-avatar.tsx";
import { say } from "#renderer/words/say-first.ts";
import type { StaffId } from "#shared/kernel/ids.ts";
import classes from "./staff-menu.module.css";

/** So many colleagues have a line of their own. The others are on the sign-in screen. */
const COLLEAGUES_MAX = 3;

/** Who is signed in, with a way to hand the till to somebody else in two clicks. */
export const StaffMenu = ({
  staff,
  colleagues,
  locationName,
  onSwitch,
  onKiosk,
  onSettings,
}: {
  readonly staff: StaffMember;
  /** Who else may sign in here, the likeliest first. */
  readonly colleagues: readonly StaffMember[];
  readonly locationName: string | null;
  /** Locks the app, for anybody or for one colleague. */
  readonly onSwitch: (nextStaffId?: StaffId) => void;
  /** Hands the screen to customers. */
  readonly onKiosk: () => void;
  readonly onSettings: () => void;
}) => {
  return (
    // Mantine's focus placeholder isn't a menu item, and a menu may contain nothing else.
    <Menu position="right-end" width={260} withInitialFocusPlaceholder={false}>
      <Menu.Target>
        <UnstyledButton
          className={classes["button"]}
          aria-label={say("frame.staff_menu", { name: staff.name })}
        >
          <PersonAvatar name={staff.name} size={40} />
        </UnstyledButton>
      </Menu.Target>
      <Menu.Dropdown>
        <Menu.Label>
          {[staff.name, staff.staffNumber, locationName].filter(Boolean).join(" · ")}
        </Menu.Label>
        <Menu.Item leftSection={<IconLock size={18} aria-hidden />} onClick={() => onSwitch()}>
          {say("frame.lock")}
        </Menu.Item>
        {colleagues.slice(0, COLLEAGUES_MAX).map(({ id, name }) => (
          <Menu.Item
            key={id}
            leftSection={<PersonAvatar name={name} size={24} />}
            onClick={() => onSwitch(id)}
          >
            {say("frame.switch_to", { name })}
          </Menu.Item>
        ))}
        <Menu.Item leftSection={<IconDeviceTablet size={18} aria-hidden />} onClick={onKiosk}>
          {say("frame.kiosk")}
        </Menu.Item>
        <Menu.Item leftSection={<IconSettings size={18} aria-hidden />} onClick={onSettings}>
          {say("titles.settings")}
        </Menu.Item>
      </Menu.Dropdown>
    </Menu>
  );
};
