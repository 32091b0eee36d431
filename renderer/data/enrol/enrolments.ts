import { BehaviorSubject } from "rxjs";
import { z } from "zod";
import { createMutex } from "#renderer/data/concurrency/mutex.ts";
import type { DeviceValues } from "#renderer/data/database/device-values.ts";
import type { Drafts } from "#renderer/data/drafts/drafts.ts";
import type { Enrolment, EnrolRefusal, EnrolRequest } from "#renderer/data/enrolment.ts";
import type { KeptPayment } from "#renderer/data/operations/kept-payment.ts";
import type { Secrets } from "#renderer/data/secrets/secrets.ts";
import { type Session, startSession } from "#renderer/data/session/session.ts";
import type { SessionDeps } from "#renderer/data/session/session-deps.ts";
import { tenantIdSchema } from "#shared/kernel/ids.ts";
import { err, ok, type Result } from "#shared/kernel/result.ts";
import { isUnanswered } from "#shared/sync/on-top.ts";
import { requestEnrolment } from "./request-enrolment.ts";
import { readEnrolment, type StoredEnrolment, writeEnrolment } from "./stored-enrolment.ts";

/** The enrolment of this device, and the session that runs under it. */
export type Enrolments = {
  readonly enrolment$: BehaviorSubject<Enrolment | null>;
  readonly session$: BehaviorSubject<Session | null>;
  readonly enrol: (request: EnrolRequest) => Promise<Result<Enrolment, EnrolRefusal>>;
  readonly stop: () => Promise<void>;
};

/** The tenant of the facts and commands here, known even if the enrolment itself is lost. */
const TENANT_KEY = "tenant";
const tenantSchema = z.object({ tenantId: tenantIdSchema });

/** Reads the enrolment and starts its session, if there is one. */
export const openEnrolments = async (
  deps: SessionDeps & {
    readonly values: DeviceValues;
    readonly secrets: Secrets;
    readonly drafts: Drafts;
    readonly keptPayment: KeptPayment;
  },
): Promise<Enrolments> => {
  const { values, secrets, outbox, caches, connection, history, quarantine } = deps;
  const { drafts, keptPayment } = deps;
  const enrolment$ = new BehaviorSubject<Enrolment | null>(null);
  const session$ = new BehaviorSubject<Session | null>(null);
  const withLock = createMutex();

  const begin = async (enrolled: StoredEnrolment) => {
    await outbox.setEnrolment(enrolled.enrolment);
    session$.next(startSession(enrolled, deps));
    enrolment$.next(enrolled.enrolment);
  };

  /**
   * Clears the device for another enrolment. Returns false if commands of another tenant, or a
   * payment by gift card there, have no answer yet.
   */
  const clearFor = async ({
    enrolment,
    serverEpoch,
  }: {
    enrolment: Enrolment;
    serverEpoch: string;
  }) => {
    const before = await values.read(TENANT_KEY, tenantSchema);
    const isOther = before !== null && before.tenantId !== enrolment.tenantId;
    const open = outbox.entries$.value;
    const isPaymentOpen = keptPayment.payment$.value?.outcome.status === "open";
    if (isOther && (open.some(isUnanswered) || isPaymentOpen)) return false;
    await session$.value?.stop();
    session$.next(null);
    if (isOther) {
      await outbox.forgetAll();
      await drafts.forgetAll();
      await keptPayment.change(null);
    } else if (history.isForeign(serverEpoch)) {
      await outbox.requeueNotBackedUp(null);
    }
    // A checkpoint is valid only for one device and its scope.
    if (before !== null) {
      await caches.replace();
      await quarantine.clear();
    }
    return true;
  };

  const stored = await readEnrolment(secrets);
  if (stored) await begin(stored);

  return {
    enrolment$,
    session$,
    enrol: (request) =>
      withLock(async () => {
        const answer = await requestEnrolment(request);
        if (!answer.ok) return answer;
        const { enrolment, token, ...fields } = answer.value;
        const { serverEpoch } = fields;
        if (!(await clearFor({ enrolment, serverEpoch }))) return err({ reason: "other_tenant" });
        await writeEnrolment(secrets, { enrolment, token });
        await values.write(TENANT_KEY, { tenantId: enrolment.tenantId });
        await history.adopt({ serverEpoch, backedUpThrough: null });
        connection.reset();
        connection.recordOutcome({ from: "status", failure: null, answer: fields });
        await begin({ enrolment, token });
        return ok(enrolment);
      }),
    stop: async () => {
      await session$.value?.stop();
    },
  };
};
