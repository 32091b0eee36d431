import { firstValueFrom } from "rxjs";
import type { Device } from "#renderer/data/device.ts";
import type { ProfileView } from "#renderer/data/views.ts";

const LETTERS = "abcdefghijklmnopqrstuvwxyz";

/** The first profile on the device, searching by letter, whose view matches. */
export const findView = async (
  device: Device,
  isWanted: (view: ProfileView) => boolean,
): Promise<ProfileView> => {
  for (const letter of LETTERS) {
    const { hits } = await device.search(letter, 50);
    for (const { id } of hits) {
      const view = await firstValueFrom(device.profile$(id));
      if (view && isWanted(view)) return view;
    }
  }
  throw new Error("no such profile on this device");
};
