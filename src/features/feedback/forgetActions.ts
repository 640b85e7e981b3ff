export { forgetFeedback } from './store.ts'
export { forgetWords } from './wordsStore.ts'
