export { forgetFeedback } from './store.ts'
