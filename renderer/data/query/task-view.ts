import { combineLatest, map, type Observable, switchMap } from "rxjs";
import { orElse } from "#renderer/data/concurrency/background.ts";
import type { Cache } from "#renderer/data/database/cache.ts";
import type { OutboxEntry } from "#renderer/data/outbox/outbox-entry.ts";
import type { TaskView } from "#renderer/data/views.ts";
import { dayOfTask, type Task } from "#shared/clienteling/task.ts";
import type { ProfileId } from "#shared/kernel/ids.ts";
import { commandsOnTop } from "#shared/sync/on-top.ts";
import { projectPendingProfile, projectPendingTasks } from "#shared/sync/pending.ts";
import { readProfilesById, readTasks, watchTaskFacts } from "./fact-queries.ts";
import { nameOf } from "./profile-view.ts";

/** The tasks of this store, the earliest due first ([X18]). */
export const watchTasks = (
  cache$: Observable<Cache>,
  entries$: Observable<readonly OutboxEntry[]>,
): Observable<readonly TaskView[]> =>
  combineLatest([cache$, watchTaskFacts(cache$), entries$]).pipe(
    map(([cache, facts, entries]) => {
      const commands = commandsOnTop(entries);
      return { cache, commands, tasks: projectPendingTasks(facts, commands) };
    }),
    switchMap(async ({ cache, commands, tasks }) => {
      const ids = [...new Set(tasks.flatMap(({ profileId }) => profileId ?? []))];
      const profiles = await orElse(readProfilesById(cache, ids), []);
      const nameFor = (id: ProfileId): string | null => {
        const fact = profiles.find((profile) => profile.id === id) ?? null;
        const shown = projectPendingProfile(id, fact, commands);
        return shown && nameOf(shown);
      };
      const pending = new Set(
        commands.flatMap((command) => ("taskId" in command ? command.taskId : [])),
      );
      return tasks.toSorted(byDue).map((task) => ({
        task,
        customerName: task.profileId && nameFor(task.profileId),
        isPending: pending.has(task.id),
      }));
    }),
  );

/** The tasks of this store as it shows them, for a decision. */
export const readCurrentTasks = async (
  cache: Cache,
  entries: readonly OutboxEntry[],
): Promise<readonly Task[]> => projectPendingTasks(await readTasks(cache), commandsOnTop(entries));

const byDue = (a: Task, b: Task): number => (keyOf(a) < keyOf(b) ? -1 : 1);

/** On one day those with a time come first, and of others what matters more. */
const keyOf = (task: Task): string =>
  [dayOfTask(task), task.dueTime ?? "25", task.priority, task.madeAt].join(" ");
