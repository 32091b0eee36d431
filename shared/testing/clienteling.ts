import {
  type Appointment,
  appointmentSchema,
  newProgress,
} from "#shared/clienteling/appointment.ts";
import { type HeldConnection, heldConnectionSchema } from "#shared/clienteling/held-connection.ts";
import {
  type HeldItem,
  type HeldList,
  heldItemSchema,
  heldListSchema,
} from "#shared/clienteling/held-list.ts";
import { OPEN_TASK, type Task, taskSchema } from "#shared/clienteling/task.ts";
import { connectionDefinitionIdSchema } from "#shared/kernel/ids.ts";
import type { ClientelingRules } from "#shared/sync/pending.ts";
import { NOW, PROFILE } from "./build.ts";
import { commandOf } from "./commands.ts";
import { otherProfile } from "./entries.ts";

// Lists and connections as devices hold them, for tests.

/** A custom product on a list, unless `more` says otherwise. */
export const heldItem = (ref: string, more: object = {}): HeldItem =>
  heldItemSchema.parse({
    ...{ ref, productId: null, productVariantId: null, productCategoryId: null },
    ...{ customProduct: "Blue scarf", name: null, sku: null, priceCents: null, picture: null },
    ...{ quantity: 1, reserved: 0, status: null, note: null },
    ...more,
  });

/** A list without a definition, which is called "7". */
export const heldList = (items: readonly HeldItem[] = [], more: object = {}): HeldList =>
  heldListSchema.parse({
    ...{ ref: "7", definitionId: null, name: "Wishes", description: null },
    items,
    ...more,
  });

/** A connection that either side may end. */
export const heldConnection = (more: object = {}): HeldConnection =>
  heldConnectionSchema.parse({
    ...{ id: 1, side: "connector", otherId: otherProfile(2), definitionId: 1, name: "Family" },
    ...{ status: "accepted", connectedAt: null, endsAt: null },
    ...more,
  });

/** Its definition. */
export const connectionTerms = (): ClientelingRules["connections"][number] => ({
  ...{ id: connectionDefinitionIdSchema.parse(1), name: "Family", isPending: false },
  ...{ connectorCanBreak: true, connectedCanBreak: true },
});

/** The task that a sample command changes. */
export const openTask = (more: object = {}): Task =>
  taskSchema.parse({
    ...OPEN_TASK,
    ...{ id: commandOf("change_task", 1).taskId, profileId: PROFILE, locationId: 1 },
    ...{ title: "Call about the coat", details: null, kind: "call", priority: "normal" },
    ...{ dueDay: "2026-03-02", dueTime: null, assigneeId: null, origin: "person", noteId: null },
    ...{ madeAt: NOW, createdBy: null },
    ...more,
  });

/** The appointment that a sample command changes. */
export const booked = (more: object = {}): Appointment =>
  appointmentSchema.parse({
    ...newProgress("confirmed", NOW),
    ...{ id: commandOf("change_appointment", 1).appointmentId, profileId: PROFILE, locationId: 1 },
    ...{ kind: "fitting", title: "Wedding suit", details: null, guestName: null },
    ...{ day: "2026-03-02", time: "14:30", minutes: 45, assigneeId: null, isWalkIn: false },
    ...{ madeAt: NOW, createdBy: null },
    ...more,
  });
