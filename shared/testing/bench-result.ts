/** One measurement, as `npm run bench` collects it. */
export type BenchResult = {
  readonly name: string;
  readonly value: number;
  readonly unit: string;
  /** The goal; null if the figure is only reported. */
  readonly target: number | null;
  readonly better: "lower" | "higher";
  readonly note?: string;
};

/** Whether a figure meets its target; true if it has none. */
export const reachesTarget = ({ value, target, better }: BenchResult): boolean =>
  target === null || (better === "lower" ? value <= target : value >= target);

/** The figures as a plain text table, one per line, with PASS or FAIL. */
export const benchTable = (results: readonly BenchResult[]): string => {
  const widest = Math.max(...results.map(({ name }) => name.length));
  return results
    .map((result) => {
      const { name, value, unit, target, better, note } = result;
      const verdict = target === null ? "    " : reachesTarget(result) ? "PASS" : "FAIL";
      const bound = target === null ? "" : `${better === "lower" ? "≤" : "≥"} ${target} ${unit}`;
      const figure = `${value.toFixed(value < 100 ? 2 : 0)} ${unit}`;
      return [verdict, name.padEnd(widest), figure.padStart(12), bound.padEnd(10), note ?? ""]
        .join("  ")
        .trimEnd();
    })
    .join("\n");
};
