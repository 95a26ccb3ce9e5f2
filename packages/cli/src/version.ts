/** The version of the package; a test compares it with package.json, so that --version need not read a file. */
export const VERSION = "0.0.0";
