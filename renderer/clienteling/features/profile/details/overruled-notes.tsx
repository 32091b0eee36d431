import { Box, Button } from "@mantine/core";
import { useDevice } from "#renderer/clienteling/device-context.tsx";
import { RowList } from "#renderer/clienteling/features/profile/row-list.tsx";
import { useChange } from "#renderer/clienteling/features/profile/use-change.ts";
import { useProfile } from "#renderer/clienteling/use-device-data.ts";
import { Callout } from "#renderer/ui/callout.tsx";
import { useFormat } from "#renderer/ui/format-context.tsx";
import { LiveMessage } from "#renderer/ui/live-message.tsx";
import { Panel } from "#renderer/ui/panel.tsx";
import { editRefusalSentence } from "#renderer/words/edit-refusal.ts";
import { fieldName, fieldValue } from "#renderer/words/overruled.ts";
import { say } from "#renderer/words/say.ts";
import type { ProfileId } from "#shared/kernel/ids.ts";
import { consentIn, consentNamed } from "#shared/profile/consent.ts";
import type { HeldOverruled, ProfileFact } from "#shared/sync/facts.ts";
import { commsOf } from "#shared/sync/pending.ts";

/** Fields that two devices changed without knowing of each other: staff choose which is right. */
export const OverruledNotes = ({
  profileId,
  overruled,
}: {
  readonly profileId: ProfileId;
  readonly overruled: readonly HeldOverruled[];
}) => {
  const device = useDevice();
  const format = useFormat();
  const profile = useProfile(profileId)?.profile;
  const { change, refused, said } = useChange();
  if (overruled.length === 0 || !profile) return <LiveMessage>{said}</LiveMessage>;

  const settle = (overruled: HeldOverruled, use: boolean) =>
    change(
      (staffId) => device.settleOverruled({ profileId, staffId, overruled, use }),
      editRefusalSentence,
      say("details.decided", { field: fieldName(overruled.field) }),
    );

  return (
    <Panel title={say("details.attention")} flush>
      {refused !== null && (
        <Box px="md" py="xs">
          <Callout tone="danger" title={refused.title}>
            {refused.advice}
          </Callout>
        </Box>
      )}
      <RowList>
        {overruled.map((each) => {
          const name = fieldName(each.field);
          const other = fieldValue(each.field, each.value, format);
          const now = fieldValue(each.field, valueNow(profile, each.field), format);
          return (
            <li key={each.id}>
              <Callout
                tone="warning"
                title={say("details.changed_twice", { field: name })}
                actions={
                  <>
                    <Button
                      variant="default"
                      aria-label={say("details.keep_label", { field: name, now })}
                      onClick={() => void settle(each, false)}
                    >
                      {say("details.keep", { now })}
                    </Button>
                    <Button
                      variant="default"
                      aria-label={say("details.use_label", { field: name, other })}
                      onClick={() => void settle(each, true)}
                    >
                      {say("details.use", { other })}
                    </Button>
                  </>
                }
              >
                {say("details.it_is", { now, other })}
              </Callout>
            </li>
          );
        })}
      </RowList>
      <LiveMessage>{said}</LiveMessage>
    </Panel>
  );
};

const valueNow = (profile: ProfileFact, field: string): HeldOverruled["value"] | undefined => {
  const consent = consentNamed(field);
  if (consent !== null) return consentIn(commsOf(profile), consent);
  const fields: Readonly<Record<string, unknown>> = { ...profile };
  const value = fields[field];
  return typeof value === "string" || typeof value === "number" ? value : null;
};
