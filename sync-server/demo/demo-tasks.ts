import { OPEN_TASK, type Task, type TaskContent } from "#shared/clienteling/task.ts";
import { profileIdSchema, type TenantId, taskIdSchema } from "#shared/kernel/ids.ts";
import {
  addToDay,
  DAY_MS,
  dayIn,
  type Instant,
  instant,
  timeZoneSchema,
} from "#shared/kernel/time.ts";
import type { Store } from "#sync-server/store.ts";
import { DEMO_TENANT } from "./demo-chain.ts";
import type { DemoPerson } from "./demo-people.ts";
import { done } from "./done.ts";
import type { Random } from "./random.ts";
import type { DemoBase } from "./seed-demo.ts";

type DemoTask = Pick<TaskContent, "title" | "kind"> &
  Partial<Pick<TaskContent, "details" | "dueTime" | "priority">> & {
    /** Days from today: those before it are overdue, or done. */
    readonly inDays: number;
    /** Which of the first store's two staff; null for whoever has time. */
    readonly by: 0 | 1 | null;
    readonly isForNobody?: true;
    readonly outcome?: string;
  };

const TASKS: readonly DemoTask[] = [
  { title: "Call when the waxed jacket is back in L", kind: "call", inDays: -2, by: 0 },
  {
    ...{ title: "Send pictures of the new knitwear", kind: "message", inDays: -1, by: 1 },
    details: "Likes navy and green, nothing with a logo.",
  },
  {
    ...{ title: "Put the wedding shoes aside, size 42", kind: "prepare", inDays: 0, by: 0 },
    ...{ dueTime: "15:30", priority: "high" },
  },
  { title: "Thank them for the order", kind: "message", inDays: 0, by: 1 },
  {
    ...{ title: "Check the autumn window against the plan", kind: "other", inDays: 0, by: null },
    isForNobody: true,
  },
  { title: "Ask how the boots are wearing", kind: "follow_up", inDays: 1, by: 0 },
  { title: "Invite to the tailoring evening", kind: "call", inDays: 4, by: 1, dueTime: "11:00" },
  {
    ...{ title: "Ring about the altered trousers", kind: "call", inDays: -1, by: 0 },
    outcome: "Collects them on Saturday.",
  },
];

/** Adds a week of tasks for the first store, for some of those who shop there the most. */
export const addDemoTasks = async (
  { store, tenantId }: { readonly store: Store; readonly tenantId: TenantId },
  { locationIds: [locationId], staffIds }: DemoBase,
  now: Instant,
  people: readonly DemoPerson[],
  random: Random,
): Promise<void> => {
  if (locationId === undefined) return;
  const today = dayIn(now, timeZoneSchema.parse(DEMO_TENANT.timezone));
  const customers = people.filter(({ location }) => location === 0);
  for (const [index, { inDays, by, isForNobody, outcome, ...task }] of TASKS.entries()) {
    const customer = isForNobody === true ? undefined : customers[index];
    const assigneeId = by === null ? null : (staffIds[by] ?? null);
    const id = taskIdSchema.parse(random.uuid());
    const made: Pick<Task, "profileId" | "noteId" | "origin" | "createdBy" | "madeAt"> = {
      profileId: customer === undefined ? null : profileIdSchema.parse(customer.id),
      ...{ noteId: null, origin: "person", createdBy: staffIds[0] ?? null },
      madeAt: instant(now - 3 * DAY_MS),
    };
    const content = { details: null, dueTime: null, priority: "normal", ...task } as const;
    const dueDay = addToDay(today, { days: inDays });
    const created = { ...OPEN_TASK, ...content, ...made, id, locationId, assigneeId, dueDay };
    done(await store.write("createTask", tenantId, created));
    if (outcome === undefined) continue;
    const changes = { state: "done", outcome, by: assigneeId, at: instant(now - DAY_MS) } as const;
    done(await store.write("updateTask", tenantId, { id, changes }));
  }
};
