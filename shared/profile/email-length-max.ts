/** The longest e-mail address that a profile keeps, in characters (RFC 5321). */
export const EMAIL_LENGTH_MAX = 254;
