/** What SHOW PARAMETERS can be asked of, besides the session and the account. */
export const SHOWN_LEVELS = ["USER", "WAREHOUSE", "DATABASE", "SCHEMA", "TASK", "TABLE", "FUNCTION", "PROCEDURE"] as const;
export type Level = (typeof SHOWN_LEVELS)[number];
