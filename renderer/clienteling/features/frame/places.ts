import {
  type Icon,
  IconBuildingStore,
  IconCalendarEvent,
  IconChecklist,
  IconHanger2,
  IconHome,
  IconUsers,
} from "@tabler/icons-react";
import { say } from "#renderer/words/say-first.ts";
import { mayDo, type StaffPower, type StaffRole } from "#shared/organisation/powers.ts";

const PLACES = [
  { to: "/", name: say("titles.today"), Icon: IconHome },
  { to: "/customers", name: say("titles.customers"), Icon: IconUsers },
  { to: "/tasks", name: say("titles.tasks"), Icon: IconChecklist },
  { to: "/calendar", name: say("titles.calendar"), Icon: IconCalendarEvent },
  { to: "/catalogue", name: say("titles.catalogue"), Icon: IconHanger2 },
  { to: "/store", name: say("titles.store"), Icon: IconBuildingStore, power: "see_store" },
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
