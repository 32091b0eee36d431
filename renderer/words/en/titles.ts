/** What the screens are called: in the navigation, and in the title of the window. */
export const titles = {
  calendar: "Calendar",
  catalogue: "Catalogue",
  customer: "Customer",
  customers: "Customers",
  edit_customer: "Edit customer",
  gift_card: "Gift card",
  kiosk: "Kiosk",
  new_customer: "New customer",
  product: "Product",
  redeem: "Redeem",
  scanner: "Scanner test",
  settings: "Settings",
  store: "Store",
  sync: "Sync",
  tasks: "Tasks",
  today: "Today",
} as const;
