import type { ChildProcess } from "node:child_process";
import { once } from "node:events";
import { readdir, readFile } from "node:fs/promises";
import { setTimeout as sleep } from "node:timers/promises";

/**
 * Kills a program at once, with everything that it has started, and waits until the system has let go
 * of all of it. The program must have been started as the leader of a group (`detached`).
 */
export const killGroup = async (leader: ChildProcess): Promise<void> => {
  const { pid } = leader;
  if (pid === undefined) return;
  const gone = leader.exitCode === null && leader.signalCode === null ? once(leader, "exit") : null;
  signalGroup(pid);
  await gone;
  await waitUntilGone(pid);
};

/** Waits for the rest of a group whose leader has ended, and ends it when it does not end by itself. */
export const waitUntilGone = async (group: number): Promise<void> => {
  for (let attempt = 0; (await isGroupAlive(group)) && attempt < 200; attempt += 1) {
    if (attempt === 100) signalGroup(group);
    await sleep(20);
  }
};

const signalGroup = (group: number): void => {
  try {
    process.kill(-group, "SIGKILL");
  } catch {
    // It was gone already.
  }
};

/** A process that has ended but was not collected yet holds nothing any more and does not count. */
const isGroupAlive = async (group: number): Promise<boolean> => {
  if (process.platform !== "linux") return false;
  const ids = (await readdir("/proc")).filter((name) => /^\d+$/.test(name));
  const stats = await Promise.all(
    ids.map((id) => readFile(`/proc/${id}/stat`, "utf8").catch(() => "")),
  );
  return stats.some((stat) => {
    // pid (name, which may hold anything) state parent group …
    const [state, , itsGroup] = stat.slice(stat.lastIndexOf(")") + 2).split(" ");
    return Number(itsGroup) === group && state !== "Z" && state !== "X";
  });
};
