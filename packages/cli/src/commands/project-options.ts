/** What every command about a project takes. */
export interface ProjectOptions {
  readonly config: string;
  readonly envPrefix?: string;
  readonly env?: string;
  readonly assumeAbsent?: boolean;
}

/** What every command about an account takes. */
export interface AccountOptions extends ProjectOptions {
  readonly connection?: string;
  readonly role?: string;
  readonly warehouse?: string;
}
