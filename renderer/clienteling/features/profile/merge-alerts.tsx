import { Button } from "@mantine/core";
import { IconUsers } from "@tabler/icons-react";
import { useDevice } from "#renderer/clienteling/device-context.tsx";
import { useAlike } from "#renderer/clienteling/use-alike.ts";
import { useProfile } from "#renderer/clienteling/use-device-data.ts";
import type { MergingView, ProfileView } from "#renderer/data/views.ts";
import { personName } from "#renderer/words/person-text.ts";
import { say } from "#renderer/words/say.ts";
import type { ProfileId } from "#shared/kernel/ids.ts";

/** From how many points on a likeness is said unasked: a name alone isn't enough ([I28]). */
const SAID_FROM_POINTS = 70;

/** That the customer is being merged, or may be the same person as another. */
export const MergeAlert = ({
  view: { profile, merging },
  onMerge,
}: {
  readonly view: ProfileView;
  /** Compares the two; left out for staff who may not merge. */
  readonly onMerge: ((otherId: ProfileId) => void) | undefined;
}) => {
  const [likeliest] = useAlike(profile.id, profile.version) ?? [];
  if (merging !== null) return <Merging merging={merging} />;
  if (!onMerge || !likeliest || likeliest.points < SAID_FROM_POINTS) return null;
  const name = personName(likeliest.profile);
  return (
    <li>
      <IconUsers size={18} aria-hidden />
      <p>
        <strong>{say("merge.alert", { name })}</strong>
      </p>
      <Button variant="subtle" color="gray" onClick={() => onMerge(likeliest.profile.id)}>
        {say("merge.compare")}
      </Button>
    </li>
  );
};

const Merging = ({
  merging: { commandId, otherId, stays, canUndo },
}: {
  readonly merging: MergingView;
}) => {
  const device = useDevice();
  const other = useProfile(otherId);
  if (!other) return null;
  const name = personName(other.profile);
  return (
    <li data-warning>
      <IconUsers size={18} aria-hidden />
      <p>
        <strong>{say(stays ? "merge.into_this" : "merge.into_other", { name })}</strong>
      </p>
      {canUndo && (
        <Button variant="subtle" color="gray" onClick={() => void device.undo(commandId)}>
          {say("merge.undo")}
        </Button>
      )}
    </li>
  );
};
