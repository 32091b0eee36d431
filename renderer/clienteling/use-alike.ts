import { useEffect, useState } from "react";
import type { Alike } from "#renderer/data/duplicate.ts";
import type { ProfileId } from "#shared/kernel/ids.ts";
import { useDevice } from "./device-context.tsx";

/** Who on this device may be the same person ([I28]); undefined until it has looked. */
export const useAlike = (profileId: ProfileId, version: number): readonly Alike[] | undefined => {
  const device = useDevice();
  const [alike, setAlike] = useState<readonly Alike[]>();
  // biome-ignore lint/correctness/useExhaustiveDependencies: a new version may be like others.
  useEffect(() => {
    let isCurrent = true;
    const look = async () => {
      const found = await device.findAlike(profileId);
      if (isCurrent) setAlike(found);
    };
    void look();
    return () => {
      isCurrent = false;
    };
  }, [device, profileId, version]);
  return alike;
};
