export { keptByGeneration, keptCount, withKept, type KeptCount } from './actions.ts'
export { forgetKept } from './store.ts'
