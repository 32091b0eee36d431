import { Alert, type AlertProps, Text } from "@mantine/core";
import {
  IconAlertTriangle,
  IconCircleCheck,
  IconCircleX,
  IconInfoCircle,
} from "@tabler/icons-react";
import type { ReactNode } from "react";
import classes from "./callout.module.css";

/** Each tone has its own colour, icon and urgency. */
export type Tone = "info" | "success" | "warning" | "danger";

const ICONS = {
  info: IconInfoCircle,
  success: IconCircleCheck,
  warning: IconAlertTriangle,
  danger: IconCircleX,
} as const;

/**
 * A message that must be seen, with what to do about it. Screen readers announce `danger` at once
 * and the other tones when they next pause.
 */
export const Callout = ({
  tone,
  title,
  children,
  actions,
  ...rest
}: {
  readonly tone: Tone;
  readonly title: ReactNode;
  readonly children?: ReactNode;
  readonly actions?: ReactNode;
} & Pick<AlertProps, "mt" | "mb" | "id">) => {
  const Icon = ICONS[tone];
  return (
    <Alert
      {...rest}
      role={tone === "danger" ? "alert" : "status"}
      className={classes["callout"]}
      data-tone={tone}
      icon={<Icon size={22} aria-hidden />}
      classNames={{ icon: classes["icon"] ?? "", wrapper: classes["wrapper"] ?? "" }}
    >
      <Text fw={600} component="div" lh={1.4}>
        {title}
      </Text>
      {children !== undefined && (
        <Text size="sm" component="div" className={classes["text"]}>
          {children}
        </Text>
      )}
      {actions !== undefined && <div className={classes["actions"]}>{actions}</div>}
    </Alert>
  );
};
