import { ActionIcon, Title } from "@mantine/core";
import { IconArrowLeft } from "@tabler/icons-react";
import { NotOnDevice } from "#renderer/clienteling/not-on-device.tsx";
import { useProfile, useStaff } from "#renderer/clienteling/use-device-data.ts";
import { useSession } from "#renderer/state/session-store.ts";
import { Callout } from "#renderer/ui/callout.tsx";
import { LoadingRows } from "#renderer/ui/loading-rows.tsx";
import { useShortcuts } from "#renderer/ui/use-shortcuts.ts";
import { personName } from "#renderer/words/person-text.ts";
import { say } from "#renderer/words/say.ts";
import type { ProfileId } from "#shared/kernel/ids.ts";
import { mayDo } from "#shared/organisation/powers.ts";
import { ChooseOther } from "./choose-other.tsx";
import classes from "./merge.module.css";
import { MergeForm } from "./merge-form.tsx";

/** Merges two customers who are one person ([I28]): first who the other is, then side by side. */
export const MergeScreen = ({
  profileId,
  otherId,
  onOther,
  onMerged,
  onBack,
}: {
  readonly profileId: ProfileId;
  /** Null until the other has been chosen. */
  readonly otherId: ProfileId | null;
  readonly onOther: (otherId: ProfileId | null) => void;
  /** What was merged is waiting, and this one stays. */
  readonly onMerged: (survivorId: ProfileId) => void;
  readonly onBack: () => void;
}) => {
  const view = useProfile(profileId);
  const other = useProfile(otherId ?? profileId);
  const staffId = useSession((session) => session.staffId);
  const me = useStaff()?.find(({ id }) => id === staffId);
  useShortcuts({ escape: onBack });
  if (view === null || other === null) {
    return (
      <main id="main" className={classes["screen"]}>
        <NotOnDevice onBack={onBack} />
      </main>
    );
  }
  if (view === undefined || other === undefined || me === undefined) {
    return (
      <main id="main" className={classes["screen"]}>
        <LoadingRows label={say("merge.loading")} rows={6} />
      </main>
    );
  }
  const mayMerge = mayDo(me.role, "merge_profiles");
  const isChosen = otherId !== null && otherId !== profileId;
  return (
    <main id="main" className={classes["screen"]}>
      <div className={classes["head"]}>
        <ActionIcon aria-label={say("merge.back")} onClick={onBack}>
          <IconArrowLeft size={20} />
        </ActionIcon>
        <Title order={1}>{say("merge.title", { name: personName(view.profile) })}</Title>
      </div>
      {!mayMerge && (
        <Callout tone="warning" title={say("merge.managers")}>
          {say("merge.managers_advice")}
        </Callout>
      )}
      {mayMerge && !isChosen && <ChooseOther profile={view.profile} onChoose={onOther} />}
      {mayMerge && isChosen && (
        <MergeForm
          key={otherId}
          views={[view, other]}
          onOther={() => onOther(null)}
          onMerged={onMerged}
        />
      )}
    </main>
  );
};
