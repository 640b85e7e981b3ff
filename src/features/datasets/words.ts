/** One column of the words that their owner keeps of a set of codes: what an export says of each. */
export const sayCodes = <Column extends string>(
  codes: Readonly<Record<string, Readonly<Record<Column, string>>>>,
  column: Column,
): Record<string, string> => Object.fromEntries(Object.entries(codes).map(([code, said]) => [code, said[column]]))
