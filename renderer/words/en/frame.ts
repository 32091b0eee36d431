/** The frame around every screen: where to go, who is here, how sync is doing. */
export const frame = {
  product: "Regulars",
  main: "Main",
  today: "Today",
  customers: "Customers",
  staff_menu: "Signed in: {{name}}",
  lock: "Lock or switch staff",
  switch_to: "Switch to {{name}}",
  dark: "Dark mode",
  light: "Light mode",
  pending: "pending",
  undo: "Undo",
  close: "Close",
} as const;
