import { Text } from "@mantine/core";
import { useDevice } from "#renderer/clienteling/device-context.tsx";
import { RowList } from "#renderer/clienteling/features/profile/row-list.tsx";
import { useChange } from "#renderer/clienteling/features/profile/use-change.ts";
import { useProfile } from "#renderer/clienteling/use-device-data.ts";
import { Callout } from "#renderer/ui/callout.tsx";
import { Panel } from "#renderer/ui/panel.tsx";
import { PendingBadge } from "#renderer/ui/pending-badge.tsx";
import { toast } from "#renderer/ui/toast.tsx";
import { editRefusalSentence } from "#renderer/words/edit-refusal.ts";
import { CHANNEL_WORDS } from "#renderer/words/overruled.ts";
import { say } from "#renderer/words/say.ts";
import type { ProfileId } from "#shared/kernel/ids.ts";
import { entriesOf } from "#shared/kernel/object.ts";
import { consentField, consentIn } from "#shared/profile/consent.ts";
import { commsOf } from "#shared/sync/pending.ts";
import classes from "./consent-panel.module.css";

/** By which ways the customer wants to hear of offers. Staff set it, also offline. */
export const ConsentPanel = ({ profileId }: { readonly profileId: ProfileId }) => {
  const device = useDevice();
  const view = useProfile(profileId);
  const { change, refused } = useChange();
  if (!view) return null;
  const comms = commsOf(view.profile);

  const set = (name: string, allowed: boolean) =>
    change(
      (staffId) => {
        const consent = [{ name, allowed }];
        return device.editProfile({ profileId, staffId, changes: {}, consent });
      },
      editRefusalSentence,
      "",
    );
  /** What nobody has said can't be unsaid, so only a change from one answer can be undone. */
  const answer = async (name: string, label: string, allowed: boolean) => {
    const before = consentIn(comms, name);
    if (before === allowed || !(await set(name, allowed))) return;
    toast(offersBy(label, allowed), before === null ? undefined : () => void set(name, before));
  };

  return (
    <Panel title={say("details.offers")} flush>
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
                  <PendingBadge text={say("details.not_synced")} space="before" />
                )}
              </Text>
              {[true, false].map((allowed) => {
                const word = say(allowed ? "details.yes" : "details.no");
                return (
                  <button
                    key={word}
                    type="button"
                    className={classes["choice"]}
                    aria-pressed={now === allowed}
                    aria-label={offersBy(label, allowed)}
                    onClick={() => void answer(name, label, allowed)}
                  >
                    {word}
                  </button>
                );
              })}
            </li>
          );
        })}
      </RowList>
    </Panel>
  );
};

const offersBy = (channel: string, allowed: boolean): string =>
  say("details.offers_by", { channel, answer: say(allowed ? "details.yes" : "details.no") });
