/** The ways to reach a customer with offers. */
export const consent = {
  email: "Email",
  sms: "SMS",
  push: "App message",
  phone: "Phone",
  post: "Post",
  offers_by: "Offers by {{way}}",
} as const;
