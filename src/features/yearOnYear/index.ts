export { comparable } from './comparable.ts'
export { differenceOf, type Difference } from './difference.ts'
export { earlierRounds, type EarlierRound } from './roundStore.ts'
export { routes } from './routes.ts'
