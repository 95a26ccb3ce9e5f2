/** Words that are no identifier without quotes (docs: sql-reference/reserved-keywords, those reserved by ANSI or Snowflake for every use). */
const RESERVED = new Set(
  (
    "ALL ALTER AND ANY AS BETWEEN BY CHECK COLUMN CONNECT CREATE CURRENT DELETE DISTINCT DROP ELSE EXISTS FOLLOWING FOR FROM GRANT GROUP HAVING " +
    "ILIKE IN INCREMENT INSERT INTERSECT INTO IS LIKE MINUS NOT NULL OF ON OR ORDER QUALIFY REGEXP REVOKE RLIKE ROW ROWS SAMPLE SELECT SET SOME " +
    "START TABLE TABLESAMPLE THEN TO TRIGGER UNION UNIQUE UPDATE VALUES WHENEVER WHERE WITH"
  ).split(" "),
);

export function isReserved(word: string): boolean {
  return RESERVED.has(word);
}
