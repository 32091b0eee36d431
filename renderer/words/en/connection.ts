/** Connections between customers. */
export const connection = {
  status: {
    draft: "Not asked yet",
    pending: "Waiting for an answer",
    accepted: "Connected",
    rejected: "Declined",
    hold: "On hold",
    archived: "Archived",
    break: "Ended",
  },
  step: {
    draft: "Start again",
    pending: "Ask",
    accepted: "Accept",
    rejected: "Decline",
    hold: "Put on hold",
    archived: "Archive",
    break: "End",
  },
} as const;
