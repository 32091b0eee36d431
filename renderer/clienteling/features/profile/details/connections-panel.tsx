import { Button, Text } from "@mantine/core";
import { useDevice } from "#renderer/clienteling/device-context.tsx";
import { RowList } from "#renderer/clienteling/features/profile/row-list.tsx";
import { useChange } from "#renderer/clienteling/features/profile/use-change.ts";
import type { ConnectionView } from "#renderer/data/views.ts";
import { Callout } from "#renderer/ui/callout.tsx";
import { LiveMessage } from "#renderer/ui/live-message.tsx";
import { Panel } from "#renderer/ui/panel.tsx";
import { PendingBadge } from "#renderer/ui/pending-badge.tsx";
import {
  CONNECTION_STATUS_WORDS,
  CONNECTION_STEP_WORDS,
  connectionRefusalSentence,
} from "#renderer/words/connection.ts";
import { say } from "#renderer/words/say.ts";
import type { ConnectionStatus } from "#shared/clienteling/connection.ts";
import type { ProfileId } from "#shared/kernel/ids.ts";
import classes from "./connections-panel.module.css";

/** Whom the profile is connected with, and what can be done about it, also offline. */
export const ConnectionsPanel = ({
  profileId,
  connections,
}: {
  readonly profileId: ProfileId;
  readonly connections: readonly ConnectionView[];
}) => {
  const device = useDevice();
  const { change, refused, said } = useChange();
  if (connections.length === 0) return null;

  const step = (view: ConnectionView, status: ConnectionStatus) => {
    const connectionId = view.connection.id;
    return change(
      (staffId) => device.stepConnection({ profileId, staffId, connectionId, status }),
      connectionRefusalSentence,
      `${nameOf(view)}: ${CONNECTION_STATUS_WORDS[status]}`,
    );
  };

  return (
    <Panel title={say("details.connections")} flush>
      {refused !== null && (
        <div className={classes["refused"]}>
          <Callout tone="danger" title={refused.title}>
            {refused.advice}
          </Callout>
        </div>
      )}
      <LiveMessage>{said}</LiveMessage>
      <RowList>
        {connections.map((view) => (
          <li key={view.connection.id} className={classes["row"]}>
            <div className={classes["who"]}>
              <Text component="p" m={0} fw={500}>
                {nameOf(view)}
              </Text>
              <Text component="p" m={0} size="sm" c="dimmed">
                {[view.kind ?? view.connection.name, CONNECTION_STATUS_WORDS[view.status]].join(
                  " · ",
                )}
                {view.isPending && <PendingBadge space="before" />}
              </Text>
            </div>
            {view.steps.map((status) => (
              <Button
                key={status}
                variant="default"
                aria-label={`${CONNECTION_STEP_WORDS[status]}: ${nameOf(view)}`}
                onClick={() => void step(view, status)}
              >
                {CONNECTION_STEP_WORDS[status]}
              </Button>
            ))}
          </li>
        ))}
      </RowList>
    </Panel>
  );
};

const nameOf = ({ otherName }: ConnectionView): string => otherName ?? say("details.not_here");
