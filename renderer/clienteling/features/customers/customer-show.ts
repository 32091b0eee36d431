import {
  type Icon,
  IconBuildingStore,
  IconCake,
  IconClockPause,
  IconHistory,
  IconHourglassLow,
  IconStar,
  IconUserHeart,
  IconUserPlus,
  IconUsers,
} from "@tabler/icons-react";
import { z } from "zod";
import { namesOf } from "#shared/kernel/object.ts";

/** The lists of customers, in the order of their chips. */
export const CUSTOMER_SHOWS = {
  mine: IconUserHeart,
  store: IconBuildingStore,
  all: IconUsers,
  vip: IconStar,
  recent: IconHistory,
  birthdays: IconCake,
  expiring: IconHourglassLow,
  new: IconUserPlus,
  lapsed: IconClockPause,
} as const satisfies Readonly<Record<string, Icon>>;

/** One of the lists. */
export type CustomerShow = keyof typeof CUSTOMER_SHOWS;

export const customerShowSchema = z.literal(namesOf(CUSTOMER_SHOWS));
