/** LIKE of a query: `%`, `_`, `\` before them takes their meaning away; case counts but for ILIKE. */
export function matchesText(pattern: string, text: string, { isCaseless }: { readonly isCaseless: boolean }): boolean {
  const source = pattern.replace(/\\(.)|([%_])|([\s\S])/gu, (_all, escaped: string | undefined, wild: string | undefined, plain: string | undefined) =>
    wild === "%" ? "[^]*" : wild === "_" ? "[^]" : (escaped ?? plain ?? "").replace(/[\\^$.*+?()[\]{}|/]/g, "\\$&"),
  );
  return new RegExp(`^${source}$`, isCaseless ? "iu" : "u").test(text);
}
