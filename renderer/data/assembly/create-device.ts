import { BehaviorSubject, combineLatest, filter, firstValueFrom, map, startWith } from "rxjs";
import { inBackground, orElse } from "#renderer/data/concurrency/background.ts";
import type { Device } from "#renderer/data/device.ts";
import { openEnrolments } from "#renderer/data/enrol/enrolments.ts";
import { changeLists, stepConnection } from "#renderer/data/operations/change-clienteling.ts";
import { findByIdentifier } from "#renderer/data/operations/find-by-identifier.ts";
import { findDuplicates, readCurrentProfiles } from "#renderer/data/operations/find-duplicates.ts";
import { startGiftCards } from "#renderer/data/operations/gift-cards.ts";
import { logMoment } from "#renderer/data/operations/log-moment.ts";
import type { OperationDeps } from "#renderer/data/operations/operation-deps.ts";
import { readContacted } from "#renderer/data/operations/read-contacted.ts";
import { readCustomers } from "#renderer/data/operations/read-customers.ts";
import { createRedeem } from "#renderer/data/operations/redeem.ts";
import { reverseRedemption } from "#renderer/data/operations/reverse-redemption.ts";
import { searchProfiles } from "#renderer/data/operations/search-profiles.ts";
import { addAppointment, changeAppointment } from "#renderer/data/operations/write-appointment.ts";
import { handOverBook, moveCustomer } from "#renderer/data/operations/write-book.ts";
import {
  addNote,
  createProfile,
  editProfile,
  settleOverruled,
} from "#renderer/data/operations/write-profile.ts";
import { addTask, changeTask } from "#renderer/data/operations/write-task.ts";
import { createVerifyPin } from "#renderer/data/pins/verify-pin.ts";
import { readVerdicts } from "#renderer/data/query/attention.ts";
import { exportText } from "#renderer/data/query/export-pending.ts";
import { watchAll } from "#renderer/data/query/fact-queries.ts";
import { NO_CONFIG, readConfig, staffAt, withoutPin } from "#renderer/data/query/read-config.ts";
import { createCurrentSearch } from "#renderer/data/query/search-overlay.ts";
import { ok } from "#shared/kernel/result.ts";
import type { DeviceParts } from "./device-parts.ts";
import { forgetErased } from "./forget-erased.ts";
import { openCore } from "./open-core.ts";
import { createViews } from "./watch-views.ts";

const MINUTE_MS = 60_000;
const DAY_MS = 24 * 60 * MINUTE_MS;

/** Builds a device from its parts, and starts it if it is enrolled. */
export const createDevice = async (parts: DeviceParts): Promise<Device> => {
  const core = await openCore(parts);
  const { outbox, caches, connection, time, history, values } = core;
  const secrets = parts.openSecrets(core.values);
  const enrolments = await openEnrolments({ parts, secrets, ...core });
  const { enrolment$, session$ } = enrolments;

  const config$ = new BehaviorSubject(NO_CONFIG);
  const readConfig$ = combineLatest([watchAll(caches.cache$, "config"), enrolment$]).pipe(
    map(([documents, enrolment]) => readConfig(documents, enrolment?.locationId ?? null)),
  );
  config$.next(await firstValueFrom(readConfig$));
  const views = await createViews(parts, core, enrolments, config$);

  const wakePusher = () => session$.value?.wakePusher();
  const search = createCurrentSearch(caches.cache$, outbox.entries$, parts.search);
  const operations: OperationDeps = {
    parts,
    time,
    search,
    products: parts.products,
    outbox,
    connection,
    cache: () => caches.cache$.value,
    config: () => config$.value,
    wakePusher,
  };
  const counter = createRedeem(operations, outbox.markSeen);
  const giftCards = startGiftCards(operations, core.keptPayment, parts.random, session$);
  const verifyPin = createVerifyPin({
    values,
    clock: time,
    staff: () => config$.value.staff,
    verify: parts.verifyPin,
  });

  const following = readConfig$.subscribe(config$);
  // An answer that was lost on the way arrives again as a fact.
  following.add(
    combineLatest([watchAll(caches.cache$, "verdicts"), enrolment$]).subscribe(
      ([documents, enrolment]) =>
        inBackground(outbox.answer(readVerdicts(documents, enrolment?.deviceId ?? null))),
    ),
  );
  following.add(search.following);
  following.add(forgetErased(config$, outbox, core.drafts));
  // Loaded after everything that staff wait for. Without them there are no pictures.
  const pictures = orElse(
    import("#renderer/data/pictures/pictures.ts").then(({ openPictures }) =>
      openPictures({ ...core, session$, config$ }),
    ),
    null,
  );
  // Nobody looks for a product first.
  const products = () => import("#renderer/data/operations/find-products.ts");
  const merging = () => import("#renderer/data/operations/merge-profiles.ts");
  const forget = () => inBackground(outbox.forgetBackedUp(history.backedUpThrough()));
  const timers = [
    setInterval(() => inBackground(connection.markTime()), MINUTE_MS),
    setInterval(forget, DAY_MS),
  ];
  const firstForget = setTimeout(forget, MINUTE_MS);

  return {
    ...views,
    now: time.now,
    drafts: core.drafts,
    enrolment$,
    enrol: enrolments.enrol,
    syncNow: () => {
      session$.value?.syncNow();
      giftCards.wake();
    },
    search: (text, limit) => searchProfiles(operations, text, limit),
    findByIdentifier: (identifier) => findByIdentifier(operations, identifier),
    listCustomers: search.list,
    storeDays: search.figures,
    readCustomers: (ids) => readCustomers(operations, ids),
    searchProducts: async (text, limit) =>
      (await products()).searchProducts(operations, text, limit),
    findProductsByCode: async (code) => (await products()).findProductsByCode(operations, code),
    listProducts: async (page) => (await products()).listProducts(operations, page),
    readProductPeople: async (productId) =>
      (await products()).readProductPeople(operations, productId),
    readContacted: (ids, since) => readContacted(operations, ids, since),
    readProfiles: (ids) => readCurrentProfiles(operations, ids),
    previewRedeem: counter.preview,
    redeem: counter.redeem,
    redeemBenefit: counter.redeemBenefit,
    claimBenefit: counter.claimBenefit,
    reverseRedemption: (request) => reverseRedemption(operations, request),
    giveGoodwill: async (request) =>
      (await import("#renderer/data/operations/give-goodwill.ts")).giveGoodwill(
        operations,
        request,
      ),
    lookUpGiftCard: giftCards.lookUp,
    payWithGiftCard: giftCards.pay,
    cardPayment$: core.keptPayment.payment$,
    markCardPaymentSeen: giftCards.markSeen,
    picture: async (ref) => (await pictures)?.read(ref) ?? null,
    pictureBytes: async () => (await pictures)?.bytes() ?? null,
    verdict$: (commandId) =>
      outbox.answered$.pipe(
        filter((verdict) => verdict.commandId === commandId),
        startWith(outbox.find(commandId)?.verdict ?? null),
      ),
    findDuplicates: (draft) => findDuplicates(operations, draft),
    createProfile: (request) => createProfile(operations, request),
    editProfile: (request) => editProfile(operations, request),
    settleOverruled: (request) => settleOverruled(operations, request),
    addNote: (request) => addNote(operations, request),
    changeLists: (request) => changeLists(operations, request),
    addTask: (request) => addTask(operations, request),
    changeTask: (request) => changeTask(operations, request),
    moveCustomer: (request) => moveCustomer(operations, request),
    handOverBook: (request) => handOverBook(operations, request),

    addAppointment: (request) => addAppointment(operations, request),
    changeAppointment: (request) => changeAppointment(operations, request),
    logMoment: (request) => logMoment(operations, request),
    claimSale: async (request) =>
      (await import("#renderer/data/operations/claim-sale.ts")).claimSale(operations, request),
    mergeProfiles: async (request) => (await merging()).mergeProfiles(operations, request),
    survivorOf: async (profileId) => (await merging()).survivorOf(operations, profileId),
    findAlike: async (profileId) => (await merging()).findAlike(operations, profileId),
    stepConnection: (request) => stepConnection(operations, request),
    undo: async (commandId, agreed = []) => {
      const undone = await outbox.withdraw(commandId, agreed);
      if (!undone.ok) return undone;
      wakePusher();
      if (undone.value !== null) await core.drafts.forgetAbout(undone.value);
      return ok(null);
    },
    exportPending: () =>
      exportText(outbox, {
        enrolment: enrolment$.value,
        backedUpThrough: history.backedUpThrough(),
        exportedAt: time.now(),
      }),
    staff$: combineLatest([config$, enrolment$]).pipe(
      map(([{ staff }, enrolment]) => staffAt(staff, enrolment?.locationId ?? null)),
    ),
    team$: config$.pipe(map(({ staff }) => staff.map(withoutPin))),
    verifyPin: async (staffId, pin) => {
      const verified = await verifyPin(staffId, pin);
      return verified.ok ? ok(withoutPin(verified.value)) : verified;
    },
    config$: config$.pipe(
      map(({ staff: _staff, erased: _erased, connectionDefinitions: _own, ...config }) => config),
    ),
    dispose: async () => {
      for (const timer of timers) clearInterval(timer);
      clearTimeout(firstForget);
      following.unsubscribe();
      await Promise.all([enrolments.stop(), giftCards.stop()]);
      (await pictures)?.close();
      await core.close();
      await parts.release();
    },
  };
};
