/** The longest email address that a profile may have, in characters (RFC 5321). */
export const EMAIL_LENGTH_MAX = 254;
