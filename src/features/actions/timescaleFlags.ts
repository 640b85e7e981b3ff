/** What a person should look at: it may be a slip, or have two readings. What was written stays as it is. */
export const TIMESCALE_FLAGS = {
  no_end: 'has a beginning and no end',
  unfinished: 'breaks off',
  see_above: 'points to another place',
  to_confirm: 'is to be confirmed',
  no_year: 'names a month without a year',
  looks_like_year: 'looks like a year with a slip in it',
  two_readings: 'has two readings: the later one is taken',
  short_year: 'has a year of two figures',
  several_dates: 'names several dates: the latest is taken',
  no_such_day: 'names a day that does not exist',
} as const
export type TimescaleFlag = keyof typeof TIMESCALE_FLAGS
