/** What staff are to do: the screen, its cards and what happens to a task. */
export const tasks = {
  verdict: {
    gone: "Not saved: this task no longer exists.",
    goneAdvice: "It may have been removed with its customer. There is nothing to do.",
  },
  command: { add: "New task", change: "Change of a task" },
} as const;
