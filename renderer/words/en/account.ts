/** What a customer holds in words: lots, benefits, achievements, tiers, debts and freezes. */
export const lot = {
  reward: "Reward",
  rewards: "Rewards",
  points: "Points",
  benefit: "Benefit",
  benefits: "Benefits",
  credit: "Credit",
  points_text_one: "{{shown}} point",
  points_text_other: "{{shown}} points",
  uses_one: "once",
  uses_other: "{{shown}} times",
  worth: "worth {{money}}",
  later: "{{shown}} more later",
  from: "from {{date}}",
  until: "until {{date}} ({{when}})",
  any_number: "any number",
  left: "{{left}} left",
  left_of: "{{left}} of {{all}} left",
} as const;

export const benefit = {
  use: {
    question: "Use “{{name}}” once?",
    go: "Use once",
    effect: "It comes off the customer's benefits at once.",
    done: "“{{name}}” was used once.",
    unconfirmed:
      "“{{name}}” may or may not have been used. Don't use it again: if it's refused, it comes back by itself.",
    unclear: "The sync page shows whether “{{name}}” was used.",
  },
  claim: {
    question: "Claim “{{name}}” for this customer?",
    go: "Claim",
    effect: "It's added to their benefits at once, and counts as claimed even if it's never used.",
    done: "“{{name}}” is now one of the customer's benefits.",
    unconfirmed:
      "“{{name}}” may or may not have been claimed. Don't promise it yet: it's added to their benefits once it's confirmed.",
    unclear: "The sync page shows whether “{{name}}” was claimed.",
  },
} as const;

export const claim = {
  open: "Can be claimed now",
  limited: "While there are any left: we check when you claim",
  unsure: "If it's for this customer: we check when you claim",
  offline: "Can be claimed once you're online",
  until: "{{open}}, until {{date}} ({{when}})",
  from: "From {{date}} ({{when}})",
  not_eligible: "This customer doesn't meet its conditions",
  not_now: "Only on certain days or at certain times",
  claimed: "Already claimed",
  claimed_for_now: "Claimed: another once it's used up or over",
} as const;

export const achievement = {
  score: "{{reached}} of {{needed}}",
  reached: "{{level}}, reached {{date}}",
  next: "Next: {{level}}",
  next_by: "Next: {{level}}, until {{date}} ({{when}})",
} as const;

export const tier = {
  none: "No tier yet",
  points_to: "Points to {{tier}}",
  points_to_keep: "Points to keep {{tier}}",
  points_of_year: "Points of the last 12 months",
  reached: "{{reached}} of {{needed}}",
  with_next: "{{tier}} with the next points",
  since: "{{tier}} since {{date}}",
  until: "{{tier}} until {{date}} ({{when}})",
  kept: "Enough points to keep {{tier}} for another year",
  keep: "{{points}} more by {{date}} to keep {{tier}}",
  changes: "12-month total, changes after {{date}}",
} as const;

export const shortfall = {
  title: "{{owed}} to be recovered.",
  since: "Owed since {{since}}, when more was given than the balance held.",
  recovered: "The points they earn next pay it back first.",
  not_recovered: "It isn't taken from the points they earn next.",
} as const;

export const freeze = {
  title: "This account is frozen. Nothing can be redeemed.",
  advice: "Serve without redeeming; purchases still earn. Head office can tell you more.",
  fraud: "Head office is checking how it has been used.",
  dispute: "A purchase or redemption is in dispute.",
  card_lost: "A card was reported lost or stolen.",
  customer_request: "The customer asked for this.",
  review: "Head office is reviewing it.",
} as const;
