/** How long the texts of an action may be. */
export const LONGEST_ACTION = {
  what: 2000,
  timescale: 300,
  lead: 500,
  outcomeMeasure: 2000,
  remark: 2000,
  note: 4000,
  droppedReason: 500,
} as const
