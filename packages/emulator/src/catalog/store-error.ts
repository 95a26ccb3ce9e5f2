/** The folder of a local account cannot be used; says which file and line. */
export class StoreError extends Error {
  override readonly name = "StoreError";
}
