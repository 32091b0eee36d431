/** Value that expires within so many days is worth telling the customer of (DOMAIN §20.5). */
export const EXPIRING_SOON_DAYS = 30;
