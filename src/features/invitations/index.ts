export { loadContributor } from './store.ts'
