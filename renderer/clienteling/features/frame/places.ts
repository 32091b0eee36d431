import {
  type Icon,
  IconBuildingStore,
  IconCalendarEvent,
  IconChecklist,
  IconHanger2,
  IconHome,
  IconUsers,
} from "@tabler/icons-react";
import { say } from "#renderer/words/say.ts";
import { mayDo, type StaffPower, type StaffRole } from "#shared/organisation/powers.ts";

const PLACES = [
  { to: "/", name: say("frame.today"), Icon: IconHome },
  { to: "/customers", name: say("frame.customers"), Icon: IconUsers },
  { to: "/tasks", name: say("tasks.title"), Icon: IconChecklist },
  { to: "/calendar", name: say("calendar.title"), Icon: IconCalendarEvent },
  { to: "/catalogue", name: say("catalogue.title"), Icon: IconHanger2 },
  { to: "/store", name: say("store.title"), Icon: IconBuildingStore, power: "see_store" },
] as const satisfies readonly Place[];

/** One entry of the main navigation. */
type Place = {
  readonly to: string;
  readonly name: string;
  readonly Icon: Icon;
  /** What one must be allowed to do there. */
  readonly power?: StaffPower;
};

/** Where the main navigation leads for somebody of a role, in its order. */
export const placesFor = (role: StaffRole) =>
  PLACES.filter((place) => !("power" in place) || mayDo(role, place.power));
