import { Button, Text } from "@mantine/core";
import { useState } from "react";
import { useDevice } from "#renderer/clienteling/device-context.tsx";
import type { MergeRefusal } from "#renderer/data/refusal.ts";
import type { ProfileView } from "#renderer/data/views.ts";
import { useSession } from "#renderer/state/session-store.ts";
import { Callout } from "#renderer/ui/callout.tsx";
import { toast } from "#renderer/ui/toast.tsx";
import { mergeRefusalSentence } from "#renderer/words/merge-refusal.ts";
import { personName } from "#renderer/words/person-text.ts";
import { say } from "#renderer/words/say.ts";
import type { ProfileId } from "#shared/kernel/ids.ts";
import { hasChoice, type MergeChoice, mergeChoiceSchema } from "#shared/profile/merge-choice.ts";
import classes from "./merge.module.css";
import { MergeTable } from "./merge-table.tsx";

/** Two customers side by side: who stays, and whose details count ([I28]). */
export const MergeForm = ({
  views,
  onOther,
  onMerged,
}: {
  readonly views: readonly [ProfileView, ProfileView];
  readonly onOther: () => void;
  readonly onMerged: (survivorId: ProfileId) => void;
}) => {
  const device = useDevice();
  const staffId = useSession((session) => session.staffId);
  const [a, b] = views;
  const [survivorId, setSurvivorId] = useState<ProfileId>(() => likelySurvivor(a, b).profile.id);
  /** Those that aren't the survivor's. */
  const [chosen, setChosen] = useState<Readonly<Partial<Record<MergeChoice, ProfileId>>>>({});
  const [refused, setRefused] = useState<MergeRefusal | null>(null);
  const [winner, loser] = survivorId === a.profile.id ? [a, b] : [b, a];
  const idOf = (choice: MergeChoice): ProfileId => {
    const { profile } = hasChoice(winner.profile, choice) ? winner : loser;
    return chosen[choice] ?? profile.id;
  };

  const merge = async () => {
    if (staffId === null) return;
    const loserId = loser.profile.id;
    const fromLoser = mergeChoiceSchema.options.filter(
      (choice) => idOf(choice) === loserId && hasChoice(loser.profile, choice),
    );
    const answer = await device.mergeProfiles({
      ...{ winnerId: survivorId, loserId, fromLoser, staffId },
    });
    if (!answer.ok) {
      setRefused(answer.error);
      return;
    }
    toast(
      say("merge.done", { name: personName(winner.profile) }),
      () => void device.undo(answer.value.commandId),
    );
    onMerged(survivorId);
  };
  const sentence = refused && mergeRefusalSentence(refused);
  return (
    <>
      <MergeTable
        views={views}
        survivorId={survivorId}
        onSurvivor={setSurvivorId}
        idOf={idOf}
        onChoose={(choice, id) => setChosen({ ...chosen, [choice]: id })}
      />
      {sentence && (
        <Callout tone="danger" title={sentence.title} mt="md">
          {sentence.advice}
        </Callout>
      )}
      <div className={classes["foot"]}>
        <Text size="sm" c="dimmed">
          {say("merge.after", {
            gone: personName(loser.profile),
            kept: personName(winner.profile),
          })}
        </Text>
        <div className={classes["buttons"]}>
          <Button variant="default" onClick={onOther}>
            {say("merge.another")}
          </Button>
          <Button onClick={() => void merge()}>{say("merge.save")}</Button>
        </div>
      </div>
    </>
  );
};

/** The one who shops more, or else was here first. */
const likelySurvivor = (a: ProfileView, b: ProfileView): ProfileView => {
  const days = (view: ProfileView) => view.shopping?.shopDays ?? 0;
  if (days(a) !== days(b)) return days(a) > days(b) ? a : b;
  return b.profile.createdAt < a.profile.createdAt ? b : a;
};
