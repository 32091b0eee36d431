/** Who looks after whom, and what a role allows. */
export const books = {
  command: "Customers handed over",
  verdict: {
    beyond: "Not saved: only a manager can do that",
    beyondAdvice: "Someone else looks after this customer by now. Ask them, or a manager.",
  },
};
