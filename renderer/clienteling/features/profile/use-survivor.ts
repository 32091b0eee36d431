import { useEffect } from "react";
import { useDevice } from "#renderer/clienteling/device-context.tsx";
import { toast } from "#renderer/ui/toast.tsx";
import { say } from "#renderer/words/say.ts";
import type { ProfileId } from "#shared/kernel/ids.ts";

/** Opens who a customer is by now, if they aren't here because they were merged ([I28]). */
export const useSurvivor = (
  profileId: ProfileId,
  isHere: boolean,
  onMoved: (survivorId: ProfileId) => void,
): void => {
  const device = useDevice();
  useEffect(() => {
    let isCurrent = !isHere;
    const follow = async () => {
      const survivorId = await device.survivorOf(profileId);
      if (!isCurrent || survivorId === null) return;
      toast(say("merge.moved"));
      onMoved(survivorId);
    };
    if (isCurrent) void follow();
    return () => {
      isCurrent = false;
    };
  }, [device, profileId, isHere, onMoved]);
};
