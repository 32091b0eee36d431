import type { Profile } from "./profile.ts";

/** The tag, and the handle of the status, whatever their case (clienteling/SPEC.md [X33]). */
const VIP = "vip";

/** From when until when, in ms; without an end, for good. */
export type VipTime = { readonly from: number; readonly until: number };

const ALWAYS: VipTime = { from: 0, until: Number.MAX_SAFE_INTEGER };

/** When a customer is a VIP, by a tag or by a status with its times; null if never ([X33]). */
export const vipTimeOf = ({
  tags,
  statuses = [],
}: Pick<Profile, "tags" | "statuses">): VipTime | null => {
  if (tags.some((tag) => tag.toLowerCase() === VIP)) return ALWAYS;
  const status = statuses.find(({ handle }) => handle.toLowerCase() === VIP);
  return status
    ? { from: status.startsAt ?? ALWAYS.from, until: status.endsAt ?? ALWAYS.until }
    : null;
};

/** Whether somebody is a VIP at an instant. */
export const isVipAt = (time: VipTime | null, at: number): boolean =>
  time !== null && time.from <= at && at <= time.until;
