/** Stores the device's token and enrolment, apart from the databases so that they survive them. */
export type Secrets = {
  /** Null if there is none, or if it can no longer be decrypted. */
  readonly read: () => Promise<string | null>;
  readonly write: (value: string) => Promise<void>;
};
