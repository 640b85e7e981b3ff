/** What the register says of what has no phase of education: special schools, most independent ones, nurseries outside schools. */
export const NO_PHASE = 'Not applicable'
export const OTHER_PHASES = 'Special, independent and other'

/** A phase of education as pages say it. Blank and "Not applicable", which the register says, tell a reader nothing. */
export const sayPhase = (name: string): string => (name === '' || name === NO_PHASE ? OTHER_PHASES : name)
