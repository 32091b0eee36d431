const form = document.querySelector("form");
const said = document.getElementById("said");

const say = (text) => {
  const line = document.createElement("li");
  line.textContent = text;
  said.append(line);
};

/** What a till offers the app: functions on the app's own window. */
const callbacks = (app) => ({
  memberProfile_returnToPOS: () => {
    say("returnToPOS");
    app.close();
  },
  memberProfile_addToSale: (profileId) => say(`addToSale ${profileId}`),
  redeemReward_returnConfirmation: (profileId, willRedeem) =>
    say(`returnConfirmation ${profileId} ${willRedeem}`),
});

form.addEventListener("submit", (event) => {
  event.preventDefault();
  const query = new URLSearchParams(new FormData(form));
  const profileId = query.get("profileId");
  query.delete("profileId");
  const path = profileId ? `/profile/${encodeURIComponent(profileId)}` : "/";
  const app = window.open(`${path}?${query}`, "regulars", "popup,width=1280,height=800");
  if (app === null) return say("The browser has blocked the window.");
  // Every page that the window loads has a new `window`, so a reload would lose them.
  const offering = setInterval(() => {
    if (app.closed) clearInterval(offering);
    else if (!("memberProfile_addToSale" in app)) Object.assign(app, callbacks(app));
  }, 100);
});
