import { combineLatest, map, type Observable, shareReplay, switchMap } from "rxjs";
import { orElse } from "#renderer/data/concurrency/background.ts";
import type { Cache } from "#renderer/data/database/cache.ts";
import type { OutboxEntry } from "#renderer/data/outbox/outbox-entry.ts";
import type { AppointmentView, TaskView } from "#renderer/data/views.ts";
import type { Appointment } from "#shared/clienteling/appointment.ts";
import { dayOfTask, type Task } from "#shared/clienteling/task.ts";
import type { ProfileId } from "#shared/kernel/ids.ts";
import type { Command } from "#shared/sync/command.ts";
import { commandsOnTop } from "#shared/sync/on-top.ts";
import { type Agenda, projectPendingAgenda, projectPendingProfile } from "#shared/sync/pending.ts";
import { readAgendaFacts, readProfilesById, watchAgendaFacts } from "./fact-queries.ts";
import { nameOf } from "./profile-view.ts";

type AgendaView = {
  readonly tasks: readonly TaskView[];
  readonly appointments: readonly AppointmentView[];
};

/** What is planned in this store: tasks by what is due first, appointments by day and time. */
export const watchAgenda = (
  cache$: Observable<Cache>,
  entries$: Observable<readonly OutboxEntry[]>,
): Observable<AgendaView> =>
  combineLatest([cache$, watchAgendaFacts(cache$), entries$]).pipe(
    map(([cache, facts, entries]) => {
      const commands = commandsOnTop(entries);
      return { cache, commands, ...projectPendingAgenda(facts, commands) };
    }),
    switchMap(async ({ cache, commands, tasks, appointments }) => {
      const named = [...tasks, ...appointments].flatMap(({ profileId }) => profileId ?? []);
      const profiles = await orElse(readProfilesById(cache, [...new Set(named)]), []);
      const facts = new Map(profiles.map((profile) => [profile.id, profile]));
      const nameFor = (id: ProfileId | null): string | null => {
        const shown = id && projectPendingProfile(id, facts.get(id) ?? null, commands);
        return shown && nameOf(shown);
      };
      const pending = new Set<string>(commands.flatMap(plannedIn));
      return {
        tasks: tasks.toSorted(byDue).map((task) => ({
          task,
          customerName: nameFor(task.profileId),
          isPending: pending.has(task.id),
        })),
        appointments: appointments.toSorted(byTime).map((appointment) => ({
          appointment,
          customerName: nameFor(appointment.profileId),
          isPending: pending.has(appointment.id),
        })),
      };
    }),
    shareReplay({ bufferSize: 1, refCount: true }),
  );

/** What is planned in this store as it shows it, for a decision. */
export const readCurrentAgenda = async (
  cache: Cache,
  entries: readonly OutboxEntry[],
): Promise<Agenda> => projectPendingAgenda(await readAgendaFacts(cache), commandsOnTop(entries));

const plannedIn = (command: Command): readonly string[] => {
  if ("taskId" in command) return [command.taskId];
  return "appointmentId" in command ? [command.appointmentId] : [];
};

const byDue = (a: Task, b: Task): number => (keyOf(a) < keyOf(b) ? -1 : 1);

/** On one day those with a time come first, and of others what matters more. */
const keyOf = (task: Task): string =>
  [dayOfTask(task), task.dueTime ?? "25", task.priority, task.madeAt].join(" ");

const byTime = (a: Appointment, b: Appointment): number => (timeOf(a) < timeOf(b) ? -1 : 1);

const timeOf = ({ day, time, id }: Appointment): string => [day, time, id].join(" ");
