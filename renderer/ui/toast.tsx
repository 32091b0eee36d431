import { Button } from "@mantine/core";
import { Notifications, notifications, notificationsStore } from "@mantine/notifications";
import { say } from "#renderer/words/say-first.ts";

/** How long a toast stays: long enough to read it and to take back what it says. */
const SHOWN_MS = 6000;

/** As many at once: another takes the place of the oldest, so that they never pile up. */
const SHOWN_MAX = 3;

/** Where toasts appear. Rendered once, outside the screens, so that they outlive a screen. */
export const Toasts = () => <Notifications position="bottom-center" limit={SHOWN_MAX} />;

/**
 * Says quietly that something is done, with a way to take it back where there is one. For what
 * needs an answer use a Callout: a toast goes away.
 */
export const toast = (message: string, onUndo?: () => void): void => {
  const [oldest, ...others] = notificationsStore.getState().notifications;
  if (oldest?.id !== undefined && others.length >= SHOWN_MAX - 1) notifications.hide(oldest.id);
  const id = notifications.show({
    message:
      onUndo === undefined ? (
        message
      ) : (
        <>
          {message}
          <Button
            variant="subtle"
            onClick={() => {
              notifications.hide(id);
              onUndo();
            }}
          >
            {say("frame.undo")}
          </Button>
        </>
      ),
    autoClose: SHOWN_MS,
    withBorder: true,
    closeButtonProps: { "aria-label": say("frame.close"), size: 44 },
  });
};

/** Takes every toast away at once, because it may name a customer. */
export const clearToasts = (): void => notifications.clean();
