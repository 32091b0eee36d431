/** A customer's screen: its head and its tabs. */
export const customer = {
  loading: "Loading the customer",
  tabs: "About this customer",
  overview: "Overview",
  purchases: "Purchases",
  rewards: "Rewards",
  wishlist: "Wishlist",
  activity: "Activity",
  details: "Details",
  note_added: "Note added",
} as const;
