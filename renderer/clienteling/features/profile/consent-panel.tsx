import { Text } from "@mantine/core";
import { useRef, useState } from "react";
import { useDevice } from "#renderer/clienteling/device-context.tsx";
import { useProfile } from "#renderer/clienteling/use-device-data.ts";
import { useSession } from "#renderer/state/session-store.ts";
import { Callout } from "#renderer/ui/callout.tsx";
import { LiveMessage } from "#renderer/ui/live-message.tsx";
import { Panel } from "#renderer/ui/panel.tsx";
import { editRefusalSentence } from "#renderer/words/edit-refusal.ts";
import { CHANNEL_WORDS } from "#renderer/words/overruled.ts";
import type { Sentence } from "#renderer/words/sentence.ts";
import type { ProfileId } from "#shared/kernel/ids.ts";
import { entriesOf } from "#shared/kernel/object.ts";
import { consentField, consentIn } from "#shared/profile/consent.ts";
import { commsOf } from "#shared/sync/pending.ts";
import classes from "./consent-panel.module.css";
import { RowList } from "./row-list.tsx";

/** By which ways the customer wants to hear of offers. Staff set it, also offline. */
export const ConsentPanel = ({ profileId }: { readonly profileId: ProfileId }) => {
  const device = useDevice();
  const view = useProfile(profileId);
  const staffId = useSession((session) => session.staffId);
  const [refused, setRefused] = useState<Sentence | null>(null);
  const [said, setSaid] = useState("");
  const isSaving = useRef(false);
  if (!view) return null;
  const comms = commsOf(view.profile);

  const set = async (name: string, allowed: boolean, done: string) => {
    if (isSaving.current || staffId === null) return;
    isSaving.current = true;
    const consent = [{ name, allowed }];
    const answer = await device.editProfile({ profileId, staffId, changes: {}, consent });
    isSaving.current = false;
    setRefused(answer.ok ? null : editRefusalSentence(answer.error));
    setSaid(answer.ok ? done : "");
  };

  return (
    <Panel title="Offers by" flush>
      {refused !== null && (
        <Callout tone="bad" title={refused.title}>
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
