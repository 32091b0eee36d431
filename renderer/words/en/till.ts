/** What a till that opened the app is told and shown. */
export const till = {
  add: "Add to sale",
  back: "Back to till",
  added: "{{name}} is on the sale",
  failed: "The till didn't answer. Add the customer there.",
  failed_back: "The till didn't answer. Go back to it yourself.",
  problem: "The till sent something we can't read",
  problem_hint: "{{what}}. Check the till's settings. Everything else works as usual.",
  no_limit: "No limit applies to what you redeem.",
  unknown_staff: "The till says {{id}} is serving, but nobody here has that number",
  unknown_staff_hint: "Choose your name.",
  other_store: "The till says it's in {{store}}, but this device belongs to {{own}}",
  other_store_hint: "What you do here counts for {{own}}. Check with head office.",
  dismiss: "Dismiss",
} as const;
