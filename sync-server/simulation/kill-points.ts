import { appendFileSync, existsSync, writeFileSync } from "node:fs";
import { ServerResponse } from "node:http";
import { DatabaseSync, StatementSync } from "node:sqlite";
import { isMainThread } from "node:worker_threads";
import { Cron } from "croner";
import pg from "pg";

/**
 * Loaded before the server (`node --import`), in each of its threads. Kills the whole process, like
 * `kill -9`, at one exact point, set by REGULARS_TEST_KILL_AT and counted from the first answer
 * about its status, which is when it has noted the device's contact:
 * - `<transaction>:<step>`: before that statement of that transaction, both from 1. Reads aren't
 *   counted: a death before one leaves the same database as a death before the next write;
 * - `<transaction>:committed`: after its commit, before anything learns of it;
 * - `<answer>:answered`: when that answer to a push has been passed to the network.
 */
// biome-ignore lint/style/noProcessEnv: a test loads this into the server and has no other way to configure it.
const { REGULARS_TEST_KILL_AT: killAt = "", REGULARS_TEST_KILL_LOG: log = "" } = process.env;
const [which = "", step = ""] = killAt.split(":");

/** Records the point that was reached, so that a test can tell it from another death. */
const die = (point: string): void => {
  appendFileSync(log, `${point}\n`);
  process.kill(process.pid, "SIGKILL");
  // The signal takes a while to arrive; this thread does nothing more.
  Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0);
};

/** A file that tells every thread to count. */
const counting = `${log}.${process.pid}`;

let transactions = 0;

/** Counts the steps of the transactions on one connection. */
const createCounter = () => {
  let own = 0;
  let steps = 0;
  return {
    before: (text: string): void => {
      if (/^begin/i.test(text) && existsSync(counting)) {
        transactions += 1;
        own = transactions;
        steps = 0;
      }
      if (own === 0 || isRead(text)) return;
      steps += 1;
      if (String(own) === which && String(steps) === step)
        die(`${step} ${text.trim().slice(0, 50)}`);
    },
    afterCommit: (): void => {
      if (String(own) === which && step === "committed") die("committed");
      own = 0;
    },
  };
};

const isRead = (text: string): boolean => /^\s*select/i.test(text);

const isCommit = (text: string): boolean => /^commit/i.test(text);

/** On SQLite, every write runs in the writer's thread, which does nothing else. */
const watchSqlite = (): void => {
  const counter = createCounter();
  const { exec } = DatabaseSync.prototype;
  DatabaseSync.prototype.exec = function (text) {
    counter.before(text);
    exec.call(this, text);
    if (isCommit(text)) counter.afterCommit();
  };
  const { all, run } = StatementSync.prototype;
  Object.assign(StatementSync.prototype, {
    all(this: StatementSync, ...values: readonly unknown[]): unknown {
      counter.before(this.sourceSQL);
      return Reflect.apply(all, this, values);
    },
    run(this: StatementSync, ...values: readonly unknown[]): unknown {
      counter.before(this.sourceSQL);
      return Reflect.apply(run, this, values);
    },
  });
};

/** On PostgreSQL: the transactions on the pool's connections. */
const watchPostgres = (): void => {
  const counters = new WeakMap<object, ReturnType<typeof createCounter>>();
  const { query } = pg.Client.prototype;
  Object.assign(pg.Client.prototype, {
    query(this: pg.Client, ...values: readonly unknown[]): unknown {
      const counter = counters.get(this) ?? createCounter();
      counters.set(this, counter);
      const text = textOf(values[0]);
      counter.before(text);
      const sent: unknown = Reflect.apply(query, this, values);
      if (!isCommit(text) || !(sent instanceof Promise)) return sent;
      return sent.then((result: unknown) => {
        counter.afterCommit();
        return result;
      });
    },
  });
};

const textOf = (query: unknown): string => {
  if (typeof query === "string") return query;
  return typeof query === "object" && query !== null && "text" in query ? String(query.text) : "";
};

/** Counts the answers to pushes, and notices the first about the server's status. */
const watchAnswers = (): void => {
  let answers = 0;
  const { end } = ServerResponse.prototype;
  Object.assign(ServerResponse.prototype, {
    end(this: ServerResponse, ...values: readonly unknown[]): unknown {
      const ended: unknown = Reflect.apply(end, this, values);
      if (this.req.url === "/sync/v1/status") writeFileSync(counting, "");
      if (this.req.url === "/sync/v1/push") {
        answers += 1;
        if (String(answers) === which && step === "answered") setImmediate(() => die("answered"));
      }
      return ended;
    },
  });
};

/** No jobs: one that starts in between would be counted as the push's transaction. */
const stopJobs = (): void => {
  Cron.prototype.schedule = function () {
    return this;
  };
};

if (isMainThread) {
  stopJobs();
  watchAnswers();
  watchPostgres();
} else {
  watchSqlite();
}
