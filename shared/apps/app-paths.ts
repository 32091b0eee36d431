import { namesOf } from "#shared/kernel/object.ts";

/**
 * The apps with screens, each named after its folder in `renderer/`, and the path where the server
 * serves it. The build, the server and the service workers must agree on these.
 */
export const APP_PATHS = {
  /** The store app. */
  clienteling: "/",
  /** Head office. */
  manager: "/manager/",
  /** The customers of a chain see their own profile, rewards and points here. */
  portal: "/portal/",
} as const;

export type AppName = keyof typeof APP_PATHS;

export const appNames: readonly AppName[] = namesOf(APP_PATHS);
