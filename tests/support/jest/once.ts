/** What is counted over all files that one worker runs: this module stands in no file's own world. */
let databases = 0

/** @returns 1 for the first database that this worker makes, 2 for the next, and so on */
export const nextDatabase = (): number => (databases += 1)
