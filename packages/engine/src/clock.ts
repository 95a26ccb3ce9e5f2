/** Now. Passed in, so that nothing but the outermost caller looks at a clock. */
export type Clock = () => Date;

export const systemClock: Clock = () => new Date();
