export { keptByGeneration, keptCount, withKept } from './actions.ts'
