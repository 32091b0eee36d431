import { ActionIcon, Badge, Button, Title, Tooltip } from "@mantine/core";
import { IconArrowLeft, IconGift, IconNote, IconPencil } from "@tabler/icons-react";
import type { ReactNode } from "react";
import { Picture } from "#renderer/clienteling/picture.tsx";
import type { ProfileView } from "#renderer/data/views.ts";
import { KeyHint } from "#renderer/ui/key-hint.tsx";
import { PersonAvatar } from "#renderer/ui/person-avatar.tsx";
import { personName } from "#renderer/words/person-text.ts";
import classes from "./profile-head.module.css";

/** Whose profile it is, and what staff can do with it. */
export const ProfileHead = ({
  view,
  tier,
  onBack,
  onRedeem,
  onEdit,
  onNote,
}: {
  readonly view: ProfileView;
  /** The badge of the tier, if there is one. */
  readonly tier: ReactNode;
  readonly onBack: () => void;
  readonly onRedeem: () => void;
  readonly onEdit: () => void;
  readonly onNote: () => void;
}) => {
  const { profile } = view;
  const name = personName(profile);
  return (
    <div className={classes["head"]}>
      <Tooltip label="Back (Esc)">
        <ActionIcon variant="default" aria-label="Back to search" onClick={onBack}>
          <IconArrowLeft size={20} />
        </ActionIcon>
      </Tooltip>
      <span className={classes["avatar"]}>
        <Picture of={profile.picture} size={44}>
          <PersonAvatar name={name} size={44} />
        </Picture>
      </span>
      <div className={classes["who"]}>
        <Title order={1}>
          {profile.title === null || profile.title === "" ? name : `${profile.title} ${name}`}
        </Title>
        <div className={classes["badges"]}>
          {view.isPendingCreation && (
            <Badge variant="light" color="yellow" tt="none" className={classes["pending"]}>
              New, not sent yet
            </Badge>
          )}
          {tier}
          {profile.profileType !== "active" && (
            <Badge variant="outline" color="gray" tt="none">
              {profile.profileType}
            </Badge>
          )}
          {profile.tags.map((tag) => (
            <Badge key={tag} variant="light" tt="none">
              {tag}
            </Badge>
          ))}
        </div>
      </div>
      <div className={classes["actions"]}>
        <Button
          variant={view.balances.combinedCents > 0 && view.freeze === null ? "filled" : "default"}
          leftSection={<IconGift size={20} aria-hidden />}
          rightSection={<KeyHint>R</KeyHint>}
          onClick={onRedeem}
        >
          Redeem
        </Button>
        <Button
          variant="default"
          leftSection={<IconNote size={20} aria-hidden />}
          rightSection={<KeyHint>N</KeyHint>}
          onClick={onNote}
        >
          Note
        </Button>
        <Button
          variant="default"
          leftSection={<IconPencil size={20} aria-hidden />}
          rightSection={<KeyHint>E</KeyHint>}
          onClick={onEdit}
        >
          Edit
        </Button>
      </div>
    </div>
  );
};
