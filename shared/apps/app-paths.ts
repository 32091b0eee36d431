/**
 * The apps that have screens, each named as its folder in `renderer/`, and the path at which a server
 * serves it. The build, the server and the service workers must agree on these.
 */
export const APP_PATHS = {
  /** The store app. */
  clienteling: "/",
  /** Head office. */
  manager: "/manager/",
  /** What a chain's own people see of themselves: their profile, rewards and points. */
  portal: "/portal/",
} as const;

export type AppName = keyof typeof APP_PATHS;

export const appNames: readonly AppName[] = ["clienteling", "manager", "portal"];
