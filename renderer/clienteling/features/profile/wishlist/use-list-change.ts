import { useDevice } from "#renderer/clienteling/device-context.tsx";
import { useChange } from "#renderer/clienteling/features/profile/use-change.ts";
import { useFormat } from "#renderer/ui/format-context.tsx";
import { toast } from "#renderer/ui/toast.tsx";
import { listRefusalSentence } from "#renderer/words/list.ts";
import type { ListStep } from "#shared/clienteling/list-step.ts";
import type { ProfileId } from "#shared/kernel/ids.ts";

/** Changes a list, and says so with a way back if there is one. Answers whether it was done. */
export type ChangeList = (
  step: ListStep,
  done: string | null,
  onUndo?: () => void,
) => Promise<boolean>;

/** Changes the lists of a customer, and tells why one was refused. */
export const useListChange = (profileId: ProfileId) => {
  const device = useDevice();
  const format = useFormat();
  const { change, refused } = useChange();
  const changeList: ChangeList = async (step, done, onUndo) => {
    const isDone = await change(
      (staffId) => device.changeLists({ profileId, staffId, step }),
      (refusal) => listRefusalSentence(refusal, format),
      done ?? "",
    );
    if (isDone && done !== null) toast(done, onUndo);
    return isDone;
  };
  return { changeList, refused };
};
