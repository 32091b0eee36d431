export const ServerPanel = () => null;
