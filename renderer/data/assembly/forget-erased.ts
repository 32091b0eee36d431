import { combineLatest, filter, map, type Observable, type Subscription, startWith } from "rxjs";
import { inBackground } from "#renderer/data/concurrency/background.ts";
import type { Drafts } from "#renderer/data/drafts/drafts.ts";
import type { Outbox } from "#renderer/data/outbox/outbox.ts";
import type { ReadConfig } from "#renderer/data/query/read-config.ts";

/**
 * Forgets what this device has recorded and drafted of people who were erased, as soon as it hears
 * of it and once the server has answered the rest (profile/SPEC.md [I17]). Their facts leave it
 * like all others.
 */
export const forgetErased = (
  config$: Observable<Pick<ReadConfig, "erased">>,
  outbox: Pick<Outbox, "forgetErased" | "answered$">,
  drafts: Pick<Drafts, "forgetAbout">,
): Subscription =>
  combineLatest([config$, outbox.answered$.pipe(startWith(null))])
    .pipe(
      map(([{ erased }]) => erased),
      filter((erased) => erased.size > 0),
    )
    .subscribe((erased) =>
      inBackground(
        Promise.all([
          outbox.forgetErased(erased),
          ...[...erased].map((id) => drafts.forgetAbout(id)),
        ]),
      ),
    );
