import { ActionIcon, Badge, Button, Menu, Title, Tooltip } from "@mantine/core";
import {
  IconArrowLeft,
  IconDots,
  IconGift,
  IconMessage,
  IconNote,
  IconPencil,
} from "@tabler/icons-react";
import type { ReactNode } from "react";
import { ConsentIcons } from "#renderer/clienteling/consent-icons.tsx";
import { Picture } from "#renderer/clienteling/picture.tsx";
import type { ProfileView } from "#renderer/data/views.ts";
import { KeyHint } from "#renderer/ui/key-hint.tsx";
import { PersonAvatar } from "#renderer/ui/person-avatar.tsx";
import { personName } from "#renderer/words/person-text.ts";
import { say } from "#renderer/words/say.ts";
import { ClientOf } from "./client-of.tsx";
import classes from "./profile-head.module.css";

/**
 * Who the customer is, and what staff can do for them. The line with the name and the actions stays
 * while the rest of the screen scrolls.
 */
export const ProfileHead = ({
  view,
  tier,
  onBack,
  onRedeem,
  onEdit,
  onNote,
  onMessage,
  actions = null,
  menu,
}: {
  readonly view: ProfileView;
  /** The badge of the tier, if there is one. */
  readonly tier: ReactNode;
  readonly onBack: () => void;
  readonly onRedeem: () => void;
  readonly onEdit: () => void;
  readonly onNote: () => void;
  readonly onMessage: () => void;
  /** What the till that opened the app takes, before the rest. */
  readonly actions?: ReactNode;
  /** What else can be done: items of the menu. */
  readonly menu?: ReactNode;
}) => {
  const { profile } = view;
  const name = personName(profile);
  const isRedeemable = view.balances.combinedCents > 0 && view.freeze === null;
  return (
    <>
      <div className={classes["head"]}>
        <Tooltip label={say("customer.back_key")}>
          <ActionIcon aria-label={say("customer.back")} onClick={onBack}>
            <IconArrowLeft size={20} />
          </ActionIcon>
        </Tooltip>
        <span className={classes["avatar"]}>
          <Picture of={profile.picture} size={44}>
            <PersonAvatar name={name} size={44} />
          </Picture>
        </span>
        <Title order={1} className={classes["name"]} title={name}>
          {profile.title === null || profile.title === "" ? name : `${profile.title} ${name}`}
        </Title>
        <div className={classes["actions"]}>
          {actions}
          <Button
            variant={isRedeemable ? "filled" : "default"}
            leftSection={<IconGift size={20} aria-hidden />}
            rightSection={<KeyHint>R</KeyHint>}
            onClick={onRedeem}
          >
            {say("customer.redeem")}
          </Button>
          <Button
            variant="default"
            leftSection={<IconMessage size={20} aria-hidden />}
            rightSection={<KeyHint>M</KeyHint>}
            onClick={onMessage}
          >
            {say("message.button")}
          </Button>
          <Button
            variant="default"
            leftSection={<IconNote size={20} aria-hidden />}
            rightSection={<KeyHint>N</KeyHint>}
            onClick={onNote}
          >
            {say("customer.note")}
          </Button>
          <Menu position="bottom-end">
            <Menu.Target>
              <ActionIcon variant="default" aria-label={say("customer.more")}>
                <IconDots size={20} />
              </ActionIcon>
            </Menu.Target>
            <Menu.Dropdown>
              <Menu.Item
                leftSection={<IconPencil size={18} aria-hidden />}
                rightSection={<KeyHint>E</KeyHint>}
                onClick={onEdit}
              >
                {say("customer.edit")}
              </Menu.Item>
              {menu}
            </Menu.Dropdown>
          </Menu>
        </div>
      </div>
      <div className={classes["badges"]}>
        {view.isPendingCreation && (
          <Badge variant="light" color="yellow" tt="none" className={classes["pending"]}>
            {say("customer.not_synced")}
          </Badge>
        )}
        <ClientOf associateId={profile.associateId} />
        {tier}
        {profile.profileType !== "active" && (
          <Badge variant="outline" color="gray" tt="none">
            {profile.profileType}
          </Badge>
        )}
        {profile.tags.map((tag) => (
          <Badge key={tag} variant="light" color="gray" tt="none">
            {tag}
          </Badge>
        ))}
        <ConsentIcons profile={profile} />
      </div>
    </>
  );
};
