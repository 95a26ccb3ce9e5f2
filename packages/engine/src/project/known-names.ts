/** The names that mean something in a project's folder. The caller gives them: they come from the kinds. */
export interface KnownNames {
  /** Files of the first level, without their ending: `warehouse`. */
  readonly account: readonly string[];
  /** Files in a database's folder: `params`. */
  readonly database: readonly string[];
  /** Files in a schema's folder: `params`. */
  readonly schema: readonly string[];
  /** Folders in a schema's folder: `table`. */
  readonly types: readonly string[];
  /** Of these, the ones whose folders hold other folders with files of the user: `stage`. */
  readonly typesWithFiles?: readonly string[];
}
