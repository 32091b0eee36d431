/**
 * Opens an address in another app of this device, such as the one for email. A page of a site opens
 * beside this one; another app leaves this page where it is.
 */
export const openOutside = (url: string): void => {
  const link = document.createElement("a");
  link.href = url;
  link.rel = "noreferrer";
  if (url.startsWith("https:")) link.target = "_blank";
  document.body.append(link);
  link.click();
  link.remove();
};
