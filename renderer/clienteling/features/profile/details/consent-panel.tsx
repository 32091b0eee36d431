import { Text } from "@mantine/core";
import { useDevice } from "#renderer/clienteling/device-context.tsx";
import { RowList } from "#renderer/clienteling/features/profile/row-list.tsx";
import { useChange } from "#renderer/clienteling/features/profile/use-change.ts";
import { useProfile } from "#renderer/clienteling/use-device-data.ts";
import { Callout } from "#renderer/ui/callout.tsx";
import { LiveMessage } from "#renderer/ui/live-message.tsx";
import { Panel } from "#renderer/ui/panel.tsx";
import { editRefusalSentence } from "#renderer/words/edit-refusal.ts";
import { CHANNEL_WORDS } from "#renderer/words/overruled.ts";
import type { ProfileId } from "#shared/kernel/ids.ts";
import { entriesOf } from "#shared/kernel/object.ts";
import { consentField, consentIn } from "#shared/profile/consent.ts";
import { commsOf } from "#shared/sync/pending.ts";
import classes from "./consent-panel.module.css";

/** By which ways the customer wants to hear of offers. Staff set it, also offline. */
export const ConsentPanel = ({ profileId }: { readonly profileId: ProfileId }) => {
  const device = useDevice();
  const view = useProfile(profileId);
  const { change, refused, said } = useChange();
  if (!view) return null;
  const comms = commsOf(view.profile);

  const set = (name: string, allowed: boolean, done: string) => {
    const consent = [{ name, allowed }];
    return change(
      (staffId) => device.editProfile({ profileId, staffId, changes: {}, consent }),
      editRefusalSentence,
      done,
    );
  };

  return (
    <Panel title="Offers by" flush>
      {refused !== null && (
        <Callout tone="danger" title={refused.title}>
          {refused.advice}
        </Callout>
      )}
      <RowList>
        {entriesOf(CHANNEL_WORDS).map(([channel, label]) => {
          const name = `${channel}_promo`;
          const now = consentIn(comms, name);
          return (
            <li key={name} className={classes["row"]}>
              <Text component="span" className={classes["label"]}>
                {label}
                {view.pendingFields.includes(consentField(name)) && (
                  <span className={classes["pending"]}>pending</span>
                )}
              </Text>
              {[true, false].map((allowed) => {
                const word = allowed ? "Yes" : "No";
                return (
                  <button
                    key={word}
                    type="button"
                    className={classes["choice"]}
                    aria-pressed={now === allowed}
                    aria-label={`Offers by ${label}: ${word}`}
                    onClick={() => void set(name, allowed, `Offers by ${label}: ${word}`)}
                  >
                    {word}
                  </button>
                );
              })}
            </li>
          );
        })}
      </RowList>
      <LiveMessage>{said}</LiveMessage>
    </Panel>
  );
};
