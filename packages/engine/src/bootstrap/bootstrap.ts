import type { Kind } from "@snowtower/kinds";
import { exactly, type Identifier, type QualifiedName, type Statement } from "@snowtower/sql";
import { deployerSection } from "./deployer-section.ts";
import { type Login, loginSection } from "./login-section.ts";
import { readerSections } from "./reader-sections.ts";
import { rolesSection } from "./roles-section.ts";
import { stateSection } from "./state-section.ts";

/** A statement, and for whom it does what; absent statements are left to the reader, as text. */
export interface BootstrapItem {
  readonly statement: Statement;
  readonly why: string;
  /** To be completed by hand before it can run: shown as a comment. */
  readonly open?: true;
}

/** What one of Snowflake's own roles sets up. */
export interface BootstrapSection {
  readonly title: string;
  readonly as: Identifier;
  readonly remarks: readonly string[];
  readonly items: readonly BootstrapItem[];
}

export interface BootstrapNames {
  readonly reader: Identifier;
  readonly deployer: Identifier;
  readonly user: Identifier;
  readonly warehouse: Identifier;
}

export interface BootstrapOptions {
  readonly names: BootstrapNames;
  /** The kinds that the project describes, or all. */
  readonly kinds: readonly Kind[];
  /** The project's roles get privileges on what will be made: only MANAGE GRANTS can give those. */
  readonly hasFutureGrants: boolean;
  /** Without MANAGE GRANTS for the reader, who then sees less. */
  readonly weak: boolean;
  readonly login: Login;
  /** `null`: no state schema. */
  readonly state: QualifiedName | null;
}

export const BOOTSTRAP_NAMES: BootstrapNames = {
  reader: exactly("SNOWTOWER_READER"),
  deployer: exactly("SNOWTOWER_DEPLOYER"),
  user: exactly("SNOWTOWER"),
  warehouse: exactly("SNOWTOWER_WH"),
};

/**
 * What makes an account ready for a project: a role that reads, a role that deploys with no more than this project's kinds need, a service user,
 * a small warehouse, and the state schema. Every statement can be run again. What is made belongs to Snowflake's own roles,
 * so that no project whose deployer it serves can take it away.
 */
export function bootstrap(options: BootstrapOptions): readonly BootstrapSection[] {
  const sections = [rolesSection(options), ...readerSections(options), deployerSection(options), loginSection(options), stateSection(options)];
  return sections.filter((section) => section !== null);
}
