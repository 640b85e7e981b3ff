export { keptByGeneration, keptCount, withKept } from './actions.ts'
export { forgetKept } from './store.ts'
