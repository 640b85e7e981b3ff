export { DataDoNotAddUp, type Check } from './reconcile.ts'
export { readBefore, roundData, type RoundData } from './roundReading.ts'
export type { UsedVersion } from './catalogue.ts'
