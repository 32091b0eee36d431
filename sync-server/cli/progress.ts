import { Presets, SingleBar } from "cli-progress";

/** A progress bar on a terminal. Elsewhere, a line every few seconds. */
export type Progress = {
  readonly update: (done: number, total: number) => void;
  readonly stop: () => void;
};

/** Starts a progress bar with a label in front. */
export const startProgress = (label: string): Progress => {
  const bar = new SingleBar(
    {
      format: `${label} {bar} {percentage}% | {value} of {total} | {eta_formatted} left`,
      hideCursor: true,
      noTTYOutput: true,
      notTTYSchedule: 5000,
    },
    Presets.shades_classic,
  );
  let isStarted = false;
  return {
    update: (done, total) => {
      if (isStarted) bar.update(done);
      else bar.start(total, done);
      isStarted = true;
    },
    stop: () => {
      if (isStarted) bar.stop();
    },
  };
};
