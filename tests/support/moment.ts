/**
 * The most seconds of a processor that something may take which takes a blink, however long its text is. It is a hundred times what any
 * does on a usual machine; what grows with the square of a text of 200,000 characters takes longer.
 */
export const A_MOMENT = 10

/** The time for which this thread has the processor meanwhile, in seconds: what else the machine does adds nothing. */
export function secondsOf(run: () => unknown): number {
  const before = process.threadCpuUsage()
  run()
  const { user, system } = process.threadCpuUsage(before)
  return (user + system) / 1_000_000
}

/** The least of three times: in one of them the garbage of all that ran before in this process may be collected. */
export const leastOfThree = (run: () => unknown): number => Math.min(...[1, 2, 3].map(() => secondsOf(run)))
