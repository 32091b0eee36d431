/** Taking back a redemption, and a manager's approval. */
export const reverse = {
  open: "Reverse",
  title: "Reverse {{money}}?",
  what: "The value goes back to the customer. Take the discount off the sale at the till. This can't be undone.",
  late: "It's more than ten minutes old, so a manager has to approve it.",
  manager: "Manager",
  no_manager: "{{why}} This device doesn't know a manager of this store.",
  keep: "Keep it",
  confirm: "Reverse",
  done: "{{money}} reversed",
  agreed: "It's back on the customer's balance.",
  waiting: "It's back on the balance once this device has synced.",
  verdict: {
    unknown: "Not reversed: there's no such redemption.",
    unknown_advice: "It was refused or undone, so there's nothing to give back.",
    paid: "Not reversed: it paid for a sale.",
    paid_advice: "Void the sale at the till. That gives the value back as well.",
    returned: "Not reversed: some of it was given back for returned goods.",
    returned_advice: "Give the rest back as a return at the till.",
  },
} as const;
