export { keptByGeneration, keptCount, withKept, type KeptCount, type Plain } from './actions.ts'
export { forgetKept } from './store.ts'
