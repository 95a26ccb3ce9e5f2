type NameKind = "variable" | "row" | "cursor" | "resultset" | "exception" | "procedure";

/** What is declared where a script is being read: a block sees its own names and those around it (docs: developer-guide/snowflake-scripting/variables, "Understanding the scope of declarations"). */
export class Names {
  private readonly outer: Names | null;
  private readonly own = new Map<string, NameKind>();

  constructor(outer: Names | null) {
    this.outer = outer;
  }

  declare(name: string, kind: NameKind): void {
    this.own.set(name, kind);
  }

  isOwn(name: string): boolean {
    return this.own.has(name);
  }

  kindOf(name: string): NameKind | null {
    return this.own.get(name) ?? this.outer?.kindOf(name) ?? null;
  }
}
