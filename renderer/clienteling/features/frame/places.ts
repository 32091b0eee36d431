import {
  type Icon,
  IconCalendarEvent,
  IconChecklist,
  IconHome,
  IconUsers,
} from "@tabler/icons-react";
import { say } from "#renderer/words/say.ts";

/** Where the main navigation leads, in its order. */
export const PLACES = [
  { to: "/", name: say("frame.today"), Icon: IconHome },
  { to: "/customers", name: say("frame.customers"), Icon: IconUsers },
  { to: "/tasks", name: say("tasks.title"), Icon: IconChecklist },
  { to: "/calendar", name: say("calendar.title"), Icon: IconCalendarEvent },
] as const satisfies readonly Place[];

/** One entry of the main navigation. */
type Place = { readonly to: string; readonly name: string; readonly Icon: Icon };
