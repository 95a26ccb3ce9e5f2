/** Always told together (RA 12): each alone can be made small by making another one large. */
export interface ReadStatistics {
  readonly roundTrips: number;
  /** Statements that the server executed. */
  readonly statements: number;
  readonly seconds: number;
  /** Seconds of the statements that need a warehouse; SHOW and DESCRIBE need none. */
  readonly warehouseSeconds: number;
}

export function sumOfStatistics(a: ReadStatistics, b: ReadStatistics): ReadStatistics {
  return {
    roundTrips: a.roundTrips + b.roundTrips,
    statements: a.statements + b.statements,
    seconds: a.seconds + b.seconds,
    warehouseSeconds: a.warehouseSeconds + b.warehouseSeconds,
  };
}
