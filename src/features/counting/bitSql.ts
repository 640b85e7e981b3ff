/** Over `a`, or another name, a row of `return_answers` of the version: a bit of it. */
export const bitSql = (place: number, row = 'a'): string => `get_bit(${row}.choices, ${place}) = 1`
