import { ActionIcon, Text, Title, Tooltip } from "@mantine/core";
import { IconX } from "@tabler/icons-react";
import type { ReactNode } from "react";
import { say } from "#renderer/words/say.ts";
import classes from "./redeem-form.module.css";

/** What a sheet is for and for whom, and the way out of it. */
export const SheetHead = ({
  title,
  about,
  isDisabled,
  action = null,
  onBack,
}: {
  readonly title: string;
  readonly about: string;
  readonly isDisabled: boolean;
  readonly action?: ReactNode;
  readonly onBack: () => void;
}) => (
  <>
    <div className={classes["who"]}>
      <Title order={1}>{title}</Title>
      <Text size="sm" c="dimmed" className="numbers">
        {about}
      </Text>
    </div>
    {action}
    <Tooltip label={say("redeem.back_hint")}>
      <ActionIcon
        variant="subtle"
        color="gray"
        aria-label={say("redeem.back")}
        disabled={isDisabled}
        onClick={onBack}
      >
        <IconX size={22} />
      </ActionIcon>
    </Tooltip>
  </>
);
